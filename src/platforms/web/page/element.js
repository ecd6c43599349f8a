/**
 * Text with its times (`core/words/timestamp.ts`) as the reader's own clock says them.
 *
 * @param {string} text
 */
const readable = (text) =>
  text.replace(/\uE000(\d{1,16})\uE001/g, (_, time) =>
    new Date(Number(time)).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' }),
  )

/**
 * Makes an element. `class` and `text` are what they say, a function listens to the event of its name, null, undefined and
 * false are left out, everything else is an attribute. Text is only ever text: nothing here reads HTML.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>} [properties]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export const element = (tag, properties = {}, ...children) => {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue
    if (typeof value === 'function') node.addEventListener(name, value)
    else if (name === 'class') node.className = String(value)
    else if (name === 'text') node.textContent = readable(String(value))
    // What is about accessibility is said in words: `aria-hidden=""` hides nothing.
    else node.setAttribute(name, value === true && !name.startsWith('aria-') ? '' : String(value))
  }
  node.append(...children)
  return node
}

/**
 * Finds an element of the page that must be there.
 *
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export const byId = (id, kind) => {
  const node = document.getElementById(id)
  if (!(node instanceof kind)) throw new Error(`the page has no ${id}`)
  return node
}

/**
 * Writes a line and hides its element while there is nothing to read.
 *
 * @param {HTMLElement} node
 * @param {string} text
 */
export const setLine = (node, text) => {
  const shown = readable(text)
  if (node.textContent !== shown) node.textContent = shown
  node.hidden = text === ''
}

/**
 * Keeps the children of `parent` in step with a list of items. An item that stays keeps its element, so that a
 * playing clip plays on and a focused button keeps the focus.
 *
 * @template Item
 * @param {HTMLElement} parent
 * @param {(item: Item) => string} keyOf
 * @param {(item: Item) => { node: HTMLElement, update(item: Item): void }} create
 * @returns {(items: Item[]) => void}
 */
export const createList = (parent, keyOf, create) => {
  /** @type {Map<string, { node: HTMLElement, update(item: Item): void }>} */
  const known = new Map()
  return (items) => {
    const keys = new Set(items.map(keyOf))
    let hadFocus = false
    for (const [key, { node }] of known) {
      if (keys.has(key)) continue
      hadFocus ||= node.contains(document.activeElement)
      node.remove()
      known.delete(key)
    }
    items.forEach((item, at) => {
      const key = keyOf(item)
      const entry = known.get(key) ?? create(item)
      known.set(key, entry)
      entry.update(item)
      if (parent.children[at] !== entry.node) parent.insertBefore(entry.node, parent.children[at] ?? null)
    })
    parent.hidden = items.length === 0
    if (hadFocus) focusNear(parent)
  }
}

/**
 * Moves the focus to the closest thing that can have it, after its element went away.
 *
 * @param {Element} place
 */
export const focusNear = (place) => {
  const card = place.closest('article') ?? place
  const near = [place, card].flatMap((within) => [...within.querySelectorAll('button, a[href]')]).find((node) => node.isConnected)
  const target = near ?? document.getElementById('say')
  if (target instanceof HTMLElement) target.focus({ preventScroll: true })
}
