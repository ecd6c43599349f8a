import type { MotionRules } from './motion-rules.ts'
import type { Part, Stretch } from './read-motion.ts'

/** To say which of the things in the frame moves takes so many of its words at most. */
const toPointAt = 4

interface Word extends Stretch {
  isContent: boolean
  isShared: boolean
  isDescribing: boolean
}

const wordPattern = /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu

const contentOf = (text: string, rules: MotionRules): string[] =>
  [...text.matchAll(wordPattern)].map(([word]) => word.toLowerCase()).filter((word) => !rules.isEmpty(word)).map(rules.stem)

/** What a part repeats of the frame, and where in it that may be left out. */
export interface Shown extends Stretch {
  /** The part is nothing else. */
  isAll: boolean
  cuts: Stretch[]
}

/** The stretch of words that describe, from the word that begins it to the next that does: all of them stand in the frame. */
const describedIn = (words: readonly Word[]): Stretch[] => {
  const found: Stretch[] = []
  for (const [at, word] of words.entries()) {
    if (!word.isDescribing) continue
    const following = words.slice(at + 1)
    const end = following.findIndex(({ isDescribing, isContent, isShared }) => isDescribing || (isContent && !isShared))
    const own = end === -1 ? following : following.slice(0, end)
    const next = following[own.length]
    // An empty word before what is not in the frame is a verb or belongs to what comes: it stays.
    while (own.length > 0 && !own.at(-1)?.isContent && next && !next.isDescribing) own.pop()
    const last = own.findLast(({ isContent }) => isContent)
    if (last) found.push({ from: word.from, to: last.to })
  }
  return found
}

/** Words before the one that is meant: all of a description in Korean, adjectives in English. */
const beforeHead = (words: readonly Word[]): Stretch[] => {
  const end = words.findIndex(({ isContent, isShared, isDescribing }) => isDescribing || (isContent && !isShared))
  const subject = words.slice(0, end === -1 ? words.length : end).filter(({ isContent }) => isContent)
  const [first, head] = [subject[0], subject.at(-1)]
  return first && head && first !== head ? [{ from: first.from, to: head.from }] : []
}

/** Which words of a part the frame shows already; null where they only say what moves. `frame` are the words that it was made from. */
export const shownIn = ({ text, from: start, rules, moves, act, isNegated, isListed }: Part, frame: string): Shown | null => {
  if (isNegated) return null
  const known = new Set(contentOf(frame, rules))
  const words = [...text.matchAll(wordPattern)].map((match): Word => {
    const word = match[0].toLowerCase()
    const from = start + match.index
    const to = from + word.length
    const isContent = !rules.isEmpty(word) && !moves.some((move) => from < move.to && move.from < to)
    return { from, to, isContent, isShared: isContent && known.has(rules.stem(word)), isDescribing: rules.describes?.test(word) ?? false }
  })
  const content = words.filter(({ isContent }) => isContent)
  const shared = content.filter(({ isShared }) => isShared)
  const whole = { from: start, to: start + text.length }
  if (act === null && moves.length === 0) {
    return !isListed && content.length > 1 && shared.length === content.length ? { ...whole, isAll: true, cuts: [whole] } : null
  }
  if (shared.length <= toPointAt) return null
  const described = rules.describes ? describedIn(words) : []
  const cuts = described.length > 0 ? described : beforeHead(words)
  const [first, last] = [cuts[0], cuts.at(-1)]
  return first && last ? { from: first.from, to: last.to, isAll: false, cuts } : null
}
