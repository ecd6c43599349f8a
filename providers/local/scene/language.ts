type Words<Line extends string> = Line extends `${infer First} ${infer Rest}` ? First | Words<Rest> : Line

/** A part of a picture that can be seen. */
export type Seen =
  | Words<'dawn day sunset dusk night sea beach lake mountains hills forest city desert meadow space sky rain storm snow winter'>
  | Words<'fog clouds autumn spring leaves petals neon sun moon stars birds boat balloon lanterns lighthouse cabin tree fire'>
  | Words<'fireflies aurora planet person cat flowers'>
/** How a picture is, which adds nothing to it. */
export const manners = ['slow', 'fast', 'wild', 'clear'] as const
/** What a word of the prompt can add to the scene. */
export type Tag = Seen | (typeof manners)[number]
export const isManner = (tag: Tag): boolean => (manners as readonly Tag[]).includes(tag)

export type Mood = 'joy' | 'calm' | 'love' | 'sad' | 'mystery' | 'dread' | 'epic'
export type CameraMove = 'static' | 'push in' | 'pull out' | 'pan left' | 'pan right' | 'tilt up' | 'tilt down' | 'orbit' | 'drift'

/** How the words of one language become parts of a scene. Where a table has a line of words, they are as `stems` gives them. */
export interface Language {
  /** What its words are written in; letters of other scripts belong to other words. */
  script: RegExp
  /** The words that stand for a part of the scene. */
  parts: Record<Tag, string>
  /** Things that are not drawn, by the part of a scene in which they are found. */
  hints: Partial<Record<Tag, string>>
  /** Other things that are not drawn. */
  things: string
  /** Words that name no thing. */
  others: string
  moods: Record<Mood, string>
  /** The camera's moves, as a prompt may word them. */
  moves: Record<CameraMove, RegExp>
  /** Colours that a prompt may name, as a tint of the whole: `red=#rrggbb`. */
  colours: string
  /** Makes one word of a phrase that means another thing than its words. */
  prepare(prompt: string): string
  /** The forms that a word of the prompt, in lower case, may have in the tables. */
  stems(word: string): string[]
  /** Of a clause's words that no table has, those that must be nouns, as they were typed; rather too few. */
  nouns(clause: Word[]): Map<Word, string>
  /** Whether what no table has of these words of a prompt is in this language at all. */
  isRead(words: Word[]): boolean
  /** Whether its grammar hangs particles on a noun, which are no part of it. */
  nounsGrow: boolean
}

/** One word of a prompt. A `thing` is not drawn, though it may have brought its surroundings as tags. */
export interface Word {
  typed: string
  kind: 'part' | 'thing' | 'other' | 'unknown'
  tags: Tag[]
  mood: Mood | undefined
  tint: string | undefined
}
