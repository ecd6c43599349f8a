import type { Rule } from '../../../src/core/advice/advice.ts'

/** A motion prompt with what the linter is to say to it: nothing where `rules` is absent. */
export interface MotionPrompt {
  prompt: string
  /** 5 where absent. */
  seconds?: number
  /** The words that the still was made from. */
  frame?: string
  rules?: readonly Rule[]
  /** What is to be offered in its place. */
  simpler?: string
}
