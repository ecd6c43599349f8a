import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { setEnvironmentData } from 'node:worker_threads'
import {
  type APIInteraction,
  type APIInteractionResponse,
  Client,
  DefaultUserAgent,
  GatewayDispatchEvents,
  GatewayIntentBits,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  WorkerShardingStrategy,
} from 'discord.js'
import type { Command } from '../../core/command.ts'
import type { Inbox } from '../../core/inbox.ts'
import type { Language } from '../../core/language/language.ts'
import type { Log } from '../../core/log.ts'
import { notice } from '../../core/post.ts'
import { translatePost } from '../../core/translate-post.ts'
import { menu } from './commands.ts'
import { writeCustomId } from './custom-id.ts'
import { type AnswerOutcome, type FirstAnswers, firstAnswerTo, type Unkept } from './first-answer.ts'
import { renderPost } from './render.ts'

/** Said at once, only to the person, and true whatever comes of it. */
const received = 'Received.'

/** The thread tells within three seconds; one that died never will. */
const outcomeWithinMs = 10_000

const firstAnswersOf = (api: string, commands: readonly Command[], inbox: Inbox): FirstAnswers => {
  const forms = commands.filter(({ opensForm }) => opensForm).map(({ name }) => name)
  return {
    apiUrl: `${api}/v10`,
    userAgent: DefaultUserAgent,
    types: [InteractionType.ApplicationCommand, InteractionType.MessageComponent, InteractionType.ModalSubmit],
    onMessage: { type: InteractionResponseType.DeferredMessageUpdate },
    otherwise: { en: receivedIn('en'), ko: receivedIn('ko') },
    formNames: [...forms, ...menu.filter(({ asks }) => asks).map(({ name }) => name)],
    formIds: forms.map((command) => writeCustomId({ what: 'run', command, generationId: '' }).slice(0, -1)),
    inbox: inbox.elsewhere,
  }
}

const receivedIn = (language: Language): APIInteractionResponse => ({
  type: InteractionResponseType.ChannelMessageWithSource,
  data: {
    ...renderPost(translatePost(notice(received), language)).body,
    flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
  },
})

/**
 * discord.js's client with its connection in a thread of its own, which gives first answers before the main thread hears of
 * the interaction: there they would wait behind the work of everybody else.
 */
export const createGateway = ({ api, commands, inbox, log }: { api: string; commands: readonly Command[]; inbox: Inbox; log: Log }) => {
  const answers = firstAnswersOf(api, commands, inbox)
  const waiting = new Map<string, (outcome: AnswerOutcome['outcome']) => void>()

  const heard = (told: AnswerOutcome | Unkept): void => {
    const { interaction } = told
    if ('unkept' in told) {
      log.warn({ interaction, reason: told.unkept }, 'an interaction could not be written down; it does not outlive this process')
      return
    }
    if (told.outcome === 'lost') log.warn({ interaction, code: told.code }, 'nobody knows whether a first answer reached Discord')
    waiting.get(interaction)?.(told.outcome)
  }

  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    shards: 'auto',
    rest: { api },
    ws: {
      buildStrategy(manager) {
        setEnvironmentData('moodreel:first-answers', { ...answers })
        return new WorkerShardingStrategy(manager, {
          shardsPerWorker: 'all',
          workerPath: fileURLToPath(new URL('./gateway-thread.ts', import.meta.url)),
          unknownPayloadHandler: heard,
        })
      },
    },
  })

  return {
    client,
    answers,

    /** What became of the first answer to an interaction that just arrived; null for one that the thread leaves to us. */
    firstAnswer(interaction: APIInteraction): Promise<AnswerOutcome['outcome']> | null {
      if (!firstAnswerTo(interaction, answers)) return null
      const { promise, resolve } = Promise.withResolvers<AnswerOutcome['outcome']>()
      const timer = setTimeout(resolve, outcomeWithinMs, 'lost')
      waiting.set(interaction.id, resolve)
      return promise.finally(() => {
        clearTimeout(timer)
        waiting.delete(interaction.id)
      })
    },

    /** Resolves when Discord said who we are. */
    async open(token: string): Promise<void> {
      // The thread says that it is connected a little before it hands that on.
      const ready = once(client.ws, GatewayDispatchEvents.Ready)
      await client.login(token)
      await ready
    },

    async close(): Promise<void> {
      await client.destroy()
      // Their outcome will never be told any more.
      for (const resolve of waiting.values()) resolve('lost')
    },
  }
}
