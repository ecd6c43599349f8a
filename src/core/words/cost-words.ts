import type { Text } from './sentence.ts'

/** Said in a failure that is worded before it is known what it costs. */
const back = 'the credits are back'

/** What a run cost that gave no clip. */
export const costWords = (credits: number): string => `it cost ${credits} ${credits === 1 ? 'credit' : 'credits'}`

/**
 * A failure's sentence as it is true once its cost is known: whoever words a failure cannot know whether its provider bills it, and
 * supposes that it does not.
 */
export const withCost = (sentence: Text, credits: number): Text =>
  credits === 0 || typeof sentence !== 'string' ? sentence : sentence.replaceAll(back, costWords(credits))
