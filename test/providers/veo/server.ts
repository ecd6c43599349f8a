import { generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { jwtVerify } from 'jose'
import { z } from 'zod'
import { newId } from '../../../src/core/id.ts'

export const project = 'moodreel-contract'
export const location = 'us-central1'
const email = `bot@${project}.iam.gserviceaccount.com`
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

/**
 * The body of a create, as the API reference has it; anything else in it is refused:
 * https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/veo-video-generation
 */
const imageSchema = z.strictObject({ bytesBase64Encoded: z.base64().min(1), mimeType: z.enum(['image/jpeg', 'image/png']) })
const createSchema = z.strictObject({
  instances: z.tuple([
    z.strictObject({
      prompt: z.string().min(1),
      image: imageSchema.optional(),
      lastFrame: imageSchema.optional(),
      referenceImages: z
        .array(z.strictObject({ image: imageSchema, referenceType: z.literal('asset') }))
        .min(1)
        .max(3)
        .optional(),
    }),
  ]),
  parameters: z.strictObject({
    aspectRatio: z.enum(['16:9', '9:16']).optional(),
    durationSeconds: z.union([z.literal(4), z.literal(6), z.literal(8)]).optional(),
    resolution: z.enum(['720p', '1080p']).optional(),
    negativePrompt: z.string().optional(),
    generateAudio: z.boolean(),
    personGeneration: z.enum(['allow_adult', 'dont_allow', 'allow_all']).optional(),
    sampleCount: z.literal(1),
    seed: z.uint32().optional(),
  }),
})
type Create = z.infer<typeof createSchema>

/** One answer in place of the usual one. */
export interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

type Place = 'token' | 'create' | 'operation'

/** `before`: broken before the body is read. `middle`: in the middle of it. `after`: once the job was taken. `half`: in the middle of the answer. */
export type Cut = 'before' | 'middle' | 'after' | 'half'

/** Vertex AI's two calls and Google's token endpoint on a real socket: it checks what it is sent, and counts every job that would be paid. */
export class VeoServer {
  readonly answers: Partial<Record<Place, Answer>> = {}
  readonly cut: Partial<Record<Place, Cut>> = {}
  readonly heard: { place: Place | null; path: string }[] = []
  readonly jobs: { name: string; model: string; request: Create; polls: number }[] = []
  /** What an operation that has ended holds; by its prompt when there is nothing here. */
  result: object | null = null
  clip: Uint8Array = new Uint8Array()
  origin = ''
  readonly #token = `ya29.${newId()}`
  readonly #server = createServer((request, response) => {
    this.#handle(request, response).catch(() => request.socket.destroy())
  })

  static async start(clip: Uint8Array = new Uint8Array()): Promise<VeoServer> {
    const server = new VeoServer()
    server.clip = clip
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve))
    server.origin = `http://127.0.0.1:${(server.#server.address() as AddressInfo).port}`
    return server
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }

  /** A service account's key, as the console writes it, whose tokens come from here. */
  get key(): Record<string, string> {
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    return {
      type: 'service_account',
      project_id: project,
      private_key_id: 'k1',
      private_key: pem,
      client_email: email,
      token_uri: `${this.origin}/token`,
    }
  }

  count(place: Place): number {
    return this.heard.filter((one) => one.place === place).length
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path } = new URL(request.url ?? '', this.origin)
    const [, model = '', method] =
      new RegExp(`^/v1/projects/${project}/locations/${location}/publishers/google/models/([\\w.-]+):(\\w+)$`).exec(path) ?? []
    const place: Place | null =
      path === '/token' ? 'token' : method === 'predictLongRunning' ? 'create' : method === 'fetchPredictOperation' ? 'operation' : null
    this.heard.push({ place, path })
    const cut = place && this.cut[place]
    if (cut === 'before') return void request.socket.destroy()
    if (cut === 'middle') return void request.once('data', () => request.socket.destroy())
    const body = Buffer.concat(await Array.fromAsync<Buffer>(request)).toString()
    const answer = (place && this.answers[place]) ?? (await this.#answer(place, model, request, body))
    if (cut === 'after') return void request.socket.destroy()
    if (cut === 'half') {
      response.writeHead(answer.status, { 'content-length': '5000' }).write('{"name":"', () => request.socket.destroy())
      return
    }
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? '')
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(text)
  }

  async #answer(place: Place | null, model: string, { method, headers }: IncomingMessage, body: string): Promise<Answer> {
    if (!place || method !== 'POST') return problem(404, 'NOT_FOUND', 'no such method')
    if (place === 'token') return this.#grant(headers, body)
    if (headers.authorization !== `Bearer ${this.#token}`) return problem(401, 'UNAUTHENTICATED', 'no credentials')
    if (headers['content-type'] !== 'application/json') return problem(400, 'INVALID_ARGUMENT', 'no JSON')
    return place === 'create' ? this.#create(model, JSON.parse(body)) : this.#operation(model, JSON.parse(body))
  }

  /** https://developers.google.com/identity/protocols/oauth2/service-account#httprest */
  async #grant(headers: IncomingMessage['headers'], body: string): Promise<Answer> {
    const form = new URLSearchParams(body)
    if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
      return { status: 400, body: { error: 'invalid_request' } }
    if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
      return { status: 400, body: { error: 'unsupported_grant_type' } }
    const expected = { issuer: email, audience: `${this.origin}/token`, algorithms: ['RS256'], maxTokenAge: '1h' }
    const verified = await jwtVerify(form.get('assertion') ?? '', publicKey, expected).catch(() => null)
    const hasScope = verified?.payload['scope'] === 'https://www.googleapis.com/auth/cloud-platform'
    if (!hasScope) return { status: 400, body: { error: 'invalid_grant', error_description: 'Invalid JWT' } }
    return { status: 200, body: { access_token: this.#token, expires_in: 3599, token_type: 'Bearer' } }
  }

  #create(model: string, body: unknown): Answer {
    const parsed = createSchema.safeParse(body)
    if (!parsed.success) return problem(400, 'INVALID_ARGUMENT', z.prettifyError(parsed.error))
    const [{ prompt, image, lastFrame, referenceImages }] = parsed.data.instances
    if (lastFrame && !image) return problem(400, 'INVALID_ARGUMENT', 'lastFrame needs image')
    if (referenceImages && (image || parsed.data.parameters.durationSeconds !== 8))
      return problem(400, 'INVALID_ARGUMENT', 'referenceImages')
    if (prompt.includes('refused')) return problem(400, 'INVALID_ARGUMENT', 'The prompt could not be submitted. Support codes: 58061214')
    const name = `projects/${project}/locations/${location}/publishers/google/models/${model}/operations/${newId()}`
    this.jobs.push({ name, model, request: parsed.data, polls: 0 })
    return { status: 200, body: { name } }
  }

  /** A step further each time that somebody asks. */
  #operation(model: string, body: unknown): Answer {
    const { operationName: name } = z.strictObject({ operationName: z.string() }).parse(body)
    const job = this.jobs.find((one) => one.name === name && one.model === model)
    if (!job) return problem(404, 'NOT_FOUND', 'no such operation')
    job.polls += 1
    const { prompt } = job.request.instances[0]
    if (job.polls === 1 || prompt.includes('endless')) return { status: 200, body: { name } }
    const videos = [{ bytesBase64Encoded: Buffer.from(this.clip).toString('base64'), mimeType: 'video/mp4' }]
    const response = prompt.includes('fails')
      ? { raiMediaFilteredCount: 1, raiMediaFilteredReasons: ['Support codes: 29310472'] }
      : { raiMediaFilteredCount: 0, videos }
    const type = { '@type': 'type.googleapis.com/cloud.ai.large_models.vision.GenerateVideoResponse' }
    return { status: 200, body: { name, done: true, ...(this.result ?? { response: { ...type, ...response } }) } }
  }
}

/** https://google.aip.dev/193 */
export const problem = (code: number, status: string, message: string, details: object[] = []): Answer => ({
  status: code,
  body: { error: { code, message, status, details } },
})
