import { element } from './element.js'
import { label } from './labels.js'
import { mediaUrl } from './media.js'

/** @typedef {import('../../../core/post.ts').Tile<string>} Tile */

/** @param {number} share */
const percent = (share) => `${Math.round(share * 100)} %`

/**
 * Two stills of a message over each other, one of them up to a line that the arrows and a pointer move.
 *
 * @param {HTMLDialogElement} dialog
 */
export const createWipe = (dialog) => {
  /** @type {Tile[]} */
  let tiles = []
  const left = element('img', { class: 'wipe-left' })
  const right = element('img', { class: 'wipe-right' })
  const names = [element('span', { class: 'number' }), element('span', { class: 'number' })]
  const line = element('input', { type: 'range', min: 0, max: 100, step: 0.5, 'aria-label': label('wipeAt') })
  const stage = element(
    'div',
    { class: 'stage wipe' },
    left,
    right,
    ...names,
    element('div', { class: 'wipe-line', 'aria-hidden': true }),
    line,
  )
  const [chooseLeft, chooseRight] = [element('select', { id: 'wipe-left' }), element('select', { id: 'wipe-right' })]

  const of = (/** @type {HTMLSelectElement} */ select) => tiles[Number(select.value)]
  const draw = () => {
    const [one, other] = [of(chooseLeft), of(chooseRight)]
    if (!one || !other) return
    for (const [picture, tile] of /** @type {const} */ ([
      [left, one],
      [right, other],
    ])) {
      picture.src = mediaUrl(tile.key)
      picture.alt = tile.alt
    }
    for (const [at, { number }] of [one, other].entries()) {
      const name = names[at]
      if (name) name.textContent = number
    }
    const share = Number(line.value) / 100
    stage.style.setProperty('--ratio', String(one.width / one.height || 16 / 9))
    stage.style.setProperty('--share', String(share))
    const [first, second] = [one, other].map(({ number }) => label('stillOf', { number }))
    line.setAttribute('aria-valuetext', label('wipeShare', { share: percent(share), left: first ?? '', right: second ?? '' }))
  }
  for (const node of [line, chooseLeft, chooseRight]) node.addEventListener('input', draw)

  /** @param {string} name @param {HTMLSelectElement} select */
  const row = (name, select) => element('div', { class: 'row' }, element('label', { for: select.id, text: name }), select)

  /**
   * @param {Tile[]} all
   * @param {number} one its left
   * @param {number} other its right
   */
  return (all, one, other) => {
    tiles = all
    for (const [select, at] of /** @type {const} */ ([
      [chooseLeft, one],
      [chooseRight, other],
    ])) {
      select.replaceChildren(...all.map(({ number }, value) => element('option', { value, text: label('stillOf', { number }) })))
      select.value = String(at)
    }
    line.value = '50'
    dialog.replaceChildren(
      element('h2', { id: 'wipe-title', text: label('wipeTitle') }),
      stage,
      element('div', { class: 'wipe-choices' }, row(label('wipeLeft'), chooseLeft), row(label('wipeRight'), chooseRight)),
      element(
        'div',
        { class: 'actions' },
        element('button', { type: 'button', class: 'action', text: label('close'), click: () => dialog.close() }),
      ),
    )
    draw()
    dialog.showModal()
    line.focus({ preventScroll: true })
  }
}
