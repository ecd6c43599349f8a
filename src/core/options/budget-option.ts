import { z } from 'zod'

/** US dollars a month, or `off`. */
export const budgetOption = z
  .string()
  .toLowerCase()
  .regex(/^(off|\$?\d{1,7}(\.\d{1,2})?)$/)

/** The same in credits; null for no budget. */
export const budgetCredits = (said: string): number | null => (said === 'off' ? null : Math.round(Number(said.replace('$', '')) * 100))
