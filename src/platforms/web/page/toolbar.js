/**
 * Makes a row of buttons one stop of the Tab key: the arrows go on from there, Home and End to its ends.
 *
 * @param {HTMLElement} row
 */
export const createToolbar = (row) => {
  row.setAttribute('role', 'toolbar')
  const stops = () =>
    [...row.querySelectorAll('button, a[href]')].filter((node) => node instanceof HTMLElement && !node.hidden && !node.closest('[popover]'))

  /** @param {Element | undefined} stop */
  const rest = (stop) => {
    for (const node of stops()) node.setAttribute('tabindex', node === stop ? '0' : '-1')
  }

  row.addEventListener('focusin', ({ target }) => {
    const stop = stops().find((node) => node === target)
    if (stop) rest(stop)
  })
  row.addEventListener('keydown', (event) => {
    const all = stops()
    const at = all.findIndex((node) => node.matches(':focus'))
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const next = all[(to + all.length) % all.length]
    if (next instanceof HTMLElement) next.focus()
  })

  return {
    /** After buttons came or went. */
    settle: () => rest(stops().find((node) => node.getAttribute('tabindex') === '0') ?? stops()[0]),
  }
}
