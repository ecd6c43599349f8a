import type { Sentence } from '../words/sentence.ts'

/** What the linter looks at. */
export type Rule = 'cameraMoves' | 'actions' | 'time' | 'shown' | 'negation' | 'words'

/** One thing that is better asked for otherwise. */
export interface Finding {
  rule: Rule
  /** The words it is about: from the first character to behind the last, counted as strings are in JavaScript. */
  span: [from: number, to: number]
  sentence: Sentence
}

/** What the linter says to words that ask for motion. */
export interface Advice {
  /** By the place of their words. */
  findings: Finding[]
  /** The same asked for shortly, to which it says nothing; null where it finds no such words. */
  simpler: { prompt: string; negativePrompt?: string | undefined } | null
}
