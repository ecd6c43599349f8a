import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { newId } from '../../../src/core/id.ts'
import { descriptions, openApiOf } from './models.ts'

export const token = 'r8_contract'

/** The body of a create, as Replicate documents it; anything else in it is refused. */
const createSchema = z.strictObject({
  version: z.string().optional(),
  input: z.record(z.string(), z.json()),
  webhook: z.url().optional(),
  webhook_events_filter: z.array(z.enum(['start', 'output', 'logs', 'completed'])).optional(),
})

export interface ServedPrediction {
  id: string
  model: string
  version: string
  input: Record<string, unknown> | null
  output: unknown
  error: string | null
  logs: string
  status: string
  created_at: string
  started_at?: string | null
  webhook?: string
  data_removed?: boolean
}

/** One answer in place of the usual one. */
export interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

type Place = 'create' | 'model' | 'file' | 'prediction' | 'list' | 'cancel'

/** `before`: broken before the body is read. `middle`: in the middle of it. `after`: once the job was taken. `half`: in the middle of the answer. */
export type Cut = 'before' | 'middle' | 'after' | 'half'

export interface Heard {
  method: string
  path: string
  headers: IncomingMessage['headers']
}

/** Replicate's API on a real socket: it checks what it is sent, and counts every job that would be paid. */
export class ReplicateServer {
  /** What is answered instead, by place, until it is taken away. */
  readonly answers: Partial<Record<Place, Answer>> = {}
  cut: Partial<Record<Place, Cut>> = {}
  readonly predictions: ServedPrediction[] = []
  readonly heard: Heard[] = []
  /** What paid calls sent. */
  readonly bodies: { input: Record<string, unknown> }[] = []
  readonly files: { type: string; bytes: Buffer }[] = []
  clip: Uint8Array = new Uint8Array()
  /** What a prediction becomes in the end, in place of a clip of ours. */
  end: Partial<ServedPrediction> = {}
  pageSize = 100
  /** Replicate's own clock: in what it makes, and in the `Date` of its answers. */
  now: () => number = Date.now
  url = ''
  readonly #server = createServer((request, response) => {
    this.#handle(request, response).catch((error: unknown) => send(response, { status: 500, body: { detail: String(error) } }))
  })

  static async start(): Promise<ReplicateServer> {
    const server = new ReplicateServer()
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve))
    server.url = `http://127.0.0.1:${(server.#server.address() as AddressInfo).port}/v1`
    return server
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }

  /** How often a paid call arrived, whatever became of it. */
  get creates(): number {
    return this.heard.filter(({ method, path }) => method === 'POST' && /^\/v1(\/models\/[^/]+\/[^/]+)?\/predictions$/.test(path)).length
  }

  /** What was asked for beside the newest predictions, which are looked at before each paid call. */
  get asked(): Heard[] {
    return this.heard.filter(({ method, path }) => !(method === 'GET' && path === '/v1/predictions'))
  }

  /** A prediction that somebody made. */
  add(fields: Partial<ServedPrediction>): ServedPrediction {
    const made: ServedPrediction = {
      id: newId(),
      model: '',
      version: 'hidden',
      input: {},
      output: null,
      error: null,
      logs: '',
      status: 'starting',
      created_at: new Date(this.now()).toISOString(),
      ...fields,
    }
    this.predictions.unshift(made)
    return made
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request
    const { pathname, searchParams } = new URL(request.url ?? '', this.url)
    this.heard.push({ method, path: pathname, headers })
    response.setHeader('date', new Date(this.now()).toUTCString())
    const parts = pathname.split('/').filter((part) => part !== '')
    // Clips are for everybody who knows the link.
    if (parts[1] === 'clips') return void response.writeHead(200, { 'content-type': 'video/mp4' }).end(this.clip)
    const place = placeOf(method, parts)
    if (place && this.cut[place] === 'before') return void request.socket.destroy()
    if (place && this.cut[place] === 'middle') return void request.once('data', () => request.socket.destroy())
    const body = await bytesOf(request)
    if (headers.authorization !== `Bearer ${token}`) return send(response, problem(401, 'Unauthenticated'))
    if (place === 'create') this.bodies.push(JSON.parse(body.toString()))
    const instead = place && this.answers[place]
    if (instead) return send(response, instead)
    const answer = await this.#answer(place, parts, searchParams, headers, body)
    if (place && this.cut[place] === 'after') return void request.socket.destroy()
    if (place && this.cut[place] === 'half') {
      response.writeHead(answer.status, { 'content-length': '5000' }).write('{"id":"')
      return void setTimeout(() => request.socket.destroy(), 5)
    }
    send(response, answer)
  }

  #answer(
    place: Place | null,
    parts: string[],
    query: URLSearchParams,
    headers: IncomingMessage['headers'],
    body: Buffer,
  ): Answer | Promise<Answer> {
    switch (place) {
      case 'model': {
        const description = descriptions[parts.slice(2, 4).join('/')]
        if (!description) return problem(404, 'Not found')
        const version = { id: 'v1', openapi_schema: openApiOf(description) }
        return {
          status: 200,
          body: parts[4] === 'versions' ? version : { owner: parts[2], name: parts[3], latest_version: version },
        }
      }
      case 'file':
        return this.#takeFile(headers, body)
      case 'create':
        return this.#create(parts[1] === 'models' ? parts.slice(2, 4).join('/') : null, headers, body)
      case 'list': {
        const from = Number(query.get('cursor') ?? 0)
        const next = from + this.pageSize < this.predictions.length ? `${this.url}/predictions?cursor=${from + this.pageSize}` : null
        return { status: 200, body: { previous: null, next, results: this.predictions.slice(from, from + this.pageSize) } }
      }
      case 'cancel':
      case 'prediction': {
        const prediction = this.predictions.find(({ id }) => id === parts[2])
        if (!prediction) return problem(404, 'Not found')
        const hasEnded = !['starting', 'processing'].includes(prediction.status)
        if (place === 'cancel' && !hasEnded) prediction.status = 'canceled'
        else if (place === 'prediction') this.#work(prediction)
        return { status: 200, body: prediction }
      }
      default:
        return problem(404, 'Not found')
    }
  }

  #create(model: string | null, headers: IncomingMessage['headers'], body: Buffer): Answer {
    const parsed = createSchema.safeParse(JSON.parse(body.toString()))
    if (!parsed.success) return problem(422, z.prettifyError(parsed.error))
    // `wait` and `wait=n` are all that its documentation knows; anything else would be nothing to rely on.
    if (!/^(wait(=\d+)?)?$/.test(String(headers.prefer ?? '')) || !/^\d+s$/.test(String(headers['cancel-after'])))
      return problem(400, 'headers')
    const { version, input, webhook } = parsed.data
    if ((model === null) === (version === undefined)) return problem(422, 'a version is given to /predictions, and nowhere else')
    const name = model ?? 'wan-video/wan-2.7-t2v'
    const { properties = {}, required = [] } = descriptions[name] ?? {}
    const wrong = Object.keys(input).find((field) => !(field in properties)) ?? required.find((field) => !(field in input))
    if (wrong) return { status: 422, body: { title: 'Input validation failed', invalid_fields: [{ field: `input.${wrong}` }] } }
    const made = this.add({ model: name, input, ...(version && { version }), ...(webhook && { webhook }) })
    return { status: 201, body: made }
  }

  async #takeFile(headers: IncomingMessage['headers'], body: Buffer): Promise<Answer> {
    if (!headers['content-type']?.startsWith('multipart/form-data')) return problem(400, 'no form')
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': headers['content-type'] } }).formData()
    const content = form.get('content')
    if (!(content instanceof File) || !/^[\w.]+$/.test(content.name)) return problem(422, 'content is missing')
    this.files.push({ type: content.type, bytes: Buffer.from(await content.arrayBuffer()) })
    return { status: 201, body: { id: 'f', urls: { get: `${this.url}/files/${this.files.length}` } } }
  }

  /** A step further each time that somebody asks. */
  #work(prediction: ServedPrediction): void {
    const words = String(prediction.input?.['prompt'])
    if (prediction.status === 'starting') {
      Object.assign(prediction, { status: 'processing', logs: 'loading\n 12%|█ | 1/8\n 50%|████ | 4/8 [00:33<00:10]' })
    } else if (prediction.status === 'processing' && !words.includes('endless')) {
      const done = { status: 'succeeded', output: `${this.url}/clips/${prediction.id}.mp4`, ...this.end }
      Object.assign(prediction, words.includes('fails') ? { status: 'failed', error: 'Prediction failed (E1000)' } : done)
    }
  }
}

const placeOf = (method: string, [, collection, ...rest]: string[]): Place | null => {
  if (collection === 'files' && method === 'POST') return 'file'
  if (collection === 'models') return method === 'GET' ? 'model' : rest[2] === 'predictions' ? 'create' : null
  if (collection !== 'predictions') return null
  if (rest.length === 0) return method === 'POST' ? 'create' : 'list'
  return rest[1] === 'cancel' ? 'cancel' : 'prediction'
}

const problem = (status: number, detail: string): Answer => ({ status, body: { title: 'Refused', detail, status } })

const send = (response: ServerResponse, { status, body = '', headers }: Answer): void => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
}

const bytesOf = async (request: IncomingMessage): Promise<Buffer> => Buffer.concat(await Array.fromAsync<Buffer>(request))
