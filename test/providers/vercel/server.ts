import { z } from 'zod'
import { type Answer, type Call, ContractServer } from '../../support/contract-server.ts'

export const key = 'vck_contract_key_of_this_test'

const fileSchema = z.union([
  z.strictObject({ type: z.literal('file'), mediaType: z.string(), data: z.base64() }),
  z.strictObject({ type: z.literal('url'), url: z.url(), mediaType: z.string().optional() }),
])

/** The body of `GatewayVideoModel.buildRequestBody` and `doStart` of `@ai-sdk/gateway` 4.0.62; Vercel publishes no schema. Anything else is refused. */
const startSchema = z.strictObject({
  prompt: z.string().optional(),
  n: z.literal(1),
  aspectRatio: z
    .string()
    .regex(/^(\d+:\d+|adaptive)$/)
    .optional(),
  resolution: z.string().optional(),
  duration: z.int().positive().optional(),
  fps: z.int().positive().optional(),
  seed: z.int().nonnegative().optional(),
  generateAudio: z.boolean().optional(),
  providerOptions: z.record(z.string(), z.record(z.string(), z.unknown())),
  image: fileSchema.optional(),
  frameImages: z.array(z.strictObject({ image: fileSchema, frameType: z.enum(['first_frame', 'last_frame']) })).optional(),
  inputReferences: z.array(fileSchema).optional(),
  callbackUrl: z.url({ protocol: /^https$/ }).optional(),
})
type Start = z.infer<typeof startSchema>

/** What each creator's adapter reads its resolution from (github.com/vercel/ai); what it does not know is left out with a warning there. */
const readsResolution: Record<string, (start: Start) => boolean> = {
  bytedance: ({ resolution }) => resolution === undefined || /^(480p|720p|1080p)$/.test(resolution),
  google: ({ resolution }) => resolution === undefined || /^(720p|1080p|4k)$/.test(resolution),
  alibaba: ({ resolution }) => resolution === undefined || /^\d+x\d+$/.test(resolution),
  spacexai: ({ resolution, providerOptions: { xai = {} } }) =>
    resolution === undefined && (xai['resolution'] === undefined || /^(480p|720p|1080p)$/.test(`${xai['resolution']}`)),
  bfl: ({ resolution, providerOptions: { blackForestLabs: own = {} } }) =>
    resolution === undefined && (own['resolution'] === undefined || /^(hd|fhd)$/.test(`${own['resolution']}`)),
}

const callHeaders = {
  'ai-gateway-protocol-version': '0.0.1',
  'ai-gateway-auth-method': 'api-key',
  'ai-video-model-specification-version': '4',
  'content-type': 'application/json',
}

interface Job {
  id: string
  key: string | undefined
  model: string
  body: Start
  /** As it came, by which the same start is known. */
  text: string
  looks: number
}

type Place = 'status' | 'generation' | 'models'

/** Vercel's AI Gateway on a real socket: it checks what it is sent, keeps keys of idempotency, and counts every job that would be paid. */
export class VercelServer extends ContractServer<Place> {
  readonly jobs: Job[] = []
  models: object[] = [{ id: 'bytedance/seedance-2.5', object: 'model', type: 'video' }]
  /** What a clip costs, in US dollars; null where the gateway says it only afterwards. */
  cost: string | number | null = '0.05'
  generations: Record<string, number> = {}

  get taken(): number {
    return this.jobs.length
  }

  placeOf(method: string, path: string): Place | 'create' | null {
    if (method === 'POST' && path === '/v4/ai/video-model/start') return 'create'
    if (method === 'POST' && path === '/v4/ai/video-model/status') return 'status'
    if (method === 'GET' && path === '/v1/generation') return 'generation'
    return method === 'GET' && path === '/v1/models' ? 'models' : null
  }

  protected override deny({ headers }: Call<Place | 'create'>): Answer | null {
    return headers.authorization === `Bearer ${key}` ? null : problem(401, 'authentication_error')
  }

  protected answer({ place, headers, query, body: bytes }: Call<Place | 'create'>): Answer {
    if (place === 'models') return { status: 200, body: { object: 'list', data: this.models } }
    if (place === 'generation') {
      const [id, cost] = [query.get('id') ?? '', this.generations[query.get('id') ?? '']]
      return cost === undefined ? problem(404, 'not_found') : { status: 200, body: { data: { id, total_cost: cost } } }
    }
    const wrong = Object.entries(callHeaders).find(([name, value]) => headers[name] !== value)
    if (wrong) return problem(400, 'invalid_request_error', `Unsupported ${wrong[0]}`)
    const model = `${headers['ai-model-id']}`
    if (place === 'status') return this.#status(model, JSON.parse(bytes.toString()))
    return place === 'create' ? this.#start(model, headers['idempotency-key'], bytes.toString()) : problem(404, 'not_found')
  }

  #start(model: string, idempotencyKey: string | string[] | undefined, text: string): Answer {
    const reads = readsResolution[model.split('/')[0] ?? '']
    if (!reads) return problem(404, 'model_not_found')
    const parsed = startSchema.safeParse(JSON.parse(text))
    if (!parsed.success || !reads(parsed.data)) return problem(400, 'invalid_request_error')
    if (parsed.data.prompt?.includes('refused')) return problem(400, 'invalid_request_error', 'The prompt is too long.')
    const given = Array.isArray(idempotencyKey) ? idempotencyKey[0] : idempotencyKey
    const before = given === undefined ? undefined : this.jobs.find((job) => job.key === given)
    // What it says of another start under the same key is published nowhere; a refusal is the likeliest.
    if (before && (before.text !== text || before.model !== model)) return problem(422, 'invalid_request_error')
    const job = before ?? { id: `job_${this.jobs.length}`, key: given, model, body: parsed.data, text, looks: 0 }
    if (!before) this.jobs.push(job)
    return { status: 202, body: { operation: { gatewayJobId: job.id }, providerMetadata: metadataOf(job.id, 'queued') } }
  }

  #status(model: string, body: unknown): Answer {
    const asked = z.strictObject({ operation: z.strictObject({ gatewayJobId: z.string() }) }).safeParse(body)
    if (!asked.success) return problem(400, 'invalid_request_error')
    const job = this.jobs.find(({ id }) => id === asked.data.operation.gatewayJobId)
    if (!job || job.model !== model) return problem(404, 'not_found')
    job.looks += 1
    const prompt = job.body.prompt ?? ''
    if (job.looks < 3 || prompt.includes('endless')) return good({ status: 'pending', providerMetadata: metadataOf(job.id, 'running') })
    if (prompt.includes('fails'))
      return good({ status: 'error', error: 'The model gave up.', providerMetadata: metadataOf(job.id, 'failed') })
    return good({
      status: 'completed',
      videos: [{ type: 'url', url: this.output ?? `${this.url}/clips/${job.id}.mp4`, mediaType: 'video/mp4' }],
      providerMetadata: metadataOf(job.id, 'completed', this.cost === null ? { generationId: `gen_${job.id}` } : { cost: this.cost }),
    })
  }
}

const metadataOf = (jobId: string, status: string, more: object = {}): object => ({ gateway: { asyncJob: { jobId, status }, ...more } })

const good = (body: object): Answer => ({ status: 200, body })

export const problem = (status: number, type: string, message = 'no'): Answer => ({
  status,
  body: { error: { message, type, param: null, code: null }, generationId: null },
})
