import { createHash } from 'node:crypto'
import { z } from 'zod'
import { MoodreelError } from '../core/errors.ts'
import { idOf } from '../core/id.ts'
import type { Form, Invocation } from '../core/platform.ts'
import { type Answer, readAnswer } from '../core/question.ts'
import { attachmentSchema } from '../core/request.ts'
import { say } from '../core/words/sentence.ts'
import { textSchema } from '../core/words/text-schema.ts'
import type { Parts } from './parts.ts'

const openMs = 60 * 60_000

const valuesSchema = z.record(z.string(), z.unknown())
const formSchema = z.object({
  command: z.string(),
  generationId: z.string(),
  title: textSchema,
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  without: z.array(z.string()).optional(),
  choices: z.record(z.string(), z.array(z.object({ value: z.string(), label: textSchema }))).optional(),
  needs: z.array(z.string()).optional(),
})

/** What was said, without who said it: the one who answers is asked for anew. */
const saidSchema = z.object({
  question: z.string(),
  id: z.string(),
  command: z.string(),
  input: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('text'), text: z.string() }),
    z.object({ kind: z.literal('values'), values: valuesSchema }),
  ]),
  attachments: z.array(attachmentSchema),
  origin: z.json(),
  channel: z.string().optional(),
  thread: z.string().optional(),
  locale: z.string().optional(),
  ageRestricted: z.boolean().optional(),
  /** By their names; absent of a question that is only agreed to. */
  answers: z.record(z.string(), z.union([z.object({ values: valuesSchema }), z.object({ form: formSchema })])).optional(),
  /** The answer that something was made by; absent before. */
  given: z.string().optional(),
})
type Said = z.infer<typeof saidSchema>

/** What members are asked before it is done: one question each at a time, for an hour. */
export interface Questions {
  /** Keeps what was said and gives the name of the question, the same for the same invocation. Without `answers` it can only be agreed to. */
  keep(invocation: Invocation, answers?: readonly Answer[]): Promise<string>
  /**
   * What was said, to be done now. It has its own id, so that an answer given twice is one batch, and so are two answers. Throws
   * MoodreelError `not_found` when the question is no longer open, was answered otherwise, or is somebody else's. `argument` is what the
   * button carries.
   */
  answered(by: Invocation, argument: string): Promise<Invocation>
  /** The form that an answer opens. Throws as `answered`. */
  formOf(by: Invocation, argument: string): Promise<Form>
  /** Something was made by this answer: another one makes nothing more. */
  close(by: Invocation, argument: string): Promise<void>
}

/** Where the open question of a member is kept. */
export const questionKey = ({ platform, workspace, member }: Pick<Invocation, 'platform' | 'workspace' | 'member'>): string =>
  `question:${platform}:${workspace}:${member.id}`

const closed = (): MoodreelError => new MoodreelError('not_found', say('limits.questionClosed'))

export const createQuestions = ({ settings }: Pick<Parts, 'settings'>): Questions => {
  const find = async (by: Invocation, argument: string): Promise<{ said: Said; answer: string | null }> => {
    const { question, answer } = readAnswer(argument)
    const said = saidSchema.safeParse(await settings.get(questionKey(by))).data
    if (said?.question !== question) throw closed()
    return { said, answer }
  }
  /** What an answer leads to; undefined for one that only agrees. */
  const leadsTo = ({ said, answer }: { said: Said; answer: string | null }) => {
    const found = said.answers === undefined && answer === null ? undefined : said.answers?.[answer ?? '']
    if (said.answers !== undefined && !found) throw closed()
    return found
  }

  return {
    async keep(invocation, answers) {
      const { id, command, input, attachments, origin, channel, thread, locale, ageRestricted } = invocation
      const question = idOf(createHash('sha256').update(id).digest())
      const said = { question, id, command, input, attachments, origin, channel, thread, locale, ageRestricted }
      const named = answers && { answers: Object.fromEntries(answers.map(({ name, leads }) => [name, leads])) }
      await settings.set(questionKey(invocation), { ...said, ...named }, openMs)
      return question
    },

    async answered(by, argument) {
      const found = await find(by, argument)
      const lead = leadsTo(found)
      const { question: _, answers: __, given, ...said } = found.said
      if (given !== undefined && given !== found.answer) throw closed()
      const who = { platform: by.platform, workspace: by.workspace, member: by.member }
      if (lead === undefined) return { ...said, ...who, confirmed: true }
      if (!('values' in lead)) throw closed()
      // A price was not told yet.
      return { ...said, ...who, input: { kind: 'values', values: lead.values }, attachments: [] }
    },

    async formOf(by, argument) {
      const lead = leadsTo(await find(by, argument))
      if (!lead || !('form' in lead)) throw closed()
      return lead.form
    },

    async close(by, argument) {
      const { question, answer } = readAnswer(argument)
      const said = saidSchema.safeParse(await settings.get(questionKey(by))).data
      if (said?.question === question && answer !== null) await settings.set(questionKey(by), { ...said, given: answer }, openMs)
    },
  }
}
