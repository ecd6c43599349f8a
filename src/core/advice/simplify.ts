import type { Part, Stretch } from './read-motion.ts'
import type { Shown } from './shown-words.ts'

/** A part and what of it the frame shows. */
export interface Looked {
  part: Part
  shown: Shown | null
}

/** How much of a prompt is kept. */
export interface Keep {
  acts: number
  /** Of these, those that take their time. */
  timed: number
  words: number
}

export const countWords = (text: string): number => text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length

const cut = (prompt: string, { from, to }: Stretch, cuts: readonly Stretch[]): string => {
  let text = ''
  let at = from
  for (const one of cuts) {
    text += prompt.slice(at, Math.max(at, one.from))
    at = Math.max(at, one.to)
  }
  return (text + prompt.slice(at, to)).replace(/\s+/gu, ' ').trim()
}

/** Where an act is explained, its explanation begins. */
const explains = /\s+(?:where|which|that|who|like|until|so that|because)\s/iu
/** What only praises. */
const praise =
  /\b(?:very|really|extremely|incredibly|breathtaking(?:ly)?|beautiful(?:ly)?|stunning(?:ly)?|epic|cinematic|masterpiece|magnificent(?:ly)?|glorious(?:ly)?|gorgeous(?:ly)?|amazing(?:ly)?|deeply|incredible|endless|with incredible detail)\s+|\s+with (?:incredible|stunning|great) (?:detail|colou?rs)\b/giu

interface Piece {
  joint: string
  text: string
  counts: boolean
}

const join = (pieces: readonly Piece[]): string =>
  pieces
    .map(({ joint, text }, at) => (at === 0 ? text : `${joint}${text}`))
    .join('')
    .replace(/\s+/gu, ' ')
    .trim()

/** Without explanations, and without what goes on with one. */
const unexplained = (pieces: readonly Piece[]): Piece[] =>
  pieces.flatMap((piece, at) => {
    const isOfOne = explains.test(pieces[at - 1]?.text ?? '') && /\b(?:and|or)\b/iu.test(piece.joint)
    return isOfOne ? [] : [{ ...piece, text: piece.text.split(explains)[0] ?? piece.text }]
  })

const least = (pieces: readonly Piece[]): Piece[] => {
  const counting = pieces.filter(({ counts }) => counts)
  return counting.length > 0 ? counting : [...pieces]
}

/** Made shorter from its softest part on, until it has so many words at most. */
const shortened = (pieces: readonly Piece[], words: number): Piece[] => {
  const isLong = (some: readonly Piece[]): boolean => countWords(join(some)) > words
  const steps: ((some: readonly Piece[]) => Piece[])[] = [
    (some) => some.map((piece) => ({ ...piece, text: piece.text.replace(praise, ' ').replace(/\s+/gu, ' ').trim() })),
    unexplained,
    least,
    (some) => some.slice(0, 2),
    (some) => some.slice(0, 1),
  ]
  let now = [...pieces]
  for (const step of steps) if (isLong(now)) now = step(now)
  return now
}

/** The same asked for with one camera move, a few acts and nothing that the frame shows or that nobody wants; empty where nothing is left. */
export const simplify = (prompt: string, looked: readonly Looked[], keep: Keep): string => {
  const moving = looked.find(({ part }) => part.moves.some(({ kind }) => kind !== 'still'))
  const chosen = moving ?? looked.find(({ part }) => part.moves.length > 0)
  const kind = chosen?.part.moves.find((move) => !moving || move.kind !== 'still')?.kind
  let acts = 0
  let timed = 0
  const pieces: Piece[] = []
  let lastKept: Part | null = null
  for (const { part, shown } of looked) {
    if (part.isNegated || shown?.isAll) continue
    const others = part.moves.filter((move) => move.kind !== kind)
    const isOnlyOther = part.moves.length > 0 && others.length === part.moves.length
    if (part.act !== null) {
      if (acts >= keep.acts || (!part.isOngoing && timed >= keep.timed)) continue
      acts += 1
      if (!part.isOngoing) timed += 1
    }
    if (isOnlyOther) continue
    const cuts = [...(shown?.cuts ?? []), ...others.map(({ from }) => ({ from, to: part.to }))].sort((one, other) => one.from - other.from)
    const text = cut(prompt, part, cuts)
    const isNext: boolean = lastKept === null || looked[looked.findIndex((one) => one.part === lastKept) + 1]?.part === part
    const joint = prompt.slice(part.joint, part.from)
    pieces.push({ joint: isNext || /\p{L}/u.test(joint) ? joint || ' ' : ', ', text, counts: part.act !== null || part.moves.length > 0 || part.isListed })
    lastKept = part
  }
  const said = join(shortened(pieces, keep.words)).replace(/^[\s,;:.–—]+/u, '')
  return lastKept?.rules.ended(said) ?? said
}
