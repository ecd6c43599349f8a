import { createKept, type Kept, type Settings } from '../../../core/kept.ts'
import type { Log } from '../../../core/log.ts'
import { type FilledForm, filledFormSchema } from '../commands/commands.ts'

/** Who was refused may mend it for so long. */
const againMs = 60 * 60_000

/** Forms as they were sent, to be opened again where they came to nothing. */
export const createSentForms = (settings: Settings | undefined, log: Log): Kept<FilledForm> =>
  createKept(filledFormSchema, { prefix: 'slack:form', keptMs: againMs, settings, log })
