import type { Language } from './words/languages.ts'
import type { Text } from './words/sentence.ts'

/** A file on a post, by its address in the media store. */
export interface PostMedia<Words = Text> {
  key: string
  mediaType: string
  sizeBytes: number
  /** The name a person sees when they save it. */
  fileName: string
  /** Read aloud instead of the picture. */
  alt: Words
  width: number
  height: number
  durationSeconds: number
  /** A still of it, in the media store. */
  posterKey?: string | undefined
  /** It stays covered until its reader opens it, where a platform can. */
  spoiler?: boolean | undefined
  /** It is there to be saved: a file beside the words, not a picture among them. */
  asFile?: boolean | undefined
  /** Of a chart, what is drawn, for a place that draws it in its own colours: one bar a day, the oldest first. */
  bars?: { label: string; value: number }[] | undefined
}

/** A button on a post: stateless, for it carries the name of the command to run and what that gets as its option `id`. */
export interface Action<Words = Text> {
  /** The command to run, such as `reroll`. */
  command: string
  /** Mostly a generation; for lists where to go on, for questions `yes`. 32 characters at most, without a colon. */
  argument: string
  label: Words
  style?: 'primary' | 'danger' | undefined
}

/** A picture of a round that stands on the round's sheet, for places that show each by itself. */
export interface Tile<Words = Text> extends PostMedia<Words> {
  /** The generation; null for what the others were made from. */
  generationId: string | null
  /** What it is called on the sheet, such as `3`. */
  number: string
  /** Somebody keeps it. */
  starred: boolean
}

/** A piece of a line that tells how a clip differs from the one it was made from; what is new is shown in bold. */
export interface Piece<Words = Text> {
  words: Words
  isNew?: boolean | undefined
}

/** How far one generation is, for a bar. */
export interface Progress<Words = Text> {
  generationId: string
  /** What the clip is called in its thread, where there are several. */
  number?: string | undefined
  /** A word for the state: `waiting in line`, `rendering`. */
  stage: Words
  /** 0 to 1, when known. */
  fraction?: number | undefined
  /** 1 is next. */
  position?: number | undefined
  estimateSeconds?: number | undefined
  /** The shape that the clip will have, so that its place can be kept. */
  aspectRatio?: string | undefined
}

/**
 * A message, platform-neutral and quiet: the clip first, one line of prompt, one line of facts, the buttons.
 * What is ours in it are sentences, which a platform puts into words (`words/word-post.ts`); strings are somebody else's. All text is plain: a platform escapes it, and nothing in it may mention or ping.
 */
export interface Post<Words = Text> {
  kind: 'batch' | 'clip' | 'failure' | 'notice' | 'recipe' | 'report'
  /** What the clip is called in its thread: `3`. */
  number?: string | undefined
  /** The main line: the prompt of a clip, the sentence of a notice. */
  text: Words
  /** `seed 42 · wan-2.7 · 5 s`: joined by the platform. */
  facts: Words[]
  /** Things the person should know, such as an option that the model ignores. */
  warnings: Words[]
  /** What is kept of the clip before and what is new, a line of pieces each. */
  changed?: Piece<Words>[][] | undefined
  fields?: { name: Words; value: Words }[] | undefined
  progress?: Progress<Words>[] | undefined
  media: PostMedia<Words>[]
  /** Several pictures as one, large in the message: drawn into it, and so changed with it, where `media` are files beside it. */
  sheet?: PostMedia<Words> | undefined
  /** What is on the sheet, in its order. */
  tiles?: Tile<Words>[] | undefined
  /** A small picture beside the words; left out where a place has no room for one. */
  thumbnail?: PostMedia<Words> | undefined
  /** Of several clips in one message, a button for each that chooses what the row is for; the chosen one is `primary`. */
  choices?: Action<Words>[] | undefined
  /** What is done most, as buttons in a row. */
  actions: Action<Words>[]
  /** Everything else that can be done, in one menu. */
  more?: Action<Words>[] | undefined
  /** The member to call when the clip is done. */
  mention?: string | undefined
  /** The id of the member who asked: named, never called. */
  askedBy?: string | undefined
  /** Addresses outside, such as the clip itself where it is too large to be a file of the post. */
  links?: { label: Words; url: string }[] | undefined
  /** Ids for machines that read posts. */
  generationIds: string[]
  batchId?: string | undefined
  /** In which it is put into words; English when absent. */
  language?: Language | undefined
}

/** A post in the words that its reader sees. */
export type WordedPost = Post<string>

/** A post with only a sentence. */
export const notice = (text: Text): Post => ({ kind: 'notice', text, facts: [], warnings: [], media: [], actions: [], generationIds: [] })
