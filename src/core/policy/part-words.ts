import type { Word } from './word.ts'

/** What people write against a word of a rule without a gap between. */
const companions =
  'woman women girl girls lady ladies female man men guy guys male boys model models actress couple wife teacher celebrity people ' +
  'video videos clip clips scene scenes photo photos pic pics picture image images film movie anime body bodies dance dancing show ' +
  'hardcore amateur sexy young little school beach massage art star tube site chat selfie party club style'

const shortest = 3
const shortestOwn = 4
const longest = 40

/**
 * Makes a function that parts words which stand together without a gap, where they are nothing but words of the rules and what is
 * often written beside them: `nakedwoman`, `pornvideos`. Whatever holds any other letter stays as it is, and so do words of rules.
 */
export const createParter = (words: readonly Word[]): ((folded: string) => string) => {
  const plain = words
    .flatMap(({ kind, places }) => (kind === 'spaced' && places.length === 1 ? places.flat() : []))
    .map(({ letters }) => letters.join(''))
    .filter((word) => /^\p{L}+(?: \p{L}+)*$/u.test(word))
  const own = new Set(plain.filter((word) => word.length >= shortestOwn && !word.includes(' ')))
  const phrases = new Map(plain.filter((word) => word.includes(' ')).map((phrase) => [phrase.replaceAll(' ', ''), phrase]))
  const known = new Set([...own, ...phrases.keys(), ...companions.split(' ')])

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
    closed(folded).replace(/\p{L}{7,}/gu, (run) => {
      if (run.length > longest || own.has(run)) return run
      const parts = part(run)
      return parts?.some((word) => own.has(word) || phrases.has(word)) ? parts.map((word) => phrases.get(word) ?? word).join(' ') : run
    })
}

/** Signs and blanks between letters that stand apart. */
const mostGap = 4
const fewestApart = 6

/** Letters that stand apart put together, whatever gaps are between them. */
const closed = (folded: string): string => {
  const pieces = [...folded.matchAll(/[\p{L}\p{M}\p{N}]+/gu)]
  const isLetter = (at: number): boolean => [...(pieces[at]?.[0] ?? '  ')].length === 1
  const endOf = (at: number): number => (pieces[at]?.index ?? 0) + (pieces[at]?.[0].length ?? 0)
  let text = ''
  let done = 0
  for (let start = 0, end = 0; start < pieces.length; start = end) {
    end = start + 1
    while (isLetter(start) && isLetter(end) && (pieces[end]?.index ?? 0) - endOf(end - 1) <= mostGap) end += 1
    if (end - start < fewestApart) continue
    const run = pieces.slice(start, end)
    text += folded.slice(done, run[0]?.index) + run.map(([letter]) => letter).join('')
    done = endOf(end - 1)
  }
  return text + folded.slice(done)
}
