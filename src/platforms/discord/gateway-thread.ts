import { getEnvironmentData, parentPort } from 'node:worker_threads'
import {
  type SessionInfo,
  WebSocketShard,
  WebSocketShardEvents,
  WorkerBootstrapper,
  WorkerContextFetchingStrategy,
  WorkerReceivePayloadOp,
} from '@discordjs/ws'
import type { APIInteraction } from 'discord.js'
import { type FirstAnswers, firstAnswerTo } from './first-answer.ts'
import { createPostJson, sendAnswer } from './send-answer.ts'

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

/**
 * The thread that holds the connections to Discord's gateway and gives first answers by itself, so that these wait for no work
 * of the house. Everything that arrives goes on to the main thread, and after it what became of the answer.
 */
class GatewayThread extends WorkerBootstrapper {
  readonly #answers = getEnvironmentData('moodreel:first-answers') as FirstAnswers
  readonly #post = createPostJson(this.#answers.apiUrl, this.#answers.userAgent)

  override async bootstrap(): Promise<void> {
    for (const shardId of this.data.shardIds) {
      const shard = new WebSocketShard(new NearSessions(this.data), shardId)
      for (const event of Object.values(WebSocketShardEvents)) {
        shard.on(event, (data: unknown) => parentPort?.postMessage({ op: WorkerReceivePayloadOp.Event, event, data, shardId }))
      }
      shard.on(WebSocketShardEvents.Dispatch, ({ data }) => {
        if (data.t === 'INTERACTION_CREATE') this.#answer(data.d)
      })
      this.shards.set(shardId, shard)
    }
    this.setupThreadEvents()
    parentPort?.postMessage({ op: WorkerReceivePayloadOp.WorkerReady })
  }

  #answer(interaction: APIInteraction): void {
    const answer = firstAnswerTo(interaction, this.#answers)
    if (!answer) return
    const { apiUrl } = this.#answers
    void sendAnswer(interaction, answer, { apiUrl, post: this.#post }).then((outcome) => parentPort?.postMessage(outcome))
  }
}

await new GatewayThread().bootstrap()
