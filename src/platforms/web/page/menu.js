import { element } from './element.js'

/**
 * @typedef {object} MenuItem
 * @property {string} text
 * @property {string} [detail] a price, a key
 * @property {boolean} [chosen] one of several: the one that is taken
 * @property {boolean} [apart] the first of a new group
 * @property {boolean} [danger]
 * @property {{ href: string, fileName: string }} [save] a link in place of a deed
 * @property {() => void} [press]
 */

const margin = 8

/**
 * Gives a button a small menu: the browser opens and closes it, the arrows go through it, Escape and Tab lead back to the button.
 *
 * @param {HTMLButtonElement} button
 * @param {() => MenuItem[]} items asked each time it opens
 * @param {string} name what the menu is called
 */
export const createMenu = (button, items, name) => {
  const menu = element('div', { class: 'menu', popover: 'auto', role: 'menu', 'aria-label': name })
  button.setAttribute('aria-haspopup', 'menu')
  button.setAttribute('aria-expanded', 'false')
  button.popoverTargetElement = menu

  const entries = () => [...menu.children].filter((node) => node instanceof HTMLElement)
  const place = () => {
    const at = button.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = menu
    const below = at.bottom + 4
    const top = below + height + margin <= innerHeight ? below : Math.max(margin, at.top - height - 4)
    menu.style.top = `${top}px`
    menu.style.left = `${Math.max(margin, Math.min(at.left, document.documentElement.clientWidth - width - margin))}px`
  }

  menu.addEventListener('beforetoggle', (event) => {
    const opens = event instanceof ToggleEvent && event.newState === 'open'
    button.setAttribute('aria-expanded', String(opens))
    if (!opens) return
    menu.replaceChildren(...items().map((item) => createItem(item, () => close())))
    // The browser gives it the focus in the same turn, so that no key is lost.
    const first = entries().find((node) => node.getAttribute('aria-checked') === 'true') ?? entries()[0]
    if (first) first.autofocus = true
  })
  menu.addEventListener('toggle', (event) => {
    const opened = event instanceof ToggleEvent && event.newState === 'open'
    for (const happens of ['scroll', 'resize'])
      opened ? addEventListener(happens, place, { passive: true }) : removeEventListener(happens, place)
    if (opened) place()
  })
  menu.addEventListener('keydown', (event) => {
    const all = entries()
    const at = all.findIndex((node) => node.matches(':focus'))
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    // What is typed here is meant for the menu alone.
    event.stopPropagation()
    if (event.key === 'Tab') return close()
    if (to !== undefined) all[(to + all.length) % all.length]?.focus()
    else if (event.key.length === 1 && event.key !== ' ') {
      const begins = (/** @type {HTMLElement} */ node) => node.textContent?.toLocaleLowerCase().startsWith(event.key.toLocaleLowerCase())
      const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find(begins)
      next?.focus()
    } else return
    event.preventDefault()
  })
  const close = () => {
    menu.hidePopover()
    button.focus({ preventScroll: true })
  }
  button.after(menu)
  return menu
}

/**
 * @param {MenuItem} item
 * @param {() => void} close
 */
const createItem = ({ text, detail, chosen, apart, danger, save, press }, close) => {
  const shown = [element('span', { text }), ...(detail ? [element('span', { class: 'detail', text: detail })] : [])]
  const common = { class: `item${apart ? ' apart' : ''}${danger ? ' danger' : ''}`, tabindex: -1 }
  if (save) {
    return element('a', { ...common, role: 'menuitem', href: save.href, download: save.fileName, click: () => close() }, ...shown)
  }
  const role = chosen === undefined ? 'menuitem' : 'menuitemradio'
  const checked = chosen === undefined ? null : String(chosen)
  const click = () => {
    close()
    press?.()
  }
  return element('button', { ...common, type: 'button', role, 'aria-checked': checked, click }, ...shown)
}
