/**
 * Marks the clips of the newest round, whose buttons have words. What a row shows hangs on nothing that a hand does: a button that moves
 * when it is pressed makes the press another's.
 *
 * @param {HTMLElement} list
 */
export const createNewestRound = (list) => {
  const clip = '.post[data-kind="clip"]'
  return {
    /** After something came or went. */
    settle: () => {
      const round = [...list.querySelectorAll(`.takes > ${clip}`)].at(-1)?.closest('.thread')
      for (const post of list.querySelectorAll(clip)) {
        // A row that somebody is at keeps its shape until they have gone.
        const isHeld = post.classList.contains('newest-round') && post.matches(':hover, :focus-within, :active')
        post.classList.toggle('newest-round', isHeld || post.closest('.thread') === round)
      }
    },
  }
}
