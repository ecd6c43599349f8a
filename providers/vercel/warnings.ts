import type { z } from 'zod'
import { cleanReason } from '../../src/core/vendor/reason.ts'
import type { warningsSchema } from './operation.ts'

const mostWarnings = 3

/** What was left out of a request or done otherwise, in the gateway's own words, as a person may read them. */
export const wordsOfWarnings = (warnings: z.infer<typeof warningsSchema>): string[] => {
  const words = (warnings ?? []).flatMap(({ details, message, feature }) => cleanReason(details ?? message ?? feature ?? '') ?? [])
  return [...new Set(words)].slice(0, mostWarnings)
}
