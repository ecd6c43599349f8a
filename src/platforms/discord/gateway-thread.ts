import { getEnvironmentData, parentPort } from 'node:worker_threads'
import {
  type SessionInfo,
  WebSocketShard,
  WebSocketShardEvents,
  WorkerBootstrapper,
  WorkerContextFetchingStrategy,
  WorkerReceivePayloadOp,
} from '@discordjs/ws'
import type { APIInteraction, GatewayDispatchPayload } from 'discord.js'
import type { Inbox } from '../../core/inbox.ts'
import { type FirstAnswers, firstAnswerTo, isKept, type Unkept } from './first-answer.ts'
import { createPostJson, type PostJson, sendAnswer } from './send-answer.ts'

/** Remembers sessions here: discord.js's own way asks the main thread before each event, and waits for all that it does. */
class NearSessions extends WorkerContextFetchingStrategy {
  readonly #sessions = new Map<number, SessionInfo | null>()

  override async retrieveSessionInfo(shardId: number): Promise<SessionInfo | null> {
    return this.#sessions.get(shardId) ?? null
  }

  override updateSessionInfo(shardId: number, session: SessionInfo | null): void {
    this.#sessions.set(shardId, session)
    super.updateSessionInfo(shardId, session)
  }
}

/** The inbox of the house, opened here a second time. */
const openInbox = async ({ module, path }: Inbox['elsewhere']): Promise<Inbox> => {
  const storage: { openInbox(path: string): Inbox } = await import(module)
  return storage.openInbox(path)
}

/**
 * The thread that holds the connections to Discord's gateway, writes down what people say and gives first answers by itself, so
 * that these wait for no work of the house. Everything that arrives goes on to the main thread, and after it what became of the
 * answer.
 */
class GatewayThread extends WorkerBootstrapper {
  readonly #answers: FirstAnswers
  readonly #post: PostJson
  readonly #inbox: Inbox

  constructor(answers: FirstAnswers, inbox: Inbox) {
    super()
    this.#answers = answers
    this.#post = createPostJson(answers.apiUrl, answers.userAgent)
    this.#inbox = inbox
  }

  override async bootstrap(): Promise<void> {
    for (const shardId of this.data.shardIds) {
      const shard = new WebSocketShard(new NearSessions(this.data), shardId)
      for (const event of Object.values(WebSocketShardEvents)) {
        shard.on(event, (data: unknown) => {
          const interaction = interactionIn(event, data)
          if (interaction && !this.#isNew(interaction)) return
          parentPort?.postMessage({ op: WorkerReceivePayloadOp.Event, event, data, shardId })
          if (interaction) this.#answer(interaction)
        })
      }
      this.shards.set(shardId, shard)
    }
    this.setupThreadEvents()
    parentPort?.postMessage({ op: WorkerReceivePayloadOp.WorkerReady })
  }

  /** Written down before anything else happens to it. After a RESUME the gateway sends again what it sent before. */
  #isNew(interaction: APIInteraction): boolean {
    if (!isKept(interaction, this.#answers)) return true
    return this.#noted(interaction, () => this.#inbox.keep('discord', interaction.id, interaction)) ?? true
  }

  #answer(interaction: APIInteraction): void {
    const answer = firstAnswerTo(interaction, this.#answers)
    if (!answer) return
    const { apiUrl } = this.#answers
    void sendAnswer(interaction, answer, { apiUrl, post: this.#post }).then((outcome) => {
      if (outcome.outcome === 'answered') this.#noted(interaction, () => this.#inbox.acknowledged('discord', interaction.id))
      parentPort?.postMessage(outcome)
    })
  }

  /** An inbox that cannot be written, as on a full disk, stops nobody: it only would not outlive this process. */
  #noted<Result>({ id }: APIInteraction, note: () => Result): Result | null {
    try {
      return note()
    } catch (error) {
      parentPort?.postMessage({ interaction: id, unkept: String(error) } satisfies Unkept)
      return null
    }
  }
}

const interactionIn = (event: WebSocketShardEvents, payload: unknown): APIInteraction | null => {
  if (event !== WebSocketShardEvents.Dispatch) return null
  const { data } = payload as { data: GatewayDispatchPayload }
  return data.t === 'INTERACTION_CREATE' ? data.d : null
}

const answers = getEnvironmentData('moodreel:first-answers') as FirstAnswers
await new GatewayThread(answers, await openInbox(answers.inbox)).bootstrap()
