import { Hono } from 'hono'
import { z } from 'zod'
import type { Clock } from '../../core/clock.ts'
import type { Command } from '../../core/command.ts'
import { MoodreelError } from '../../core/errors.ts'
import { newId } from '../../core/id.ts'
import type { Log } from '../../core/log.ts'
import type { MediaStore } from '../../core/media-store.ts'
import type { Asked, MessageLog } from '../../core/message-log.ts'
import type { Model } from '../../core/model.ts'
import type { Suggestion } from '../../core/options/complete-options.ts'
import type { LanguageOf, Member, Platform, PostRef, PriceOf, ThreadRef } from '../../core/platform.ts'
import type { Post } from '../../core/post.ts'
import { onTopic, type PubSub } from '../../core/pub-sub.ts'
import type { Studio } from '../../core/studio.ts'
import { inWords } from '../../core/words/in-words.ts'
import type { Language } from '../../core/words/languages.ts'
import { say } from '../../core/words/sentence.ts'
import { createEvents } from './events.ts'
import { createMediaRoutes } from './media.ts'
import { createPageRoutes } from './page-files.ts'
import { createPriceRoutes } from './price.ts'
import { createQuoteRoutes } from './quote.ts'
import { feed as channel, createReceiver } from './receive.ts'
import { createUploadRoutes } from './uploads.ts'
import { wordMessage } from './word-message.ts'

const place = { platform: 'web', workspace: 'local' }
/** The person of this machine. */
const member: Member = { id: 'local', name: '', roles: [], moderator: true, manager: true, owner: true }
const cardsOnAPage = 20

const askedSchema = z.object({
  command: z.string(),
  text: z.string().nullable(),
  requestId: z.string(),
  replyTo: z.string().nullable(),
}) satisfies z.ZodType<Asked>

export interface WebPlatformOptions {
  messages: MessageLog
  mediaStore: MediaStore
  /** The same as it is shown: without clips that were taken away. */
  shownMedia: Pick<MediaStore, 'read' | 'size'>
  /** A folder for uploads that are still coming in; what is left in it after a crash may be deleted. */
  workFolder: string
  commands: readonly Command[]
  /** The catalogue as it is now. */
  models(): readonly Model[]
  /** What is asked before anything is sent. */
  studio: Pick<Studio, 'quote' | 'find'>
  /** What a form would cost as it stands; nobody knows when absent. */
  priceOf?: PriceOf | undefined
  clock: Clock
  log: Log
  pubSub: PubSub
  /** What may follow a text that is being typed, in its reader's language; the text ends at the cursor. */
  complete(textUpToCursor: string, language: Language): Promise<Suggestion[]>
  languageOf: LanguageOf
  /** The largest upload, in bytes; 200 MB when absent. */
  uploadLimitBytes?: number | undefined
  /** All uploads together, in bytes; 2 GB when absent. */
  uploadTotalBytes?: number | undefined
}

/** The playground: a page on this machine, for one person who may do everything. */
export interface WebPlatform extends Platform {
  routes: Hono
}

/**
 * A batch is a card in a feed, kept in the message log, which is the only truth: browsers read it and follow its
 * changes by server-sent events, however many there are.
 */
export const createWebPlatform = (options: WebPlatformOptions): WebPlatform => {
  const { messages, mediaStore, workFolder, commands, models, clock, log, complete } = options
  const memberIn = (language: Language): Member => ({ ...member, name: inWords(say('page.you'), language) })
  const events = createEvents({ messages, log })
  // Streams look by themselves each second; this is how those of other processes look at once.
  const feed = onTopic(options.pubSub, 'page')
  const endHearing = feed.subscribe(() => events.changed())
  const changed = (): void => feed.publish('')

  const append = async (key: string, thread: string | null, asked: Asked | null, post: Post): Promise<string> => {
    const { id } = await messages.append({ id: newId(), key, thread, asked, post, createdAt: clock.now() })
    changed()
    return id
  }
  const refOf = (message: string): PostRef => ({ platform: 'web', channel, message })

  const receiver = createReceiver({
    messages,
    mediaStore,
    commands,
    models,
    memberIn,
    publish: async (key, asked, post) => {
      await append(key, null, asked, post)
    },
  })

  const routes = new Hono<{ Variables: { language: Language } }>()
  for (const path of ['/', '/api/*'])
    routes.use(path, async (c, next) => {
      const locale = c.req.header('accept-language')
      c.set('language', await options.languageOf({ ...place, member, locale }))
      await next()
    })
  routes.route('/', createPageRoutes())
  routes.route('/', receiver.routes)
  routes.route('/', createPriceRoutes({ priceOf: options.priceOf ?? (async () => null), studio: options.studio, memberIn }))
  routes.route('/', createQuoteRoutes({ commands, studio: options.studio, memberIn }))
  routes.route(
    '/',
    createUploadRoutes({ mediaStore, workFolder, limitBytes: options.uploadLimitBytes, totalBytes: options.uploadTotalBytes }),
  )
  routes.route('/', createMediaRoutes(options.shownMedia))
  routes.get('/api/events', (c) => events.open(c, c.get('language')))
  routes.get('/api/messages', async (c) => {
    // Read first: what changes while the page is read is then sent as an event too.
    const revision = await messages.revision()
    const before = Number(c.req.query('before') ?? Number.NaN)
    const found = await messages.page({ before: Number.isSafeInteger(before) ? before : undefined, limit: cardsOnAPage })
    const roots = found.filter(({ thread }) => thread === null)
    return c.json({
      messages: found.map((message) => wordMessage(message, c.get('language'))),
      before: roots.length === cardsOnAPage ? (roots[0]?.sequence ?? null) : null,
      revision,
    })
  })
  routes.get('/api/complete', async (c) => c.json(await complete((c.req.query('text') ?? '').slice(0, 4000), c.get('language'))))

  return {
    name: 'web',
    editIntervalMs: 500,
    homeChannel: channel,
    isOneList: true,
    stills: 'tiles',
    routes: new Hono().route('/', routes),
    start: async (handler) => receiver.start(handler),
    stop: async () => {
      await receiver.stop()
      endHearing()
      await events.close()
    },
    openThread: async (origin, root, { key }) => {
      const id = await append(key, null, askedSchema.parse(origin), root)
      return { thread: { ...place, channel, thread: id }, root: refOf(id) }
    },
    post: async (thread: ThreadRef, post, { key }) => refOf(await append(key, thread.thread ?? null, null, post)),
    edit: async (ref, post) => {
      if (!(await messages.update(ref.message, post))) throw new MoodreelError('not_found', say('chat.messageGone'))
      changed()
    },
    remove: async (ref) => {
      await messages.remove(ref.message)
      changed()
    },
    // Files stay where they are and the page reads them from there.
    fileLimitBytes: async () => Number.MAX_SAFE_INTEGER,
  }
}
