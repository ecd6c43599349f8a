import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type MessageBody, messageBody } from './message-rules.ts'
import { checkModal } from './modal-rules.ts'
import { refusals } from './refusal.ts'
import type { FakeMessage, World } from './world.ts'

const firstAnswerMs = 3_000
const tokenMs = 15 * 60_000

export const callbackBody = z.object({ type: z.number(), data: z.unknown().optional() })

/** Something that a person did, and everything that the bot answered to it alone or to all. */
export interface FakeInteraction {
  id: string
  token: string
  channel: string
  createdAt: number
  startedAt: number
  /** How long the first answer took in milliseconds; null before it. */
  acknowledgedAfterMs: number | null
  /** The same as the clock of this machine saw it, in fractions of a millisecond. */
  tookMs: number | null
  /** The type of the first answer. */
  answerType: number | null
  /** Choices or a modal. */
  answerData: unknown
  original: FakeMessage | null
  /** The message whose button was pressed, or led to the form that was sent. */
  pressed: FakeMessage | null
  followUps: FakeMessage[]
}

/** The life of interactions: three seconds for the first answer, fifteen minutes for the others. */
export const createInteractions = (world: World, store: (channelId: string, body: MessageBody, files: File[]) => FakeMessage) => {
  const interactions = new Map<string, FakeInteraction>()
  const byToken = new Map<string, FakeInteraction>()

  const living = (token: string): FakeInteraction => {
    const found = byToken.get(token)
    if (!found || found.acknowledgedAfterMs === null || world.now() - found.createdAt > tokenMs) throw refusals.invalidWebhookToken()
    return found
  }

  return {
    open: (channel: string, pressed: FakeMessage | null): FakeInteraction => {
      const startedAt = performance.now()
      const interaction: FakeInteraction = {
        startedAt,
        id: world.snowflake(),
        token: randomUUID(),
        channel,
        createdAt: world.now(),
        acknowledgedAfterMs: null,
        tookMs: null,
        answerType: null,
        answerData: null,
        original: null,
        pressed,
        followUps: [],
      }
      interactions.set(interaction.id, interaction)
      byToken.set(interaction.token, interaction)
      return interaction
    },

    living,

    /** Everything that was answered to one person alone or to all, oldest first. */
    answers: (): FakeMessage[] =>
      [...interactions.values()].flatMap(({ original, followUps }) => (original ? [original, ...followUps] : followUps)),

    /** The first answer. */
    callback: (id: string, token: string, body: unknown): void => {
      const interaction = interactions.get(id)
      if (!interaction || interaction.token !== token) throw refusals.unknownInteraction()
      if (interaction.acknowledgedAfterMs !== null) throw refusals.alreadyAcknowledged()
      const waitedMs = world.now() - interaction.createdAt
      if (waitedMs > firstAnswerMs) throw refusals.unknownInteraction()
      const { type, data } = callbackBody.parse(body)
      if (type === 9) checkModal(data)
      if (type === 4) interaction.original = store(interaction.channel, messageBody.parse(data), [])
      interaction.acknowledgedAfterMs = waitedMs
      interaction.tookMs = performance.now() - interaction.startedAt
      interaction.answerType = type
      interaction.answerData = data
    },

    followUp: (token: string, body: MessageBody, files: File[]): FakeMessage => {
      const interaction = living(token)
      const message = store(interaction.channel, body, files)
      interaction.followUps.push(message)
      return message
    },
  }
}
export type Interactions = ReturnType<typeof createInteractions>
