import { element } from './element.js'

/** @typedef {import('../../../core/options/complete-options.ts').Suggestion} Suggestion */

const pauseMs = 60

/**
 * Suggestions above the text field (which has several lines, and so is no combobox): the focus stays in the field, arrows move, Tab takes
 * the first or the marked one, Escape closes. None is marked before an arrow marks it, so that Enter sends what was typed.
 *
 * @param {{
 *   field: HTMLTextAreaElement,
 *   list: HTMLElement,
 *   complete(text: string, signal: AbortSignal): Promise<Suggestion[]>,
 * }} parts
 */
export const createCompletion = ({ field, list, complete }) => {
  /** @type {Suggestion[]} */
  let suggestions = []
  let active = -1
  /** The text has changed since they were asked for. */
  let stale = false
  let request = new AbortController()
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer

  const upToCursor = () => field.value.slice(0, field.selectionStart)
  /** @param {string} text */
  const lastWord = (text) => /\S*$/.exec(text)?.[0] ?? ''

  const draw = () => {
    const open = suggestions.length > 0
    list.hidden = !open
    if (active >= 0) field.setAttribute('aria-activedescendant', `suggestion-${active}`)
    else field.removeAttribute('aria-activedescendant')
    for (const [at, option] of [...list.children].entries()) option.setAttribute('aria-selected', String(at === active))
    list.children[active]?.scrollIntoView({ block: 'nearest' })
  }

  const close = () => {
    clearTimeout(timer)
    request.abort()
    suggestions = []
    active = -1
    stale = false
    draw()
  }

  /** @param {number} at */
  const take = (at) => {
    const chosen = suggestions[at]
    if (!chosen) return
    close()
    const before = upToCursor()
    const from = before.length - lastWord(before).length
    // Through the browser's own editing, so that undo works; setRangeText where that is gone.
    field.setSelectionRange(from, before.length)
    if (!document.execCommand('insertText', false, chosen.insert)) field.setRangeText(chosen.insert, from, before.length, 'end')
    field.focus()
    refresh()
  }

  const ask = async () => {
    clearTimeout(timer)
    request.abort()
    request = new AbortController()
    const { signal } = request
    const text = upToCursor()
    // Suggestions are a convenience: without an answer there are none, and a newer question makes this one void.
    const found = await complete(text, signal).catch(() => [])
    if (signal.aborted || text !== upToCursor() || document.activeElement !== field) return
    suggestions = found
    stale = false
    active = -1
    list.replaceChildren(...found.map(createOption))
    draw()
  }

  /**
   * @param {Suggestion} suggestion
   * @param {number} at
   */
  const createOption = ({ label, detail }, at) => {
    const option = element(
      'div',
      { id: `suggestion-${at}`, role: 'option', tabindex: -1 },
      element('b', { text: label }),
      element('span', { text: detail }),
    )
    option.addEventListener('pointerdown', (event) => {
      // The field keeps the focus.
      event.preventDefault()
      take(at)
    })
    return option
  }

  const refresh = () => {
    clearTimeout(timer)
    // Nothing is ever suggested before a slash, a flag or a name was typed.
    if (!/^\s*\/|(?:^|\s)(?:--|—|["'(“‘[]*@)/.test(field.value)) return close()
    stale = true
    timer = setTimeout(ask, pauseMs)
  }

  field.addEventListener('input', refresh)
  field.addEventListener('blur', close)

  return {
    close,
    refresh,
    /**
     * @param {KeyboardEvent} event
     * @returns {boolean} whether the key was meant for the list
     */
    key: (event) => {
      if (suggestions.length === 0 || event.isComposing) return false
      const { length } = suggestions
      if (event.key === 'ArrowDown') active = (active + 1) % length
      else if (event.key === 'ArrowUp') active = active <= 0 ? length - 1 : active - 1
      else if (event.key === 'Escape') close()
      else if (event.key === 'Tab' && !event.shiftKey) {
        const text = upToCursor()
        const isMeant = suggestions[Math.max(active, 0)]?.insert.startsWith(lastWord(text))
        if (!stale || isMeant) take(Math.max(active, 0))
        // Whoever has gone on typing meanwhile meant something else.
        else ask().then(() => text === upToCursor() && take(Math.max(active, 0)))
      } else if (event.key === 'Enter' && !event.shiftKey && active >= 0 && !stale) take(active)
      else return false
      event.preventDefault()
      draw()
      return true
    },
  }
}
