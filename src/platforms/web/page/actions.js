import { createList, element } from './element.js'
import { createIcon, isIcon } from './icons.js'
import { label } from './labels.js'
import { downloadUrl } from './media.js'
import { createMenu } from './menu.js'
import { createToolbar } from './toolbar.js'

/**
 * @typedef {import('../../../core/post.ts').Action<string>} Action
 * @typedef {import('../../../core/post.ts').PostMedia<string>} PostMedia
 * @typedef {import('./menu.js').MenuItem} MenuItem
 * @typedef {(action: Action, button: HTMLButtonElement) => void} Press
 *
 * @typedef {object} Deeds
 * @property {Action[]} actions
 * @property {Action[] | undefined} more what the server keeps for the menu; where it does not say, the usual ones stand in the row
 * @property {PostMedia[]} media
 * @property {MenuItem[]} own what the page itself can do with a clip
 * @property {boolean} isClip
 */

/** What is done most. */
const usual = new Set(['reroll', 'vary', 'edit', 'extend'])

/** @param {Action} action */
const isHarmful = ({ style }) => style === 'danger'
/** A file that is no picture, film or sound is shown as a link that saves it. @param {PostMedia} media */
const isSaved = ({ mediaType }) => /^(image|video|audio)\//.test(mediaType)

/**
 * What can be done with a post, as one row: what is done most, and a menu with the rest of a clip's.
 *
 * @param {Press} press
 */
export const createActions = (press) => {
  const row = element('div', { class: 'row-of-actions' })
  const node = element('div', { class: 'actions', 'aria-label': label('actions') }, row)
  const toolbar = createToolbar(node)
  /** @type {HTMLButtonElement | null} */
  let more = null
  /** @type {() => MenuItem[]} */
  let items = () => []
  /** @type {(items: (Action | PostMedia)[]) => void} */
  const show = createList(
    row,
    (item) => ('command' in item ? `${item.command} ${item.argument}` : item.key),
    (item) => ('command' in item ? createButton(press) : createSave()),
  )

  const createMore = () => {
    const button = element('button', { type: 'button', class: 'action more', title: label('more') }, createIcon('dots').node)
    button.append(element('span', { class: 'words', text: label('more') }))
    node.append(button)
    createMenu(button, () => items(), label('more'))
    return button
  }

  return {
    node,
    /** @param {Deeds} deeds */
    update: ({ actions, more: kept, media, own, isClip }) => {
      const inRow = (/** @type {Action} */ one) => !isClip || (kept ? true : usual.has(one.command) || one.style === 'primary')
      const first = actions.filter(inRow)
      const rest = [...actions.filter((one) => !inRow(one)), ...(kept ?? [])]
      const files = media.filter(isSaved)
      // What cannot be undone stands last, away from the rest.
      show([...first.filter((one) => !isHarmful(one)), ...(isClip ? [] : files), ...first.filter(isHarmful)])
      items = () => {
        const item = (/** @type {Action} */ action) => ({
          text: action.label,
          danger: isHarmful(action),
          press: () => more && press(action, more),
        })
        const saves = files.map((file) => ({ text: label('save'), save: { href: downloadUrl(file), fileName: file.fileName } }))
        return [
          ...apart(rest.filter((one) => !isHarmful(one)).map(item)),
          ...own,
          ...apart(saves),
          ...apart(rest.filter(isHarmful).map(item)),
        ]
      }
      const hasMenu = isClip || rest.length > 0
      if (hasMenu) more ??= createMore()
      if (more) more.hidden = !hasMenu
      node.hidden = row.hidden && !hasMenu
      toolbar.settle()
    },
  }
}

/** @param {MenuItem[]} items */
const apart = (items) => items.map((item, at) => (at === 0 ? { ...item, apart: true } : item))

/** How many gave a clip a thumb, where that is all that its button says. */
const thumbs = /^👍(?: (\d+))?$/u

/** @param {Press} press */
const createButton = (press) => {
  /** @type {Action | undefined} */
  let action
  const words = element('span', { class: 'words' })
  const node = element('button', { type: 'button', class: 'action' }, words)
  node.addEventListener('click', () => {
    if (action && node.getAttribute('aria-disabled') !== 'true') press(action, node)
  })
  return {
    node,
    /** @param {Action | PostMedia} item */
    update: (item) => {
      if (!('command' in item)) return
      if (!action && isIcon(item.command)) node.prepend(createIcon(item.command).node)
      action = item
      const [isThumb, count = ''] = thumbs.exec(item.label) ?? []
      // The icon before the words is a thumb already.
      const text = isThumb === undefined ? item.label.replace(/ ?👍/u, '').trim() : count
      words.className = isThumb === undefined ? 'words' : 'count'
      if (words.textContent !== text) words.textContent = text
      node.title = isThumb === undefined ? text : count === '' ? label('thumb') : label('thumbs', { count })
      if (isThumb !== undefined) node.setAttribute('aria-label', node.title)
      node.dataset.style = item.style ?? 'plain'
    },
  }
}

const createSave = () => {
  const node = element('a', { class: 'action', text: label('save') })
  return {
    node,
    /** @param {Action | PostMedia} item */
    update: (item) => {
      if ('command' in item) return
      node.href = downloadUrl(item)
      node.download = item.fileName
      node.setAttribute('aria-label', label('saveFile', { name: item.fileName }))
    },
  }
}
