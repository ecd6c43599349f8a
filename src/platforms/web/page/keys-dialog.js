import { element } from './element.js'
import { label } from './labels.js'

/** Keys as they are read; `clip-keys.js` listens to those of a clip, `tiles.js` and `large-view.js` to those of one of several stills. */
const clipKeys = () => [
  ['Space', label('keyPlay')],
  ['← →', label('keySeek')],
  [', .', label('keyStep')],
  ['L', label('loop')],
  ['< >', label('keySpeed')],
  ['M', label('soundOn')],
  ['Shift F', label('fullScreen')],
  ['F', label('useFrame')],
  ['V', label('useClip')],
  ['P', label('copyPrompt')],
  ['S', label('copySeed')],
  ['Y', label('copyCommand')],
  ['?', label('keys')],
]

const stillKeys = () => [
  ['← ↑ ↓ →', label('keyMove')],
  ['Enter', label('keyLarge')],
  ['S', label('star')],
  ['A', label('animateStill')],
  ['X', label('fixStill')],
  ['W', label('keyWipe')],
  ['?', label('keys')],
]

/** @param {HTMLDialogElement} dialog */
export const createKeysDialog = (dialog) => (/** @type {'clip' | 'still'} */ of) => {
  const keys = of === 'clip' ? clipKeys() : stillKeys()
  dialog.replaceChildren(
    element('h2', { id: 'keys-title', text: label('keys') }),
    element('p', { class: 'help', text: label(of === 'clip' ? 'keysHint' : 'stillKeysHint') }),
    element(
      'dl',
      { class: 'keys' },
      ...keys.map(([key, text]) => element('div', {}, element('dt', {}, element('kbd', { text: key })), element('dd', { text }))),
    ),
    element(
      'div',
      { class: 'actions' },
      element('button', { type: 'button', class: 'action', text: label('dismiss'), click: () => dialog.close() }),
    ),
  )
  dialog.showModal()
}
