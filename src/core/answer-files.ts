import type { DayOfClips } from './members.ts'
import type { Invocation } from './platform.ts'
import type { PostMedia } from './post.ts'
import type { Text } from './words/sentence.ts'

/** Makes a picture or a table for one answer. */
export interface AnswerFiles {
  /** Bars, one a day, with a title read aloud and days as their reader writes them. */
  chart(reader: Invocation, title: Text, days: readonly DayOfClips[]): Promise<PostMedia>
  /** A table with a heading, as CSV that a spreadsheet opens and no cell of which it runs. */
  table(fileName: string, rows: readonly (readonly (string | number | null)[])[]): Promise<PostMedia>
}
