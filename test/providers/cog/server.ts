import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

/** The body of a create, as Cog reads it (`PredictionRequest` in `routes.rs`); anything else in it is refused. */
const createSchema = z.strictObject({
  input: z.record(z.string(), z.json()),
  webhook: z.url(),
  webhook_events_filter: z.array(z.enum(['start', 'output', 'logs', 'completed'])),
})

interface Served {
  id: string
  input: Record<string, unknown>
  webhook: string
  /** How often its health was asked since it began. */
  looks: number
}

/** One answer in place of the usual one. */
export interface Answer {
  status: number
  body?: unknown
}

type Place = 'create' | 'schema' | 'health' | 'cancel' | 'upload'

export type Cut = 'before' | 'middle' | 'after' | 'half'

/**
 * A predictor behind Cog on a real socket, after https://github.com/replicate/cog/blob/main/docs/http.md and the routes
 * and the supervisor of `crates/coglet`: a prediction is known while it runs and forgotten when it has ended, and nobody
 * can ask about it. Each look at its health brings the work a step further.
 */
export class CogServer {
  readonly answers: Partial<Record<Place, Answer>> = {}
  cut: Partial<Record<Place, Cut>> = {}
  readonly running = new Map<string, Served>()
  /** Every prediction that was begun. */
  readonly begun: Served[] = []
  readonly heard: { method: string; path: string; headers: IncomingMessage['headers'] }[] = []
  slots = 1
  /** Whether webhooks get through. */
  tells = true
  clip: Uint8Array = new Uint8Array()
  /** The output in place of the clip as a data URL. */
  output: unknown
  /** What every prediction fails with. */
  error: string | null = null
  inputs: Record<string, object> = { prompt: {}, negative_prompt: {}, seed: {}, num_frames: {}, image: {}, references: {} }
  required = ['prompt']
  url = ''
  readonly #server = createServer((request, response) => {
    this.#handle(request, response).catch((error: unknown) => send(response, { status: 500, body: String(error) }))
  })

  static async start(): Promise<CogServer> {
    const server = new CogServer()
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve))
    server.url = `http://127.0.0.1:${(server.#server.address() as AddressInfo).port}`
    return server
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }

  get creates(): number {
    return this.heard.filter(({ method }) => method === 'PUT').length
  }

  /** The predictor dies and starts again: nobody is told. */
  restart(): void {
    this.running.clear()
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request
    const path = new URL(request.url ?? '', this.url).pathname
    this.heard.push({ method, path, headers })
    const place = placeOf(method, path)
    if (place && this.cut[place] === 'before') return void request.socket.destroy()
    if (place && this.cut[place] === 'middle') return void request.once('data', () => request.socket.destroy())
    const body = Buffer.concat(await Array.fromAsync<Buffer>(request)).toString()
    const instead = place && this.answers[place]
    if (instead) return send(response, instead)
    if (place === 'upload') return void response.writeHead(200, { 'content-type': 'video/mp4' }).end(this.clip)
    const answer = await this.#answer(place, path.split('/')[2] ?? '', headers, body)
    if (place && this.cut[place] === 'after') return void request.socket.destroy()
    if (place && this.cut[place] === 'half') {
      response.writeHead(answer.status, { 'content-length': '5000' }).write('{"id":"')
      return void setTimeout(() => request.socket.destroy(), 5)
    }
    send(response, answer)
  }

  async #answer(place: Place | null, id: string, headers: IncomingMessage['headers'], body: string): Promise<Answer> {
    switch (place) {
      case 'schema': {
        const schemas = { Input: { type: 'object', properties: this.inputs, required: this.required } }
        return { status: 200, body: { openapi: '3.0.2', components: { schemas } } }
      }
      case 'health':
        for (const prediction of [...this.running.values()]) await this.#work(prediction)
        return { status: 200, body: { status: this.running.size >= this.slots ? 'BUSY' : 'READY', setup: { status: 'succeeded' } } }
      case 'create':
        return this.#create(id, headers, body)
      case 'cancel': {
        const prediction = this.running.get(id)
        if (!prediction) return { status: 404, body: {} }
        await this.#end(prediction, { status: 'canceled' })
        return { status: 200, body: {} }
      }
      default:
        return { status: 405 }
    }
  }

  async #create(id: string, headers: IncomingMessage['headers'], body: string): Promise<Answer> {
    const known = this.running.get(id)
    if (known) return { status: 202, body: { id, status: 'processing', input: known.input, logs: '' } }
    const parsed = createSchema.safeParse(JSON.parse(body))
    if (headers.prefer !== 'respond-async' || headers['content-type'] !== 'application/json') return { status: 400, body: 'headers' }
    if (!parsed.success) return { status: 422, body: { detail: z.prettifyError(parsed.error) } }
    const { input, webhook } = parsed.data
    const wrong = Object.keys(input).find((name) => !(name in this.inputs)) ?? this.required.find((name) => !(name in input))
    if (wrong) return { status: 422, body: { detail: [{ loc: ['body', 'input', wrong], msg: 'no' }] } }
    if (this.running.size >= this.slots)
      return { status: 409, body: { error: 'At capacity - all prediction slots busy', status: 'failed' } }
    const prediction = { id, input, webhook, looks: 0 }
    this.running.set(id, prediction)
    this.begun.push(prediction)
    await this.#tell(prediction, { status: 'starting' })
    return { status: 202, body: { id, status: 'starting' } }
  }

  async #work(prediction: Served): Promise<void> {
    prediction.looks += 1
    const prompt = String(prediction.input['prompt'])
    if (prediction.looks < 2 || prompt.includes('endless')) return
    if (prompt.includes('fails')) return this.#end(prediction, { status: 'failed', error: 'CUDA out of memory. Tried to allocate 2 GiB' })
    if (this.error !== null) return this.#end(prediction, { status: 'failed', error: this.error })
    const output = this.output !== undefined ? this.output : `data:video/mp4;base64,${Buffer.from(this.clip).toString('base64')}`
    await this.#end(prediction, { status: 'succeeded', output, metrics: { predict_time: 1 } })
  }

  async #end(prediction: Served, fields: object): Promise<void> {
    this.running.delete(prediction.id)
    await this.#tell(prediction, fields)
  }

  async #tell({ id, input, webhook }: Served, fields: object): Promise<void> {
    if (!this.tells) return
    await fetch(webhook, { method: 'POST', body: JSON.stringify({ id, input, logs: '', ...fields }) })
  }
}

const placeOf = (method: string, path: string): Place | null => {
  if (path.startsWith('/uploads/')) return 'upload'
  if (path === '/openapi.json') return 'schema'
  if (path === '/health-check') return 'health'
  if (/^\/predictions\/[\w-]+$/.test(path) && method === 'PUT') return 'create'
  return /^\/predictions\/[\w-]+\/cancel$/.test(path) && method === 'POST' ? 'cancel' : null
}

const send = (response: ServerResponse, { status, body = '' }: Answer): void => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json' }).end(text)
}
