import { z } from 'zod'
import { createKept, type Kept, type Settings } from '../../core/kept.ts'
import type { Log } from '../../core/log.ts'
import { type Attachment, attachmentSchema } from '../../core/request.ts'

/** A form can be sent for 15 minutes after it was opened. */
const openMs = 15 * 60_000
/** Who was refused may mend it for so long. */
const againMs = 60 * 60_000

const sentSchema = z.object({
  values: z.record(z.string(), z.union([z.string(), z.boolean()])),
  files: z.record(z.string(), z.array(attachmentSchema)),
  more: z.string(),
  /** The file that was chosen before the form was opened. */
  file: attachmentSchema.nullable(),
})
/** A form as it was sent, to be opened again where it came to nothing. */
export type KeptForm = z.infer<typeof sentSchema>

/** What is remembered while a form is open: by `chosen` the file that it is about, by `sent` what stood in it the last time. */
export interface KeptForms {
  chosen: Kept<Attachment>
  sent: Kept<KeptForm>
}

export const createKeptForms = (settings: Settings | undefined, log: Log): KeptForms => ({
  chosen: createKept(attachmentSchema, { prefix: 'discord:file', keptMs: openMs, settings, log }),
  sent: createKept(sentSchema, { prefix: 'discord:form', keptMs: againMs, settings, log }),
})
