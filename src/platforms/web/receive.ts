import { Hono } from 'hono'
import { z } from 'zod'
import type { Command } from '../../core/command.ts'
import { MoodreelError } from '../../core/errors.ts'
import { idPattern } from '../../core/id.ts'
import type { MediaStore } from '../../core/media-store.ts'
import type { Asked, MessageLog } from '../../core/message-log.ts'
import type { Model } from '../../core/model.ts'
import type { MeantLine } from '../../core/options/meant-line.ts'
import type { Invocation, InvocationHandler, Member } from '../../core/platform.ts'
import { notice, type Post } from '../../core/post.ts'
import type { Language } from '../../core/words/languages.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import { type Chosen, chosenSchema, meantWith } from './chosen.ts'
import { type FormView, formView } from './form-view.ts'
import { ownPageOnly } from './own-page.ts'
import { parse, readJson } from './read-json.ts'
import { attachmentOf, uploadedFileSchema } from './uploads.ts'
import { type ShownMessage, type ShownPost, showPost, wordMessage } from './word-message.ts'

/** The one list of the page, as a channel. */
export const feed = 'playground'
/** Answers that are kept, so that a request sent again after a lost connection is not run again. */
const keptAnswers = 200

const requestId = z.string().regex(/^[\w-]{8,64}$/)
const saySchema = z.strictObject({
  id: requestId,
  text: z.string(),
  attachments: z.array(uploadedFileSchema).max(10).default([]),
  chosen: chosenSchema.default({}),
  replyTo: z.string().regex(idPattern).nullish(),
})
/** A form as it stands, or a press, which fills in nothing. */
export const filledSchema = z.strictObject({
  command: z.string().regex(/^[a-z0-9][\w-]{0,31}$/),
  /** Empty for what is about no clip. */
  generationId: z.string().max(64),
  values: z.record(z.string().max(64), z.union([z.string(), z.number(), z.boolean()])).default({}),
})
const actSchema = filledSchema.extend({
  id: requestId,
  /** Files by the field that they were given to. */
  files: z.record(z.string().max(64), uploadedFileSchema).default({}),
  replyTo: z.string().regex(idPattern).nullish(),
})

/** What a form is about, as an option of its command. */
export const idOf = (generationId: string): { id?: string } => (generationId === '' ? {} : { id: generationId })

/** What the page that asked is told, and nobody else. */
interface Answer {
  replies: ShownPost[]
  form: FormView | null
  /** The cards that were opened on the way. */
  messages: ShownMessage[]
}

export interface ReceiverOptions {
  messages: MessageLog
  mediaStore: MediaStore
  commands: readonly Command[]
  models(): readonly Model[]
  /** The one person of the playground, by the name that they have in a language. */
  memberIn(language: Language): Member
  /** Posts an answer that everybody may see. */
  publish(key: string, asked: Asked, post: Post): Promise<void>
}

/** What people say and press. */
export interface Receiver {
  routes: Hono<{ Variables: { language: Language } }>
  start(handler: InvocationHandler): void
  /** Takes nothing more and resolves when all that was taken has been answered. */
  stop(): Promise<void>
}

/** `POST /api/say` and `POST /api/act`: JSON in, an invocation out, and the private answer as JSON back. */
export const createReceiver = (options: ReceiverOptions): Receiver => {
  const { messages, mediaStore, commands, models, memberIn, publish } = options
  const answers = new Map<string, Promise<Answer>>()
  const running = new Set<Promise<Answer>>()
  let handler: InvocationHandler | null = null

  const run = async (
    invocation: Omit<Invocation, 'platform' | 'workspace' | 'member' | 'origin'>,
    asked: Asked,
    language: Language,
  ): Promise<Answer> => {
    if (!handler) throw new MoodreelError('stopping', say('common.stopping'))
    const before = await messages.revision()
    const replies: ShownPost[] = []
    let form: FormView | null = null
    let published = 0
    await handler(
      { ...invocation, platform: 'web', workspace: 'local', channel: feed, member: memberIn(language), origin: { ...asked } },
      {
        reply: async (post, { private: onlyHere = false } = {}) => {
          if (onlyHere) replies.push(showPost(post, post.language ?? language))
          else await publish(`reply:${asked.requestId}:${published++}`, asked, post)
        },
        form: async (wanted) => {
          form = formView({ language, ...wanted }, commands, models())
        },
      },
    )
    const since = await messages.changesSince(before, 200)
    const opened = since.filter((message) => message.asked?.requestId === asked.requestId)
    return { replies, form, messages: opened.map((message) => wordMessage(message, language)) }
  }

  /** The same request twice is one run with one answer. */
  const once = (id: string, start: () => Promise<Answer>): Promise<Answer> => {
    const known = answers.get(id)
    if (known) return known
    const answer = start().finally(() => running.delete(answer))
    running.add(answer)
    answers.set(id, answer)
    // A run that failed may be tried again.
    answer.catch(() => answers.delete(id))
    for (const old of [...answers.keys()].slice(0, Math.max(0, answers.size - keptAnswers))) answers.delete(old)
    return answer
  }

  /** What a line means, or what to say to somebody whose line means nothing that can be done. */
  const meantOrSaid = (text: string, files: z.infer<typeof uploadedFileSchema>[], chosen: Chosen): MeantLine | { sentence: Text } => {
    try {
      return meantWith(text, commands, files, chosen) ?? { sentence: say('playground.sayWhat') }
    } catch (error) {
      if (error instanceof MoodreelError) return { sentence: error.sentence }
      throw error
    }
  }

  const routes = new Hono<{ Variables: { language: Language } }>()
  routes.use('/api/say', ownPageOnly)
  routes.use('/api/act', ownPageOnly)

  routes.post('/api/say', async (c) => {
    const language = c.get('language')
    const { id, text, attachments, chosen, replyTo = null } = parse(saySchema, await readJson(c.req.raw))
    const line = meantOrSaid(text, attachments, chosen)
    if ('sentence' in line)
      return c.json({
        replies: [showPost({ ...notice(line.sentence), kind: 'failure' }, language)],
        form: null,
        messages: [],
      } satisfies Answer)
    const { command, rest } = line
    const answer = await once(id, async () =>
      run(
        {
          id,
          command,
          input: { kind: 'text', text: rest.trim() },
          attachments: await Promise.all(attachments.map((file) => attachmentOf(mediaStore, file))),
          locale: c.req.header('accept-language'),
        },
        { command, text: text.trim(), requestId: id, replyTo },
        language,
      ),
    )
    return c.json(answer)
  })

  routes.post('/api/act', async (c) => {
    const { id, command, generationId, values, files, replyTo = null } = parse(actSchema, await readJson(c.req.raw))
    const locale = c.req.header('accept-language')
    const asked = { command, text: null, requestId: id, replyTo }
    const answer = await once(id, async () => {
      const named = await Promise.all(Object.entries(files).map(async ([name, file]) => [name, await attachmentOf(mediaStore, file)]))
      const input = { kind: 'values' as const, values: { ...values, ...Object.fromEntries(named), ...idOf(generationId) } }
      return run({ id, command, input, attachments: [], locale }, asked, c.get('language'))
    })
    return c.json(answer)
  })

  return {
    routes,
    start: (theHandler) => {
      handler = theHandler
    },
    stop: async () => {
      handler = null
      await Promise.allSettled(running)
    },
  }
}
