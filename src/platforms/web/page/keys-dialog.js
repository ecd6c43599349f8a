import { element } from './element.js'
import { label } from './labels.js'

/** The keys of a clip, as they are read; `clip-keys.js` listens to them. */
const keys = () => [
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

/** @param {HTMLDialogElement} dialog */
export const createKeysDialog = (dialog) => () => {
  dialog.replaceChildren(
    element('h2', { id: 'keys-title', text: label('keys') }),
    element('p', { class: 'help', text: label('keysHint') }),
    element(
      'dl',
      { class: 'keys' },
      ...keys().map(([key, text]) => element('div', {}, element('dt', {}, element('kbd', { text: key })), element('dd', { text }))),
    ),
    element(
      'div',
      { class: 'actions' },
      element('button', { type: 'button', class: 'action', text: label('dismiss'), click: () => dialog.close() }),
    ),
  )
  dialog.showModal()
}
