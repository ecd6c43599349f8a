import { anyEnding, anyWord, someWords, type Word, type WordKind } from './word.ts'

/** A place in the tree of words: what was read so far, and what may come next. */
export interface WordNode {
  kind: WordKind
  /** Its words have four letters or more: a letter may be said twice, or be a star. */
  long: boolean
  /** The letter that leads here; `anyWord` for any letter of a word. */
  letter: string
  next: Map<string, WordNode> | undefined
  /** Where any word may follow. */
  any: WordNode | undefined
  /** Where some letters or words may follow, or none, and where they end. */
  some: WordNode | undefined
  /** What comes next there comes next here too. */
  links: WordNode[] | undefined
  /** Words that end here, and whether any ending will do. */
  words: { id: number; open: boolean; size: number }[] | undefined
  /** At which glyph it was reached last: each is followed once. */
  reachedAt: number
}

/** There are very many of them, and most hold little: what is not there takes no memory. */
export const newNode = (kind: WordKind, long: boolean, letter: string): WordNode => ({
  kind,
  long,
  letter,
  next: undefined,
  any: undefined,
  some: undefined,
  links: undefined,
  words: undefined,
  reachedAt: -1,
})

const link = (from: WordNode, to: WordNode): void => {
  from.links ??= []
  from.links.push(to)
}

/** At most so many words may stand where `someWords` does. */
const mostSome = 3

/** The node after some words or none, or after the rest of one. */
const growSome = (start: WordNode, words: boolean): WordNode => {
  const { kind, long } = start
  const end = newNode(kind, long, '')
  let node = newNode(kind, long, '')
  link(start, node)
  link(node, end)
  for (let count = 0; count < (words ? mostSome : 1); count += 1) {
    node.any = newNode(kind, long, anyWord)
    if (!words) link(node.any, end)
    else {
      node = grow(node.any, ' ')
      link(node, end)
    }
  }
  return end
}

/** The node that a letter of a word leads to, made when it is not there. */
const grow = (node: WordNode, letter: string): WordNode => {
  const { kind, long } = node
  if (letter === someWords || letter === anyEnding) {
    // Without gaps there is no telling how many words they are.
    node.some ??= growSome(node, letter === someWords && kind !== 'unspaced')
    return node.some
  }
  if (letter === anyWord) {
    node.any ??= newNode(kind, long, anyWord)
    return node.any
  }
  node.next ??= new Map()
  const next = node.next.get(letter) ?? newNode(kind, long, letter)
  node.next.set(letter, next)
  return next
}

/** Puts a word into the tree. All that may stand in one of its places leads to the same next place. */
export const plant = (root: WordNode, { places, kind }: Word, { id, size }: { id: number; size: number }): void => {
  let node = root
  for (const [at, place] of places.entries()) {
    const ends = place.map(({ letters, open }) => ({ end: letters.reduce(grow, node), letters, open }))
    if (at === places.length - 1) {
      for (const { end, open } of ends) {
        end.words ??= []
        end.words.push({ id, open, size })
      }
      return
    }
    const after = newNode(kind, node.long, '')
    for (const { end, letters, open } of ends) {
      const closed = open ? grow(end, anyEnding) : end
      const isTight = kind === 'unspaced' || letters.at(-1) === someWords
      link(isTight ? closed : grow(closed, ' '), after)
    }
    node = after
  }
}
