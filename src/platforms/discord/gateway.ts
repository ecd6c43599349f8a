import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { setEnvironmentData } from 'node:worker_threads'
import {
  type APIInteraction,
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
import type { Log } from '../../core/log.ts'
import { notice } from '../../core/post.ts'
import { menu } from './commands.ts'
import { writeCustomId } from './custom-id.ts'
import { type AnswerOutcome, type FirstAnswers, firstAnswerTo } from './first-answer.ts'
import { renderPost } from './render.ts'

/** Said at once, only to the person, and true whatever comes of it. */
const received = 'Received.'

const firstAnswersOf = (api: string, commands: readonly Command[]): FirstAnswers => {
  const forms = commands.filter(({ opensForm }) => opensForm).map(({ name }) => name)
  return {
    apiUrl: `${api}/v10`,
    userAgent: DefaultUserAgent,
    types: [InteractionType.ApplicationCommand, InteractionType.MessageComponent, InteractionType.ModalSubmit],
    onMessage: { type: InteractionResponseType.DeferredMessageUpdate },
    otherwise: {
      type: InteractionResponseType.ChannelMessageWithSource,
      data: { ...renderPost(notice(received)).body, flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral },
    },
    formNames: [...forms, ...menu.filter(({ asks }) => asks).map(({ name }) => name)],
    formIds: forms.map((command) => writeCustomId({ what: 'run', command, generationId: '' }).slice(0, -1)),
  }
}

/**
 * discord.js's client with its connection in a thread of its own, which gives first answers before the main thread hears of
 * the interaction: there they would wait behind the work of everybody else.
 */
export const createGateway = ({ api, commands, log }: { api: string; commands: readonly Command[]; log: Log }) => {
  const answers = firstAnswersOf(api, commands)
  const waiting = new Map<string, (answered: boolean) => void>()

  const heard = ({ interaction, outcome, code }: AnswerOutcome): void => {
    if (outcome === 'lost') log.warn({ interaction, code }, 'a first answer did not reach Discord')
    waiting.get(interaction)?.(outcome === 'answered')
    waiting.delete(interaction)
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

    /**
     * Whether the first answer came in time, for an interaction that just arrived; null for one that the thread leaves to us.
     * False means that its person was told that it failed.
     */
    firstAnswer(interaction: APIInteraction): Promise<boolean> | null {
      if (!firstAnswerTo(interaction, answers)) return null
      return new Promise((resolve) => waiting.set(interaction.id, resolve))
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
      // Their outcome will never be told any more; whoever hears of them says that the bot is being restarted.
      for (const resolve of waiting.values()) resolve(true)
      waiting.clear()
    },
  }
}
