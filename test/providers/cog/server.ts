import { z } from 'zod'
import { type Answer, type Call, ContractServer } from '../../support/contract-server.ts'

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

type Place = 'schema' | 'health' | 'cancel' | 'upload'

/**
 * A predictor behind Cog on a real socket, after https://github.com/replicate/cog/blob/main/docs/http.md and the routes
 * and the supervisor of `crates/coglet`: a prediction is known while it runs and forgotten when it has ended, and nobody
 * can ask about it. Each look at its health brings the work a step further.
 */
export class CogServer extends ContractServer<Place> {
  readonly running = new Map<string, Served>()
  /** Every prediction that was begun. */
  readonly begun: Served[] = []
  slots = 1
  /** Whether webhooks get through. */
  tells = true
  /** The output in place of the clip as a data URL. */
  result: unknown
  /** What every prediction fails with. */
  error: string | null = null
  inputs: Record<string, object> = { prompt: {}, negative_prompt: {}, seed: {}, num_frames: {}, image: {}, references: {} }
  required = ['prompt']

  get taken(): number {
    return this.begun.length
  }

  /** The predictor dies and starts again: nobody is told. */
  restart(): void {
    this.running.clear()
  }

  placeOf(method: string, path: string): Place | 'create' | null {
    if (path.startsWith('/uploads/')) return 'upload'
    if (path === '/openapi.json') return 'schema'
    if (path === '/health-check') return 'health'
    if (/^\/predictions\/[\w-]+$/.test(path) && method === 'PUT') return 'create'
    return /^\/predictions\/[\w-]+\/cancel$/.test(path) && method === 'POST' ? 'cancel' : null
  }

  protected async answer({ place, path, headers, body }: Call<Place | 'create'>): Promise<Answer> {
    const id = path.split('/')[2] ?? ''
    switch (place) {
      case 'schema': {
        const schemas = { Input: { type: 'object', properties: this.inputs, required: this.required } }
        return { status: 200, body: { openapi: '3.0.2', components: { schemas } } }
      }
      case 'health':
        for (const prediction of [...this.running.values()]) await this.#work(prediction)
        return { status: 200, body: { status: this.running.size >= this.slots ? 'BUSY' : 'READY', setup: { status: 'succeeded' } } }
      case 'upload':
        return { status: 200, body: this.clip, headers: { 'content-type': 'video/mp4' } }
      case 'create':
        return this.#create(id, headers, body.toString())
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

  async #create(id: string, headers: Call<Place>['headers'], body: string): Promise<Answer> {
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
    const output = this.result !== undefined ? this.result : `data:video/mp4;base64,${Buffer.from(this.clip).toString('base64')}`
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
