import type { Word } from './word.ts'

/** What people write against a word of a rule without a gap between. */
const companions =
  'woman women girl girls lady ladies female man men guy guys male boys model models actress couple wife teacher celebrity people ' +
  'video videos clip clips scene scenes photo photos pic pics picture image images film movie anime body bodies dance dancing show ' +
  'hardcore amateur sexy young little school beach'

const shortest = 3
const shortestOwn = 4
const longest = 40

/**
 * Makes a function that parts words which stand together without a gap, where they are nothing but words of the rules and what is
 * often written beside them: `nakedwoman`, `pornvideos`. Whatever holds any other letter stays as it is, and so do words of rules.
 */
export const createParter = (words: readonly Word[]): ((folded: string) => string) => {
  const own = new Set(
    words
      .filter(({ kind, letters }) => kind === 'spaced' && letters.length >= shortestOwn && !letters.some((letter) => /[ ?]/.test(letter)))
      .map(({ letters }) => letters.join('')),
  )
  const known = new Set([...own, ...companions.split(' ')])

  /** The words that a run of letters is made of, undefined when other letters are among them. */
  const part = (run: string): string[] | undefined => {
    const partings: (string[] | undefined)[] = [[]]
    for (let end = shortest; end <= run.length; end += 1) {
      for (let start = 0; start <= end - shortest && !partings[end]; start += 1) {
        const before = partings[start]
        const word = run.slice(start, end)
        if (before && known.has(word)) partings[end] = [...before, word]
      }
    }
    return partings[run.length]
  }

  return (folded) =>
    folded.replace(/\p{L}{7,}/gu, (run) => {
      if (run.length > longest || own.has(run)) return run
      const parts = part(run)
      return parts?.some((word) => own.has(word)) ? parts.join(' ') : run
    })
}
