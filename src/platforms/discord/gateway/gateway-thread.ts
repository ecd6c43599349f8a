import { parentPort, workerData } from 'node:worker_threads'
import { DefaultWebSocketManagerOptions, type FetchingStrategyOptions, WebSocketShardDestroyRecovery } from '@discordjs/ws'
import type { APIInteraction } from 'discord.js'
import type { Inbox, InboxWriter } from '../../../core/inbox.ts'
import { firstAnswerTo, isInteraction, isKept } from '../receive/first-answer.ts'
import { saidTo } from '../receive/said-message.ts'
import { createPostJson, sendAnswer } from '../receive/send-answer.ts'
import { AskingThrottler } from './asking-throttler.ts'
import type { Connection } from './connection.ts'
import type { FromThread, ThreadStart, ToThread } from './gateway-messages.ts'
import { keepShard } from './keep-shard.ts'

const interactionCreate = 'INTERACTION_CREATE'
const messageCreate = 'MESSAGE_CREATE'
const handshakeTimeoutMs = 15_000
const helloTimeoutMs = 8_000

const start: ThreadStart = workerData

const tell = (message: FromThread): void => parentPort?.postMessage(message)

type OpenInbox = InboxWriter & { close(): void | Promise<void> }

/** The inbox of the house, opened here a second time. */
const openInbox = async ({ module, at }: Inbox['elsewhere']): Promise<OpenInbox> => {
  const storage: { openInbox(at: string): OpenInbox } = await import(module)
  return storage.openInbox(at)
}

/**
 * The thread that holds the connections to Discord's gateway, writes down what people say and gives first answers by itself, so
 * that these wait for no work of the house. What the house wants to hear goes on to the main thread, and after it what became of the answer.
 */
class GatewayThread {
  readonly #answers = start.answers
  readonly #post = createPostJson(this.#answers.apiUrl, this.#answers.userAgent)

  readonly throttler = new AskingThrottler((shard) => tell({ op: 'identify', shard }))
  readonly #connections = new Set<Connection>()
  readonly #inbox: OpenInbox
  readonly #answering = new Set<Promise<void>>()
  #user = start.user

  constructor(inbox: OpenInbox) {
    this.#inbox = inbox
  }

  /** Resolves when every shard is closed or refused for good, and all first answers are given. */
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
    const keep = (shard: number): Promise<void> =>
      keepShard(shard, {
        options,
        throttler: this.throttler,
        session: start.sessions.get(shard) ?? null,
        connections: this.#connections,
        onDispatch: ({ t: event, s: sequence, d: data }) => {
          if (!start.events.includes(event)) return
          if (event === messageCreate) return void this.#hear(shard, sequence, data)
          if (event === interactionCreate && isInteraction(data)) return void this.#said(shard, sequence, data)
          tell({ op: 'dispatch', shard, sequence, event, data })
        },
        tell: (message) => {
          if (message.op === 'connected') this.#user = message.user ?? this.#user
          tell(message)
        },
        signal,
      })
    await Promise.all(start.shards.map(keep))
    await Promise.all(this.#answering)
    await this.#inbox.close()
  }

  /**
   * What discord.js did not expect of Discord it leaves as a promise that nobody waits for. Nobody knows which connection that was, so
   * each is made again; the sessions go on, and so do the first answers that are under way.
   */
  reset(cause: unknown): void {
    const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)
    for (const connection of this.#connections) void connection.destroy({ reason, recover: WebSocketShardDestroyRecovery.Resume })
  }

  /** Of what people say to each other nothing goes further than this. */
  async #hear(shard: number, sequence: number, data: unknown): Promise<void> {
    const message = this.#user === null ? null : saidTo(data, this.#user)
    if (!message || !((await this.#noted(message, () => this.#inbox.keep('discord', message.id, message))) ?? true)) return
    tell({ op: 'dispatch', shard, sequence, event: messageCreate, data: message })
  }

  async #said(shard: number, sequence: number, interaction: APIInteraction): Promise<void> {
    if (!(await this.#isNew(interaction))) return
    tell({ op: 'dispatch', shard, sequence, event: interactionCreate, data: interaction })
    this.#tryToAnswer(interaction)
  }

  /** Written down before anything else happens to it. A RESUME may bring what was heard already. */
  async #isNew(interaction: APIInteraction): Promise<boolean> {
    if (!isKept(interaction, this.#answers)) return true
    return (await this.#noted(interaction, () => this.#inbox.keep('discord', interaction.id, interaction))) ?? true
  }

  /** An inbox that cannot be written, as on a full disk, stops nobody: what was said only would not outlive this process. */
  async #noted<Result>({ id }: { id: string }, note: () => Promise<Result>): Promise<Result | null> {
    try {
      return await note()
    } catch (error) {
      tell({ op: 'unkept', interaction: id, reason: String(error) })
      return null
    }
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
    const answering = sendAnswer(interaction, answer, { apiUrl, post: this.#post })
      .then(async (outcome) => {
        tell({ op: 'answer', ...outcome })
        if (outcome.outcome === 'answered') await this.#noted(interaction, () => this.#inbox.acknowledged('discord', interaction.id))
      })
      .finally(() => this.#answering.delete(answering))
    this.#answering.add(answering)
  }
}

const stop = new AbortController()
const thread = new GatewayThread(await openInbox(start.answers.inbox))
parentPort?.on('message', (message: ToThread) => {
  if (message.op === 'identify') thread.throttler.allow(message.shard)
  else stop.abort(message.op)
})
process.on('unhandledRejection', (cause) => thread.reset(cause))
await thread.run(stop.signal)
// Whoever listens keeps a thread alive.
parentPort?.close()
