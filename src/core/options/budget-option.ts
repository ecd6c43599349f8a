import { z } from 'zod'
import type { OptionHints } from '../command.ts'
import { say } from '../words/sentence.ts'

/** US dollars a month, or `off`. */
export const budgetOption = z
  .string()
  .toLowerCase()
  .regex(/^(off|\$?\d{1,7}(\.\d{1,2})?)$/)
  .meta({ demand: say('option.beBudget') } satisfies OptionHints)

/** The same in credits; null for no budget. */
export const budgetCredits = (said: string): number | null => (said === 'off' ? null : Math.round(Number(said.replace('$', '')) * 100))
