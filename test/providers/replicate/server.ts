import { z } from 'zod'
import { newId } from '../../../src/core/id.ts'
import { type Answer, type Call, ContractServer } from '../../support/contract-server.ts'
import { checkInput } from './check-input.ts'
import { type Description, descriptions, openApiOf } from './models.ts'
import { published } from './pages.ts'

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

export type Place = 'model' | 'file' | 'prediction' | 'list' | 'cancel'

/** Replicate's API on a real socket: it checks what it is sent, and counts every job that would be paid. */
export class ReplicateServer extends ContractServer<Place> {
  readonly predictions: ServedPrediction[] = []
  readonly files: { type: string; bytes: Buffer }[] = []
  /** What a prediction becomes in the end, in place of a clip of ours. */
  end: Partial<ServedPrediction> = {}
  pageSize = 100

  override get url(): string {
    return `${this.origin}/v1`
  }

  get taken(): number {
    return this.predictions.length
  }

  /** What paid calls sent. */
  get bodies(): { input: Record<string, unknown> }[] {
    return this.heard.filter(({ place, body }) => place === 'create' && body.length > 0).map(({ body }) => JSON.parse(body.toString()))
  }

  /** What was asked for beside the newest predictions, which are looked at before each paid call. */
  get asked(): Call<Place | 'create'>[] {
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

  placeOf(method: string, path: string): Place | 'create' | null {
    const [, collection, ...rest] = partsOf(path)
    if (collection === 'files' && method === 'POST') return 'file'
    if (collection === 'models') return method === 'GET' ? 'model' : rest[2] === 'predictions' ? 'create' : null
    if (collection !== 'predictions') return null
    if (rest.length === 0) return method === 'POST' ? 'create' : 'list'
    return rest[1] === 'cancel' ? 'cancel' : 'prediction'
  }

  protected override deny({ headers }: Call<Place | 'create'>): Answer | null {
    return headers.authorization === `Bearer ${token}` ? null : problem(401, 'Unauthenticated')
  }

  protected answer({ place, path, query, headers, body }: Call<Place | 'create'>): Answer | Promise<Answer> {
    const parts = partsOf(path)
    switch (place) {
      case 'model': {
        const description = descriptionOf(parts.slice(2, 4).join('/'))
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

  #create(model: string | null, headers: Call<Place>['headers'], body: Buffer): Answer {
    const parsed = createSchema.safeParse(JSON.parse(body.toString()))
    if (!parsed.success) return problem(422, z.prettifyError(parsed.error))
    // `wait` and `wait=n` are all that its documentation knows; anything else would be nothing to rely on.
    if (!/^(wait(=\d+)?)?$/.test(String(headers.prefer ?? '')) || !/^\d+s$/.test(String(headers['cancel-after'])))
      return problem(400, 'headers')
    const { version, input, webhook } = parsed.data
    if ((model === null) === (version === undefined)) return problem(422, 'a version is given to /predictions, and nowhere else')
    const name = model ?? 'wan-video/wan-2.7-t2v'
    const description = descriptionOf(name)
    const wrong = description ? checkInput(description, input) : 'model'
    if (wrong !== null) return { status: 422, body: { title: 'Input validation failed', invalid_fields: [{ field: `input.${wrong}` }] } }
    const made = this.add({ model: name, input, ...(version && { version }), ...(webhook && { webhook }) })
    return { status: 201, body: made }
  }

  async #takeFile(headers: Call<Place>['headers'], body: Buffer): Promise<Answer> {
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
      const done = { status: 'succeeded', output: this.output ?? `${this.url}/clips/${prediction.id}.mp4`, ...this.end }
      Object.assign(prediction, words.includes('fails') ? { status: 'failed', error: 'Prediction failed (E1000)' } : done)
    }
  }
}

/** What a model takes: those of the tests in their own quirks, others as their pages have them. */
const descriptionOf = (name: string): Description | undefined => descriptions[name] ?? published.get(name)

const partsOf = (path: string): string[] => path.split('/').filter((part) => part !== '')

const problem = (status: number, detail: string): Answer => ({ status, body: { title: 'Refused', detail, status } })
