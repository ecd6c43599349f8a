/**
 * Marks the clip whose frame shows its controls under fingers: the one that was touched last, or the newest while nobody is at another.
 *
 * @param {HTMLElement} list
 */
export const createCurrent = (list) => {
  const clip = '.post[data-kind="clip"]'
  /** @type {Element | null} */
  let current = null
  /** @type {Element | undefined} */
  let newest

  /** @param {Element | null | undefined} post */
  const mark = (post) => {
    if (!post || post === current) return
    current?.classList.remove('current')
    post.classList.add('current')
    current = post
  }
  // Not before a press is over: what appears beneath the finger would get it.
  list.addEventListener('click', ({ target }) => target instanceof Element && mark(target.closest(clip)))
  list.addEventListener(
    'focusin',
    ({ target }) => target instanceof Element && target.matches(':focus-visible') && mark(target.closest(clip)),
  )

  return {
    /** After something came or went. */
    settle: () => {
      const last = [...list.querySelectorAll(clip)].at(-1)
      const isHeld = current?.isConnected && (last === newest || current.contains(document.activeElement) || current.matches(':hover'))
      newest = last
      if (!isHeld) mark(last)
    },
  }
}
