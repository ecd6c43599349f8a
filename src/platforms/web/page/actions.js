import { createList, element } from './element.js'
import { label } from './labels.js'
import { downloadUrl } from './media.js'

/**
 * @typedef {import('../../../core/post.ts').Action<string>} Action
 * @typedef {import('../../../core/post.ts').PostMedia<string>} PostMedia
 * @typedef {(action: Action, button: HTMLButtonElement) => void} Press
 */

/**
 * The row of buttons of a post, with one more to save each of its files.
 *
 * @param {Press} press
 */
export const createActions = (press) => {
  const node = element('div', { class: 'actions' })
  /** @type {(items: (Action | PostMedia)[]) => void} */
  const show = createList(
    node,
    (item) => ('command' in item ? `${item.command} ${item.argument}` : item.key),
    (item) => ('command' in item ? createButton(press) : createSave()),
  )
  return {
    node,
    /**
     * @param {Action[]} actions
     * @param {PostMedia[]} media
     */
    update: (actions, media) => {
      // What cannot be undone stands last, away from the rest.
      const harmless = actions.filter(({ style }) => style !== 'danger')
      const harmful = actions.filter(({ style }) => style === 'danger')
      // A file that is no picture, film or sound is shown as a link that saves it.
      show([...harmless, ...media.filter(({ mediaType }) => /^(image|video|audio)\//.test(mediaType)), ...harmful])
    },
  }
}

/** @param {Press} press */
const createButton = (press) => {
  /** @type {Action | undefined} */
  let action
  const node = element('button', { type: 'button', class: 'action' })
  node.addEventListener('click', () => {
    if (action && node.getAttribute('aria-disabled') !== 'true') press(action, node)
  })
  return {
    node,
    /** @param {Action | PostMedia} item */
    update: (item) => {
      if (!('command' in item)) return
      action = item
      if (node.textContent !== item.label) node.textContent = item.label
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
