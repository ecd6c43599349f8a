import type { KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { newId } from '../../../src/core/id.ts'
import { endpoints } from './endpoints.ts'
import { signWebhook } from './sign-webhook.ts'

export const key = 'fal-id:fal-secret'

interface ServedRequest {
  id: string
  endpoint: string
  input: Record<string, unknown>
  webhook: string | null
  status: 'IN_QUEUE' | 'IN_PROGRESS' | 'COMPLETED'
  canceled: boolean
}

/** One answer in place of the usual one. */
export interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

type Place = 'submit' | 'status' | 'result' | 'cancel' | 'keys' | 'schema'

/** `before`: broken before the body is read. `middle`: in the middle of it. `after`: once the job was taken. `half`: in the middle of the answer. */
export type Cut = 'before' | 'middle' | 'after' | 'half'

/**
 * fal's queue on a real socket, after https://docs.fal.ai/model-endpoints/queue: it checks what it is sent, refuses
 * fields that an endpoint does not have, and counts every request that would be paid. The places on other hosts of fal,
 * keys and schemas, are here as well, and refuse whoever brings a key along.
 */
export class FalServer {
  readonly answers: Partial<Record<Place, Answer>> = {}
  cut: Partial<Record<Place, Cut>> = {}
  readonly requests: ServedRequest[] = []
  readonly heard: { method: string; path: string; query: string; headers: IncomingMessage['headers'] }[] = []
  /** With it requests are done by themselves, soon after they were taken, and their webhooks are sent. */
  signs: { key: KeyObject } | null = null
  /** fal's own clock: in its signatures, and in the `Date` of its answers. */
  now: () => number = Date.now
  /** What the key set has. */
  keys: unknown[] = []
  clip: Uint8Array = new Uint8Array()
  output: string | null = null
  url = ''
  readonly #server = createServer((request, response) => {
    this.#handle(request, response).catch((error: unknown) => send(response, { status: 500, body: String(error) }))
  })

  static async start(): Promise<FalServer> {
    const server = new FalServer()
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve))
    server.url = `http://127.0.0.1:${(server.#server.address() as AddressInfo).port}`
    return server
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }

  /** How often a paid call arrived, whatever became of it. */
  get submits(): number {
    return this.heard.filter(({ method }) => method === 'POST').length
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request
    const { pathname, searchParams, search } = new URL(request.url ?? '', this.url)
    this.heard.push({ method, path: pathname, query: search, headers })
    response.setHeader('date', new Date(this.now()).toUTCString())
    // Clips are for everybody who knows the link.
    if (pathname.startsWith('/clips/')) return void response.writeHead(200, { 'content-type': 'video/mp4' }).end(this.clip)
    const place = placeOf(method, pathname)
    if (place && this.cut[place] === 'before') return void request.socket.destroy()
    if (place && this.cut[place] === 'middle') return void request.once('data', () => request.socket.destroy())
    const body = Buffer.concat(await Array.fromAsync<Buffer>(request)).toString()
    const isPublic = place === 'keys' || place === 'schema'
    if (headers.authorization !== (isPublic ? undefined : `Key ${key}`)) return send(response, problem(401, 'Authentication is required'))
    const instead = place && this.answers[place]
    if (instead) return send(response, instead)
    const answer = this.#answer(place, pathname.slice(1), searchParams, headers, body)
    if (place && this.cut[place] === 'after') return void request.socket.destroy()
    if (place && this.cut[place] === 'half') {
      response.writeHead(answer.status, { 'content-length': '5000' }).write('{"request_id":"')
      return void setTimeout(() => request.socket.destroy(), 5)
    }
    send(response, answer)
  }

  #answer(place: Place | null, path: string, query: URLSearchParams, headers: IncomingMessage['headers'], body: string): Answer {
    if (place === null) return problem(405, 'Method Not Allowed')
    if (place === 'keys') return { status: 200, body: { keys: this.keys } }
    if (place === 'schema') return schemaOf(query.get('endpoint_id') ?? '')
    if (place === 'submit') return this.#submit(path, query, headers, body)
    const [app, rest = ''] = path.split('/requests/')
    const request = this.requests.find(({ id, endpoint }) => id === rest.split('/')[0] && endpoint.split('/').slice(0, 2).join('/') === app)
    if (!request) return problem(404, 'Request not found')
    if (place === 'cancel') {
      if (request.status === 'COMPLETED') return { status: 400, body: { status: 'ALREADY_COMPLETED' } }
      Object.assign(request, { status: 'COMPLETED', canceled: true })
      return { status: 202, body: { status: 'CANCELLATION_REQUESTED' } }
    }
    return place === 'status' ? this.#status(request) : this.#result(request)
  }

  #submit(endpoint: string, query: URLSearchParams, headers: IncomingMessage['headers'], body: string): Answer {
    const schema = endpoints[endpoint]
    if (!schema) return problem(404, `Application "${endpoint}" not found`)
    if (headers['content-type'] !== 'application/json') return problem(415, 'Unsupported Media Type')
    if (!/^\d+$/.test(String(headers['x-fal-request-timeout'])))
      return { status: 400, body: { detail: 'timeout', error_type: 'bad_request' } }
    if ([...query.keys()].some((name) => name !== 'fal_webhook')) return problem(400, 'query')
    const parsed = schema.safeParse(JSON.parse(body))
    if (!parsed.success) {
      const detail = parsed.error.issues.map(({ path, message, code }) => ({ loc: ['body', ...path], msg: message, type: code }))
      return { status: 422, body: { detail } }
    }
    const request: ServedRequest = {
      id: newId(),
      endpoint,
      input: parsed.data,
      webhook: query.get('fal_webhook'),
      status: 'IN_QUEUE',
      canceled: false,
    }
    this.requests.push(request)
    setTimeout(() => this.#tell(request).catch(() => undefined), 10)
    return { status: 200, body: { ...this.#state(request), gateway_request_id: request.id } }
  }

  async #tell(request: ServedRequest): Promise<void> {
    if (!this.signs || !request.webhook || request.canceled) return
    request.status = 'COMPLETED'
    const body = JSON.stringify({ request_id: request.id, gateway_request_id: request.id, status: 'OK', payload: null })
    const { key: signingKey } = this.signs
    const headers = signWebhook(body, { key: signingKey, at: Math.floor(this.now() / 1000), id: request.id, user: 'user1' })
    await fetch(request.webhook, { method: 'POST', headers, body })
  }

  #state({ id, endpoint, status }: ServedRequest): Record<string, unknown> {
    const url = `${this.url}/${endpoint.split('/').slice(0, 2).join('/')}/requests/${id}`
    return { status, request_id: id, response_url: url, status_url: `${url}/status`, cancel_url: `${url}/cancel` }
  }

  /** A step further each time that somebody asks. */
  #status(request: ServedRequest): Answer {
    const asked = request.status
    const body = { ...this.#state(request), ...(asked === 'IN_QUEUE' ? { queue_position: 3 } : { logs: null }) }
    if (asked === 'IN_QUEUE') request.status = 'IN_PROGRESS'
    else if (asked === 'IN_PROGRESS' && !String(request.input['prompt']).includes('endless')) request.status = 'COMPLETED'
    return { status: asked === 'COMPLETED' ? 200 : 202, body }
  }

  #result({ id, endpoint, input, canceled, status }: ServedRequest): Answer {
    if (status !== 'COMPLETED') return problem(400, 'Request is still in progress')
    if (canceled) return { status: 499, body: { detail: 'Request was cancelled', error_type: 'client_cancelled' } }
    if (String(input['prompt']).includes('fails')) {
      return { status: 422, body: { detail: [{ loc: ['body', 'prompt'], msg: 'No video came of it', type: 'no_media_generated' }] } }
    }
    const video = { url: this.output ?? `${this.url}/clips/${id}.mp4`, content_type: 'video/mp4', file_name: `${id}.mp4` }
    // Only the Wan endpoints echo the seed.
    return { status: 200, body: endpoint.includes('/wan/') ? { video, seed: input['seed'] } : { video } }
  }
}

const placeOf = (method: string, path: string): Place | null => {
  if (path === '/.well-known/jwks.json') return 'keys'
  if (path === '/api/openapi/queue/openapi.json') return 'schema'
  const [, , rest] = /^\/([\w.-]+\/[\w.-]+)\/requests\/[\w-]+(\/\w+)?$/.exec(path) ?? [null, null, null]
  if (rest === null) return method === 'POST' ? 'submit' : null
  if (rest === '/cancel') return method === 'PUT' ? 'cancel' : null
  if (method !== 'GET') return null
  return rest === undefined ? 'result' : rest === '/status' ? 'status' : null
}

const schemaOf = (endpoint: string): Answer => {
  const schema = endpoints[endpoint]
  if (!schema) return problem(404, 'not found')
  const input = z.toJSONSchema(schema)
  return {
    status: 200,
    body: { openapi: '3.0.4', components: { schemas: { QueueStatus: { properties: { status: {} } }, ModelInput: input } } },
  }
}

const problem = (status: number, detail: string): Answer => ({ status, body: { detail } })

const send = (response: ServerResponse, { status, body = '', headers }: Answer): void => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
}
