import { createHash } from 'node:crypto'
import { z } from 'zod'
import { MoodreelError } from '../core/errors.ts'
import { idOf } from '../core/id.ts'
import type { Invocation } from '../core/platform.ts'
import { attachmentSchema } from '../core/request.ts'
import { say } from '../core/words/sentence.ts'
import type { Parts } from './parts.ts'

const openMs = 60 * 60_000

/** What was said, without who said it: the one who answers is asked for anew. */
const saidSchema = z.object({
  question: z.string(),
  id: z.string(),
  command: z.string(),
  input: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text: z.string() }),
    z.object({ kind: z.literal('values'), values: z.record(z.string(), z.unknown()) }),
  ]),
  attachments: z.array(attachmentSchema),
  origin: z.json(),
  channel: z.string().optional(),
  thread: z.string().optional(),
  locale: z.string().optional(),
  ageRestricted: z.boolean().optional(),
})

/** What members are asked before it is done: one question each at a time, for an hour. */
export interface Questions {
  /** Keeps what was said and gives the name of the question, the same for the same invocation. */
  keep(invocation: Invocation): Promise<string>
  /**
   * What was said, to be done now. It has its own id, so that an answer given twice is one batch. Throws MoodreelError `not_found` when
   * the question is no longer open, or somebody else's.
   */
  answered(by: Invocation, question: string): Promise<Invocation>
}

/** Where the open question of a member is kept. */
export const questionKey = ({ platform, workspace, member }: Pick<Invocation, 'platform' | 'workspace' | 'member'>): string =>
  `question:${platform}:${workspace}:${member.id}`

export const createQuestions = ({ settings }: Pick<Parts, 'settings'>): Questions => ({
  async keep(invocation) {
    const { id, command, input, attachments, origin, channel, thread, locale, ageRestricted } = invocation
    const question = idOf(createHash('sha256').update(id).digest())
    const said = { question, id, command, input, attachments, origin, channel, thread, locale, ageRestricted }
    await settings.set(questionKey(invocation), said, openMs)
    return question
  },

  async answered(by, question) {
    const kept = saidSchema.safeParse(await settings.get(questionKey(by))).data
    if (kept?.question !== question) throw new MoodreelError('not_found', say('limits.questionClosed'))
    const { question: _, ...said } = kept
    return { ...said, platform: by.platform, workspace: by.workspace, member: by.member, confirmed: true }
  },
})
