import type { IncomingHttpHeaders } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { type Answer, type Call, ContractServer } from '../../support/contract-server.ts'
import { type End, entryOf, type Job, tellProgress } from './job.ts'
import { type NodeInfo, nodes, objectInfoOf } from './nodes.ts'
import { graphSchema, validate } from './validate.ts'

/** https://docs.comfy.org/development/comfyui-server/comms_routes; anything else in the body is refused. */
const promptSchema = z.strictObject({
  prompt: graphSchema,
  // `validate_job_id`: a UUID in its canonical form.
  prompt_id: z.uuid().lowercase(),
  client_id: z.string().min(1),
})

type Place = 'queue' | 'history' | 'upload' | 'view' | 'delete' | 'interrupt' | 'object_info'

const places: Record<string, Place | 'create'> = {
  'POST /prompt': 'create',
  'GET /queue': 'queue',
  'POST /queue': 'delete',
  'POST /interrupt': 'interrupt',
  'POST /upload/image': 'upload',
  'GET /view': 'view',
  'GET /object_info': 'object_info',
}

/** ComfyUI's API on a real socket: it checks the graphs that it is sent as ComfyUI does, and makes no pictures. */
export class ComfyServer extends ContractServer<Place> {
  readonly nodes: Record<string, NodeInfo> = { ...nodes }
  readonly uploads = new Map<string, { type: string; text: string }>()
  /** The bytes of the same. */
  readonly files = new Map<string, Uint8Array>()
  readonly pending: Job[] = []
  readonly history: Record<string, unknown> = {}
  running: Job | undefined
  /** How many jobs were ever taken, and what each was to make, by its id. */
  taken = 0
  readonly graphs = new Map<string, Job['graph']>()
  /** What fails instead of a clip. */
  failure = { exception_type: 'RuntimeError', exception_message: 'mat1 and mat2 shapes cannot be multiplied\n' }
  /** Whether every job fails, or is lost as soon as it is looked for. */
  failing = false
  forgetful = false
  readonly sockets = new Map<string, WebSocket>()
  readonly #upgrades = new WebSocketServer({ noServer: true })

  constructor() {
    super()
    this.http.on('upgrade', (request, socket, head) => {
      const { pathname, searchParams } = new URL(request.url ?? '', this.url)
      const sid = searchParams.get('clientId') ?? ''
      if (pathname !== '/ws' || sid === '' || isForeign(request.headers) || !this.http.listening) return void socket.destroy()
      this.#upgrades.handleUpgrade(request, socket, head, (opened) => {
        this.sockets.set(sid, opened)
        opened.on('close', () => this.sockets.get(sid) === opened && this.sockets.delete(sid))
        opened.send(JSON.stringify({ type: 'status', data: { status: { exec_info: { queue_remaining: this.pending.length } }, sid } }))
      })
    })
  }

  override async close(): Promise<void> {
    for (const socket of this.#upgrades.clients) socket.terminate()
    await super.close()
  }

  /** As a restart of ComfyUI does: the queue and the history are only in its memory. */
  forget(): void {
    this.pending.length = 0
    this.running = undefined
    for (const id of Object.keys(this.history)) delete this.history[id]
  }

  get jobs(): Job[] {
    return this.running ? [this.running, ...this.pending] : this.pending
  }

  placeOf(method: string, path: string): Place | 'create' | null {
    return path.startsWith('/history/') && method === 'GET' ? 'history' : (places[`${method} ${path}`] ?? null)
  }

  /** A browser's page elsewhere is kept out, and a bot must not look like one. */
  protected override deny({ place, headers }: Call<Place | 'create'>): Answer | null {
    return isForeign(headers) ? { status: 403 } : place ? null : { status: 404 }
  }

  protected async answer({ place, path, query, headers, body }: Call<Place | 'create'>): Promise<Answer> {
    switch (place) {
      case 'upload':
        return this.#takeFile(headers, body)
      case 'queue': {
        this.#work()
        const item = ({ number, id, graph, clientId }: Job) => [number, id, graph, { client_id: clientId, create_time: 1 }, ['61']]
        return { status: 200, body: { queue_running: this.running ? [item(this.running)] : [], queue_pending: this.pending.map(item) } }
      }
      case 'history': {
        const id = decodeURIComponent(path.slice('/history/'.length))
        return { status: 200, body: id in this.history ? { [id]: this.history[id] } : {} }
      }
      case 'delete': {
        const asked = z.strictObject({ delete: z.array(z.string()) }).parse(JSON.parse(body.toString()))
        for (const id of asked.delete) {
          const at = this.pending.findIndex((job) => job.id === id)
          if (at >= 0) this.pending.splice(at, 1)
        }
        return { status: 200 }
      }
      case 'interrupt': {
        const { prompt_id: id } = z.strictObject({ prompt_id: z.string() }).parse(JSON.parse(body.toString()))
        if (this.running?.id === id) this.#end(this.running, 'execution_interrupted')
        return { status: 200 }
      }
      case 'view': {
        const [, id] = /^([\w-]+)_00001_\.(?:mp4|png)$/.exec(query.get('filename') ?? '') ?? []
        const isOurs = query.get('type') === 'output' && query.get('subfolder') === 'moodreel'
        return isOurs && id !== undefined ? this.fileOf(id) : { status: 404 }
      }
      case 'object_info':
        return { status: 200, body: objectInfoOf(this.nodes, this.uploads.keys()) }
      default:
        return this.#take(headers, body)
    }
  }

  #take(headers: IncomingHttpHeaders, body: Buffer): Answer {
    if (headers['content-type'] !== 'application/json') return { status: 400, body: { error: 'content type' } }
    const parsed = promptSchema.safeParse(JSON.parse(body.toString()))
    if (!parsed.success) {
      const error = { type: 'invalid_prompt_id', message: z.prettifyError(parsed.error), details: '', extra_info: {} }
      return { status: 400, body: { error, node_errors: {} } }
    }
    const { prompt: graph, prompt_id: id, client_id: clientId } = parsed.data
    const refused = validate(graph, this.nodes, new Set(this.uploads.keys()))
    if (refused) return { status: 400, body: refused }
    if (id in this.history || this.jobs.some((job) => job.id === id)) return { status: 409, body: { error: 'prompt_id already exists' } }
    const job = { number: this.taken++, id, graph, clientId, looks: 0 }
    this.graphs.set(id, graph)
    // A heap, of which only the first is sure to be the next.
    this.pending.splice(Math.min(this.pending.length, 1), 0, job)
    return { status: 200, body: { prompt_id: id, number: job.number, node_errors: {} } }
  }

  async #takeFile(headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> {
    const type = headers['content-type'] ?? ''
    if (!type.startsWith('multipart/form-data')) return { status: 400 }
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
    const { image, ...rest } = Object.fromEntries(form)
    const fields = z
      .strictObject({ type: z.literal('input'), subfolder: z.literal('moodreel'), overwrite: z.literal('true') })
      .safeParse(rest)
    if (!(image instanceof File) || !/^[0-9a-f]{64}\.\w+$/.test(image.name) || !fields.success) return { status: 400 }
    this.uploads.set(`moodreel/${image.name}`, { type: image.type, text: await image.text() })
    this.files.set(`moodreel/${image.name}`, new Uint8Array(await image.arrayBuffer()))
    return { status: 200, body: { name: image.name, subfolder: 'moodreel', type: 'input' } }
  }

  /** A step further each time that somebody looks; one job runs at a time. */
  #work(): void {
    if (this.forgetful) this.forget()
    const job = this.running
    if (!job) {
      this.running = this.pending.toSorted((one, other) => one.number - other.number)[0]
      if (this.running) this.pending.splice(this.pending.indexOf(this.running), 1)
      return
    }
    const words = JSON.stringify(job.graph)
    job.looks += 1
    tellProgress(this.sockets.get(job.clientId), job)
    if (words.includes('endless') || job.looks < 2) return
    this.#end(job, this.failing || words.includes('fails') ? 'execution_error' : 'execution_success')
  }

  #end(job: Job, how: End): void {
    this.running = undefined
    this.history[job.id] = entryOf(job, how, this.failure)
  }
}

const isForeign = (headers: IncomingHttpHeaders): boolean => headers.origin !== undefined && new URL(headers.origin).host !== headers.host
