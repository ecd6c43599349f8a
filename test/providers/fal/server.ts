import type { KeyObject } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '../../../src/core/id.ts'
import { type Answer, type Call, ContractServer } from '../../support/contract-server.ts'
import { documentOf, faultsOf } from './documents.ts'
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

type Place = 'status' | 'result' | 'cancel' | 'keys' | 'schema' | 'price'

/**
 * fal's queue on a real socket, after https://docs.fal.ai/model-endpoints/queue: it checks what it is sent, refuses
 * fields that an endpoint does not have, and counts every request that would be paid. The places on other hosts of fal
 * are here as well: keys and schemas refuse whoever brings a key along, prices whoever does not.
 */
export class FalServer extends ContractServer<Place> {
  readonly requests: ServedRequest[] = []
  /** With it requests are done by themselves, soon after they were taken, and their webhooks are sent. */
  signs: { key: KeyObject } | null = null
  /** Until the webhook of the last request was heard. */
  telling: Promise<void> = Promise.resolve()
  /** What the key set has. */
  keys: unknown[] = []
  /** What fal's list says of each endpoint. */
  prices: { endpoint_id: string; unit_price: number; unit: string; currency: string }[] = []

  get taken(): number {
    return this.requests.length
  }

  placeOf(method: string, path: string): Place | 'create' | null {
    if (path === '/.well-known/jwks.json') return 'keys'
    if (path === '/api/openapi/queue/openapi.json') return 'schema'
    if (path === '/v1/models/pricing') return 'price'
    const [, , rest] = /^\/([\w.-]+\/[\w.-]+)\/requests\/[\w-]+(\/\w+)?$/.exec(path) ?? [null, null, null]
    if (rest === null) return method === 'POST' ? 'create' : null
    if (rest === '/cancel') return method === 'PUT' ? 'cancel' : null
    if (method !== 'GET') return null
    return rest === undefined ? 'result' : rest === '/status' ? 'status' : null
  }

  protected override deny({ place, headers }: Call<Place | 'create'>): Answer | null {
    const isPublic = place === 'keys' || place === 'schema'
    return headers.authorization === (isPublic ? undefined : `Key ${key}`) ? null : problem(401, 'Authentication is required')
  }

  protected answer({ place, path: address, query, headers, body }: Call<Place | 'create'>): Answer {
    const path = address.slice(1)
    if (place === null) return problem(405, 'Method Not Allowed')
    if (place === 'keys') return { status: 200, body: { keys: this.keys } }
    if (place === 'schema') {
      const document = documentOf(query.get('endpoint_id') ?? '')
      return document ? { status: 200, body: document } : problem(404, 'not found')
    }
    if (place === 'price') return { status: 200, body: { prices: this.prices, next_cursor: null, has_more: false } }
    if (place === 'create') return this.#submit(path, query, headers, body.toString())
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

  #submit(endpoint: string, query: URLSearchParams, headers: Call<Place>['headers'], body: string): Answer {
    if (!endpoints[endpoint]) return problem(404, `Application "${endpoint}" not found`)
    if (headers['content-type'] !== 'application/json') return problem(415, 'Unsupported Media Type')
    if (!/^\d+$/.test(String(headers['x-fal-request-timeout'])))
      return { status: 400, body: { detail: 'timeout', error_type: 'bad_request' } }
    if ([...query.keys()].some((name) => name !== 'fal_webhook')) return problem(400, 'query')
    const input: Record<string, unknown> = JSON.parse(body)
    const [fault] = faultsOf(endpoint, input)
    if (fault) {
      const { instancePath, keyword, message } = fault
      const loc = ['body', ...instancePath.split('/').slice(1), ...Object.values(fault.params).filter((name) => typeof name === 'string')]
      return { status: 422, body: { detail: [{ loc, msg: message, type: keyword }] } }
    }
    const request: ServedRequest = {
      id: newId(),
      endpoint,
      input,
      webhook: query.get('fal_webhook'),
      status: 'IN_QUEUE',
      canceled: false,
    }
    this.requests.push(request)
    this.telling = sleep(10).then(() => this.#tell(request).catch(() => undefined))
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
    const { makes = 'video', tellsSeed } = endpoints[endpoint] ?? {}
    const [ending, type] = makes === 'video' ? ['mp4', 'video/mp4'] : ['png', 'image/png']
    const file = { url: this.output ?? `${this.url}/clips/${id}.${ending}`, content_type: type, file_name: `${id}.${ending}` }
    return { status: 200, body: { [makes]: makes === 'images' ? [file] : file, ...(tellsSeed && { seed: input['seed'] }) } }
  }
}

const problem = (status: number, detail: string): Answer => ({ status, body: { detail } })
