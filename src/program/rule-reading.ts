import type { RuleFiles } from '../studio/admission/rulebook.ts'

/** What the thread that reads the files tells: what they say, or what is wrong with them, in lines, and how much more is. */
export type RuleReading = { files: RuleFiles } | { lines: string[]; more: number }
