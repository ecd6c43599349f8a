import { getEnvironmentData, parentPort, workerData } from 'node:worker_threads'
import { DefaultWebSocketManagerOptions, type FetchingStrategyOptions, SimpleIdentifyThrottler } from '@discordjs/ws'
import type { APIInteraction } from 'discord.js'
import { type FirstAnswers, firstAnswerTo } from './first-answer.ts'
import type { FromThread, ThreadStart } from './gateway-messages.ts'
import { isInteraction } from './is-interaction.ts'
import { keepShard } from './keep-shard.ts'
import { createPostJson, sendAnswer } from './send-answer.ts'

const interactionCreate = 'INTERACTION_CREATE'
const handshakeTimeoutMs = 15_000
const helloTimeoutMs = 20_000

const start: ThreadStart = workerData

const tell = (message: FromThread): void => parentPort?.postMessage(message)

/**
 * The thread that holds the connections to Discord's gateway and gives first answers by itself, so that these wait for no work
 * of the house. What the house wants to hear goes on to the main thread, and after it what became of the answer. A fault that
 * nobody expects ends the thread, and the main thread starts it again with the sessions that it had.
 */
class GatewayThread {
  readonly #answers = getEnvironmentData('moodreel:first-answers') as FirstAnswers
  readonly #post = createPostJson(this.#answers.apiUrl, this.#answers.userAgent)

  /** Resolves when every shard is closed or refused for good. */
  async run(signal: AbortSignal): Promise<void> {
    const { token, intents, information } = start
    const options: FetchingStrategyOptions = {
      ...DefaultWebSocketManagerOptions,
      token,
      intents,
      gatewayInformation: information,
      shardCount: information.shards,
      handshakeTimeout: handshakeTimeoutMs,
      helloTimeout: helloTimeoutMs,
    }
    const throttler = new SimpleIdentifyThrottler(information.session_start_limit.max_concurrency)
    const keep = (shard: number): Promise<void> =>
      keepShard(shard, {
        options,
        throttler,
        session: start.sessions.get(shard) ?? null,
        onDispatch: ({ t: event, s: sequence, d: data }) => {
          if (!start.events.includes(event)) return
          tell({ op: 'dispatch', shard, sequence, event, data })
          if (event === interactionCreate && isInteraction(data)) this.#tryToAnswer(data)
        },
        tell,
        signal,
      })
    await Promise.all(Array.from({ length: information.shards }, (_, shard) => keep(shard)))
  }

  /** An interaction that cannot be read is one for the main thread too, which meets the same fault and logs it. */
  #tryToAnswer(interaction: APIInteraction): void {
    try {
      this.#answer(interaction)
    } catch {
      return
    }
  }

  #answer(interaction: APIInteraction): void {
    const answer = firstAnswerTo(interaction, this.#answers)
    if (!answer) return
    const { apiUrl } = this.#answers
    void sendAnswer(interaction, answer, { apiUrl, post: this.#post }).then((outcome) => parentPort?.postMessage(outcome))
  }
}

const stop = new AbortController()
parentPort?.once('message', () => stop.abort())
await new GatewayThread().run(stop.signal)
