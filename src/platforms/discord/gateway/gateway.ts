import {
  type APIInteraction,
  type APIInteractionResponse,
  DefaultUserAgent,
  GatewayDispatchEvents,
  GatewayIntentBits,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  type REST,
} from 'discord.js'
import type { Clock } from '../../../core/clock.ts'
import type { Command } from '../../../core/command.ts'
import type { MoodreelError } from '../../../core/errors.ts'
import type { Inbox } from '../../../core/inbox.ts'
import type { Locks } from '../../../core/locks.ts'
import type { Log } from '../../../core/log.ts'
import type { RefusalIn } from '../../../core/policy/serves.ts'
import { notice } from '../../../core/post.ts'
import { formAnswerCommand } from '../../../core/question.ts'
import { type Language, languages } from '../../../core/words/languages.ts'
import { say } from '../../../core/words/sentence.ts'
import { menu } from '../commands/commands.ts'
import { writeCustomId } from '../custom-id.ts'
import { createKnownPlaces, placeEvents } from '../known-places.ts'
import { renderPost } from '../post/render.ts'
import { type AnswerOutcome, type FirstAnswers, firstAnswerTo, isInteraction } from '../receive/first-answer.ts'
import type { SaidMessage } from '../receive/said-message.ts'
import { createGatewayKeeper } from './keep-gateway.ts'
import { createLeaveGuilds } from './leave-guilds.ts'
import type { ShardRange } from './shard-range.ts'

/** The thread tells within three seconds; one that died never will. */
const outcomeWithinMs = 10_000

const firstAnswersOf = (api: string, commands: readonly Command[], inbox: Inbox): FirstAnswers => {
  const forms = commands.filter(({ opensForm }) => opensForm).map(({ name }) => name)
  return {
    apiUrl: `${api}/v10`,
    userAgent: DefaultUserAgent,
    types: [InteractionType.ApplicationCommand, InteractionType.MessageComponent, InteractionType.ModalSubmit],
    onMessage: { type: InteractionResponseType.DeferredMessageUpdate },
    otherwise: Object.fromEntries(languages.map((language) => [language, receivedIn(language)])) as FirstAnswers['otherwise'],
    formNames: [...forms, ...menu.filter(({ asks }) => asks).map(({ name }) => name)],
    formIds: [
      ...[...forms, formAnswerCommand].map((command) => writeCustomId({ what: 'run', command, argument: '' }).slice(0, -1)),
      ...commands.map(({ name }) => writeCustomId({ what: 'again', command: name, argument: '' }).slice(0, -1)),
    ],
    inbox: inbox.elsewhere,
  }
}

/** Said at once, only to the person, and true whatever comes of it. */
const receivedIn = (language: Language): APIInteractionResponse => ({
  type: InteractionResponseType.ChannelMessageWithSource,
  data: {
    ...renderPost({ ...notice(say('chat.received')), language }).body,
    flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
  },
})

/** What people say: by an interaction, or in a message that names the bot. */
export type Heard = APIInteraction | SaidMessage

export interface GatewayListener {
  hear(heard: Heard): void
  /** Discord will not have the bot back. */
  onBroken(error: MoodreelError): void
  /** From now on it is this process that listens. */
  onTurn(): void
}

export interface GatewayOptions {
  api: string
  token: string
  rest: REST
  commands: readonly Command[]
  inbox: Inbox
  locks: Locks
  /** As of the keeper. */
  shards: ShardRange | undefined
  identifyIntervalMs?: number | undefined
  clock: Clock
  log: Log
  /** Servers where nothing is done are left. */
  refusalIn: RefusalIn
  /** Is told of everything about servers and channels. */
  onPlace(event: string, data: unknown): void
}

/**
 * Discord's gateway, with its connections in a thread of its own, which gives first answers before the main thread hears of the
 * interaction: there they would wait behind the work of everybody else.
 *
 * Of discord.js this takes the shards and the REST client, and not `Client`: that one keeps every server with all its parts in
 * memory, throws where a payload lacks a part that the bot never looks at, and has no way back from a door that is shut at the start.
 */
export const createGateway = (options: GatewayOptions) => {
  const { api, token, rest, commands, inbox, locks, shards, identifyIntervalMs, clock, log, refusalIn, onPlace } = options
  const answers = firstAnswersOf(api, commands, inbox)
  const places = createKnownPlaces(log)
  const leaveGuilds = createLeaveGuilds({ rest, refusalIn, log })
  const waiting = new Map<string, (outcome: AnswerOutcome['outcome']) => void>()
  let onHeard = (_heard: Heard): void => undefined
  let onBroken = (_error: MoodreelError): void => undefined
  let onTurn = (): void => undefined

  const heard = ({ interaction, outcome, code }: AnswerOutcome): void => {
    if (outcome === 'lost') log.warn({ interaction, code }, 'nobody knows whether a first answer reached Discord')
    waiting.get(interaction)?.(outcome)
  }

  const keeper = createGatewayKeeper({
    rest,
    token,
    // Messages come without their words, but for those that name the bot.
    intents: GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages,
    answers,
    events: [GatewayDispatchEvents.InteractionCreate, GatewayDispatchEvents.MessageCreate, ...placeEvents],
    ...{ locks, shards, identifyIntervalMs, clock, log },
    onTurn: () => onTurn(),
    onDispatch(event, data) {
      if (event === GatewayDispatchEvents.MessageCreate) onHeard(data as SaidMessage)
      else if (event !== GatewayDispatchEvents.InteractionCreate) {
        places.learn(event, data)
        leaveGuilds(event, data)
        onPlace(event, data)
      } else if (isInteraction(data)) onHeard(data)
      else log.warn({ event }, 'an interaction came without what is needed to answer it')
    },
    onAnswer: heard,
    onThreadEnd() {
      for (const interaction of waiting.keys()) heard({ interaction, outcome: 'lost', code: 'thread_ended' })
    },
    onBroken: (error) => onBroken(error),
  })

  return {
    answers,
    places,
    disconnectedSince: keeper.disconnectedSince,
    applicationId: keeper.applicationId,

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

    /** As `open` of the keeper; `hear` is given every interaction, and every message that names the bot. */
    open(listener: GatewayListener): Promise<void> {
      onHeard = listener.hear
      onBroken = listener.onBroken
      onTurn = listener.onTurn
      return keeper.open()
    },

    async close(): Promise<void> {
      await keeper.close()
      // Their outcome will never be told any more.
      for (const resolve of waiting.values()) resolve('lost')
    },
  }
}
