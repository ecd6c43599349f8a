import { z } from 'zod'
import type { Log } from '../../src/core/log.ts'
import type { Graph } from './workflow.ts'

const progressSchema = z.object({ prompt_id: z.string(), node: z.string(), value: z.number(), max: z.number().positive() })
const stateSchema = z.object({
  prompt_id: z.string(),
  nodes: z.record(z.string(), z.object({ value: z.number(), max: z.number().positive() })),
})
const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), data: progressSchema }),
  z.object({ type: z.literal('progress_state'), data: stateSchema }),
])

const firstPauseMs = 250
const longestPauseMs = 30_000
/** After this long without a question nobody waits any more. */
const idleMs = 10 * 60_000

/**
 * How far ComfyUI's jobs are, by its websocket: one connection, open only while a job is watched. It is a hint in
 * memory and nothing more; a job goes on, and is found, without it.
 */
export class Progress {
  readonly #address: URL
  readonly #log: Log
  /** How much of a node is done, by job. */
  readonly #jobs = new Map<string, Map<string, number>>()
  #socket: WebSocket | undefined
  #pauseMs = firstPauseMs
  #retry: NodeJS.Timeout | undefined
  #idle: NodeJS.Timeout | undefined
  #isStopped = false

  /** `base` is ComfyUI's own URL. */
  constructor(base: URL, log: Log) {
    this.#address = new URL('ws', base)
    this.#address.protocol = base.protocol === 'https:' ? 'wss:' : 'ws:'
    this.#log = log
  }

  watch(id: string, clientId: string): void {
    if (this.#isStopped) return
    if (!this.#jobs.has(id)) this.#jobs.set(id, new Map())
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => this.#rest(), idleMs).unref()
    if (!this.#socket && !this.#retry) this.#connect(clientId)
  }

  forget(id: string): void {
    this.#jobs.delete(id)
    if (this.#jobs.size === 0) this.#rest()
  }

  /** 0 to 1 over all samplers of the graph, which is where the time goes; undefined while nothing is known. */
  of(id: string, graph: Graph): number | undefined {
    const done = this.#jobs.get(id)
    if (!done || done.size === 0) return undefined
    const samplers = Object.keys(graph).filter((node) => isSampler(graph, node))
    if (samplers.length === 0) return undefined
    return samplers.reduce((sum, node) => sum + (done.get(node) ?? 0), 0) / samplers.length
  }

  /** For good: what asks later gets no answer and opens nothing. */
  stop(): void {
    this.#isStopped = true
    this.#rest()
  }

  #rest(): void {
    clearTimeout(this.#idle)
    clearTimeout(this.#retry)
    this.#retry = undefined
    this.#jobs.clear()
    const socket = this.#socket
    this.#socket = undefined
    socket?.close()
  }

  #connect(clientId: string): void {
    this.#retry = undefined
    this.#address.searchParams.set('clientId', clientId)
    const socket = new WebSocket(this.#address)
    // Pictures of the unfinished clip come as binary frames; they are not looked at.
    socket.binaryType = 'arraybuffer'
    socket.addEventListener('open', () => {
      this.#pauseMs = firstPauseMs
    })
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') this.#hear(data)
    })
    // A failure is always followed by a close.
    socket.addEventListener('close', ({ code }) => {
      if (this.#socket !== socket) return
      this.#socket = undefined
      this.#log.debug({ code, pauseMs: this.#pauseMs }, 'the progress of ComfyUI is not heard; it is tried again')
      this.#retry = setTimeout(() => this.#connect(clientId), this.#pauseMs).unref()
      this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs)
    })
    this.#socket = socket
  }

  #hear(text: string): void {
    let content: unknown
    try {
      content = JSON.parse(text)
    } catch (cause) {
      this.#log.debug({ err: cause }, 'ComfyUI sent a message that is none')
      return
    }
    const message = messageSchema.safeParse(content).data
    if (!message) return
    const { data } = message
    const done = this.#jobs.get(data.prompt_id)
    const nodes = 'nodes' in data ? data.nodes : { [data.node]: data }
    for (const [node, { value, max }] of Object.entries(nodes)) done?.set(node, Math.min(1, Math.max(0, value / max)))
  }
}

/** Whatever turns noise into a picture: the sampler nodes, and not those that only choose one. */
const isSampler = (graph: Graph, node: string): boolean => {
  const { class_type: name = '', inputs = {} } = graph[node] ?? {}
  return /Sampler/.test(name) && ('latent_image' in inputs || 'samples' in inputs)
}
