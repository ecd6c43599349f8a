import { generateKeyPairSync } from 'node:crypto'
import { jwtVerify } from 'jose'
import { z } from 'zod'
import { newId } from '../../../src/core/id.ts'
import { type Answer, type Call, ContractServer } from '../../support/contract-server.ts'

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
    resolution: z.enum(['720p', '1080p', '4k']).optional(),
    negativePrompt: z.string().optional(),
    generateAudio: z.boolean(),
    personGeneration: z.enum(['allow_adult', 'dont_allow', 'allow_all']).optional(),
    sampleCount: z.literal(1),
    seed: z.uint32().optional(),
  }),
})
type Create = z.infer<typeof createSchema>

type Place = 'token' | 'operation'

/** Vertex AI's two calls and Google's token endpoint on a real socket: it checks what it is sent, and counts every job that would be paid. */
export class VeoServer extends ContractServer<Place> {
  readonly jobs: { name: string; model: string; request: Create; polls: number }[] = []
  /** What an operation that has ended holds; by its prompt when there is nothing here. */
  result: object | null = null
  readonly #token = `ya29.${newId()}`

  get taken(): number {
    return this.jobs.length
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

  placeOf(_method: string, path: string): Place | 'create' | null {
    const method = route.exec(path)?.[2]
    if (path === '/token') return 'token'
    return method === 'predictLongRunning' ? 'create' : method === 'fetchPredictOperation' ? 'operation' : null
  }

  protected async answer({ place, method, path, headers, body }: Call<Place | 'create'>): Promise<Answer> {
    if (!place || method !== 'POST') return problem(404, 'NOT_FOUND', 'no such method')
    if (place === 'token') return this.#grant(headers, body.toString())
    if (headers.authorization !== `Bearer ${this.#token}`) return problem(401, 'UNAUTHENTICATED', 'no credentials')
    if (headers['content-type'] !== 'application/json') return problem(400, 'INVALID_ARGUMENT', 'no JSON')
    const [model = '', asked] = [route.exec(path)?.[1], JSON.parse(body.toString())]
    return place === 'create' ? this.#create(model, asked) : this.#operation(model, asked)
  }

  /** https://developers.google.com/identity/protocols/oauth2/service-account#httprest */
  async #grant(headers: Call<Place>['headers'], body: string): Promise<Answer> {
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
    const { resolution, durationSeconds } = parsed.data.parameters
    const isLite = model.includes('lite')
    if (resolution === '4k' && (isLite || durationSeconds !== 8)) return problem(400, 'INVALID_ARGUMENT', 'Unsupported resolution')
    if (isLite && referenceImages) return problem(400, 'INVALID_ARGUMENT', 'referenceImages is not supported')
    if (lastFrame && !image) return problem(400, 'INVALID_ARGUMENT', 'lastFrame needs image')
    if (referenceImages && (image || durationSeconds !== 8)) return problem(400, 'INVALID_ARGUMENT', 'referenceImages')
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

const route = new RegExp(`^/v1/projects/${project}/locations/${location}/publishers/google/models/([\\w.-]+):(\\w+)$`)

/** https://google.aip.dev/193 */
export const problem = (code: number, status: string, message: string, details: object[] = []): Answer => ({
  status: code,
  body: { error: { code, message, status, details } },
})
