/** A camera move by the words for it. */
export interface Move {
  /** Two of one kind are one move: `in` is a push in, a dolly in and a zoom in. */
  kind: string
  pattern: RegExp
}

/** What one language knows of motion: data, from which `read-motion.ts` reads a prompt and `advise-motion.ts` judges it. */
export interface MotionRules {
  /** What stands between two parts of a prompt and belongs to neither. */
  between: RegExp
  /** The last word of a part where nothing else stands between: an ending that goes on. */
  goesOn?: RegExp | undefined
  /** Moves that are called so wherever they stand. */
  moves: readonly Move[]
  /** Moves at the head of a part that has no subject of its own: `slow pan left`, and not `he pans for gold`. */
  headMoves: readonly Move[]
  /** Moves of a part whose subject is the camera. */
  cameraMoves: readonly Move[]
  /** The camera as a subject, and words that may stand before a move. */
  camera: RegExp
  lead: RegExp
  /** A direction, which tells two moves of one kind apart. */
  directions: readonly [kind: string, pattern: RegExp][]
  /** Where a part says that something happens, by one of its words; null where it does not. */
  act(part: string, before: { anyAct: boolean; isCamera: boolean }): string | null
  /** Acts that go on by themselves and beside each other, so that they need no time of their own. */
  ongoing: RegExp
  /** What says no, and what only sounds like it. */
  negation: RegExp
  notNegation: RegExp
  /** Whether what is not wanted stands before the word that says so. */
  negatedBefore: boolean
  /** Words of no content, and a word without its ending, so that two forms of it are one. */
  isEmpty(word: string): boolean
  stem(word: string): string
  /** Words that went on, as they stand where nothing follows. */
  ended(text: string): string
  /** Begins a description behind a word; absent where it stands before. */
  describes?: RegExp | undefined
}
