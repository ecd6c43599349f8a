/** How far from the end somebody may be and still mean to be there, in CSS pixels. */
const closeToEnd = 64

/**
 * Keeps the end of the feed in view while somebody is there, and leaves the page alone while they read further up.
 *
 * @param {{ main: HTMLElement, desk: HTMLElement, newest: HTMLButtonElement }} parts
 */
export const createScroll = ({ main, desk, newest }) => {
  const page = document.documentElement
  let atEnd = true

  const toEnd = () => {
    atEnd = true
    newest.hidden = true
    scrollTo({ top: page.scrollHeight, behavior: 'instant' })
  }
  addEventListener(
    'scroll',
    () => {
      const left = page.scrollHeight - innerHeight - scrollY
      atEnd = left < closeToEnd
      newest.hidden = left < innerHeight / 2
    },
    { passive: true },
  )
  const observer = new ResizeObserver(() => {
    if (atEnd) toEnd()
  })
  observer.observe(main)
  observer.observe(desk)
  newest.addEventListener('click', () => {
    toEnd()
    document.getElementById('say')?.focus()
  })

  return {
    toEnd,
    /**
     * Makes a change above what is read, without moving what is read.
     *
     * @param {Element | null} anchor
     * @param {() => void} change
     */
    holding: (anchor, change) => {
      const before = anchor?.getBoundingClientRect().top ?? 0
      // The browser would do it too, later and once more.
      page.style.overflowAnchor = 'none'
      change()
      scrollBy({ top: (anchor?.getBoundingClientRect().top ?? 0) - before, behavior: 'instant' })
      requestAnimationFrame(() => {
        page.style.overflowAnchor = ''
      })
    },
  }
}
