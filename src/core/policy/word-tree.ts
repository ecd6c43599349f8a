import type { Glyph, Line } from './lex-text.ts'
import { anyWord, type Word, type WordKind, wordKinds } from './word.ts'
import { newNode, plant, type WordNode } from './word-node.ts'

/** Says which words stand in a line, by their place in the list that the tree was made of. */
export type WordTree = (line: Line) => Set<number>

/** The first syllable of what may be hung on a Korean noun: a particle, or an ending that makes a verb of it. */
const particles = new Set('을를이가은는의에도만와과로으하한할해했합적중씬들님야여랑나든인였')

const longFrom = 4

/** How many letters it has at least. */
const sizeOf = ({ places }: Word): number =>
  places.reduce((sum, place) => sum + Math.min(...place.map(({ letters }) => letters.length)), places.length - 1)

/**
 * A tree of all words' letters that is walked once along a line, with every place in it that fits what was read so far.
 * A glyph may be several letters, may be skipped, may be any letter. Letters may be repeated: in words of four letters and
 * more always, in short ones when it is three times or more. The time is at most that of the tree's size for each glyph,
 * whatever the text is, and mostly that of a few places.
 */
export const createWordTree = (words: readonly Word[]): WordTree => {
  const roots = wordKinds.flatMap((kind) => [newNode(kind, false, ''), newNode(kind, true, '')])
  for (const [id, word] of words.entries()) {
    const root = roots[wordKinds.indexOf(word.kind) * 2 + (sizeOf(word) >= longFrom ? 1 : 0)]
    if (root) plant(root, word, { id, size: sizeOf(word) })
  }
  // Each walk goes on counting, so that no node need be made new for it.
  let clock = 0

  return ({ glyphs, backwards, shortest }) => {
    const found = new Set<number>()
    let reached: WordNode[] = []
    for (const [at, glyph] of glyphs.entries()) {
      clock += 1
      const now = clock
      const here: WordNode[] = []
      const reach = (node: WordNode | undefined): void => {
        if (!node || node.reachedAt === now) return
        node.reachedAt = now
        here.push(node)
      }
      const follow = (node: WordNode): void => {
        for (const letter of glyph.letters) reach(node.next?.get(letter))
        if (isInWord(glyph)) reach(node.any)
        for (const link of node.links ?? []) follow(link)
        // No word begins with a star.
        if (glyph.masked && node.long && node.letter !== '') for (const [letter, next] of node.next ?? []) if (letter !== ' ') reach(next)
      }
      for (const root of roots) if ((shortest === 1 || (root.kind === 'spaced' && root.long)) && begins(root.kind, glyphs, at)) follow(root)
      for (const node of reached) {
        follow(node)
        if (staysAt(node, glyph)) reach(node)
      }
      for (const { words, kind } of here)
        for (const { id, open, size } of words ?? [])
          if (size >= shortest && ((open && !backwards) || mayEnd(kind, glyph, glyphs[at + 1]))) found.add(id)
      reached = here
    }
    return found
  }
}

/** It is a letter of a word, and no gap. */
const isInWord = ({ letters }: Glyph): boolean => letters.length > 0 && !letters.includes(' ')

/** The glyph is skipped, or says the last letter once more. Without gaps, any word ends at a sign. */
const staysAt = ({ kind, long, letter }: WordNode, glyph: Glyph): boolean =>
  (glyph.optional && !(letter === anyWord && kind === 'unspaced')) ||
  (letter === anyWord && isInWord(glyph)) ||
  (kind === 'unspaced' && !glyph.optional && glyph.letters[0] === ' ') ||
  ((long || glyph.stretched || letter === ' ') && glyph.letters.includes(letter))

const begins = (kind: WordKind, glyphs: readonly Glyph[], at: number): boolean =>
  glyphs[at]?.begins === true || kind === 'unspaced' || (kind === 'hangul' && glyphs[at - 1]?.isHangul !== true)

const mayEnd = (kind: WordKind, glyph: Glyph, next: Glyph | undefined): boolean =>
  glyph.ends || kind === 'unspaced' || (kind === 'hangul' && (next?.isHangul !== true || particles.has(next?.letters[0] ?? '')))
