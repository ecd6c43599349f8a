/**
 * Says a sentence to people who listen rather than look, and puts it in the title for those who look elsewhere.
 *
 * @param {HTMLElement} region
 * @returns {(sentence: string) => void}
 */
export const createAnnouncer = (region) => {
  const { title } = document
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) document.title = title
  })
  return (sentence) => {
    // The same sentence twice must be a change, or it is not read again.
    region.textContent = region.textContent === sentence ? `${sentence}\u00a0` : sentence
    if (document.hidden) document.title = `${sentence} · ${title}`
  }
}
