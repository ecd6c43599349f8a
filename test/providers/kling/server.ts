import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { errors, jwtVerify } from 'jose'
import { z } from 'zod'

export const accessKey = 'AK-contract'
export const secretKey = 'SK-contract'

/** https://app.klingai.com/global/dev/document-api/apiReference/model/textToVideo and /imageToVideo, of Kling 3.0; anything else is refused. */
const common = {
  model_name: z.literal('kling-v3'),
  negative_prompt: z.string().max(2500).optional(),
  mode: z.enum(['std', 'pro']).optional(),
  sound: z.enum(['on', 'off']).optional(),
  duration: z.enum(['3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15']).optional(),
  callback_url: z.url().optional(),
  external_task_id: z.string().min(1).optional(),
}
/** An address, or base64 without a prefix. */
const image = z.union([z.url({ protocol: /^https$/ }), z.base64().min(1)])
const bodies = {
  text2video: z.strictObject({ ...common, prompt: z.string().min(1).max(2500), aspect_ratio: z.enum(['16:9', '9:16', '1:1']).optional() }),
  image2video: z.strictObject({ ...common, prompt: z.string().max(2500).optional(), image, image_tail: image.optional() }),
}
type Kind = keyof typeof bodies

export interface ServedTask {
  kind: Kind
  task_id: string
  task_status: string
  task_status_msg?: string
  task_info: { external_task_id?: string | undefined }
  task_result?: { videos: { id: string; url: string; duration: string }[] }
  final_unit_deduction?: string
  created_at: number
  updated_at: number
  body: Record<string, unknown>
}

/** One answer in place of the usual one. */
export interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

type Place = 'create' | 'task' | 'list'

/** `before`: broken before the body is read. `middle`: in the middle of it. `after`: once the job was taken. `half`: in the middle of the answer. */
export type Cut = 'before' | 'middle' | 'after' | 'half'

/** Kling's API on a real socket: it checks what it is sent, and counts every job that would be paid. */
export class KlingServer {
  /** What is answered instead, by place, until it is taken away. */
  readonly answers: Partial<Record<Place, Answer>> = {}
  cut: Partial<Record<Place, Cut>> = {}
  /** Newest first, as they are listed. */
  readonly tasks: ServedTask[] = []
  readonly heard: { method: string; path: string; query: string; headers: IncomingMessage['headers'] }[] = []
  clip: Uint8Array = new Uint8Array()
  /** What finished tasks give; null for a clip of this server. */
  output: string | null = null
  now: () => number = Date.now
  url = ''
  readonly #server = createServer((request, response) => {
    this.#handle(request, response).catch((error: unknown) => send(response, problem(500, 5000, String(error))))
  })

  static async start(): Promise<KlingServer> {
    const server = new KlingServer()
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
  get creates(): number {
    return this.heard.filter(({ method }) => method === 'POST').length
  }

  /** A task that somebody made. */
  add(fields: Partial<ServedTask>): ServedTask {
    const times = { created_at: this.now(), updated_at: this.now() }
    const made: ServedTask = {
      kind: 'text2video',
      task_id: newNumber(),
      task_status: 'submitted',
      task_info: {},
      body: {},
      ...times,
      ...fields,
    }
    this.tasks.unshift(made)
    return made
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request
    const { pathname, searchParams, search } = new URL(request.url ?? '', this.url)
    this.heard.push({ method, path: pathname, query: search, headers })
    response.setHeader('date', new Date(this.now()).toUTCString())
    // Clips are for everybody who knows the link.
    if (pathname.startsWith('/clips/')) return void response.writeHead(200, { 'content-type': 'video/mp4' }).end(this.clip)
    const [, kind, id] = /^\/v1\/videos\/(text2video|image2video)(?:\/([\w-]+))?$/.exec(pathname) ?? []
    const place: Place | null =
      kind === undefined ? null : method === 'POST' && !id ? 'create' : method !== 'GET' ? null : id ? 'task' : 'list'
    if (place && this.cut[place] === 'before') return void request.socket.destroy()
    if (place && this.cut[place] === 'middle') return void request.once('data', () => request.socket.destroy())
    const body = Buffer.concat(await Array.fromAsync<Buffer>(request))
    const wrong = await this.#wrongToken(headers.authorization)
    if (wrong) return send(response, wrong)
    if (place === null) return send(response, problem(404, 1202, 'The requested method is invalid'))
    const answer = this.answers[place] ?? this.#answer(place, kind as Kind, id ?? '', searchParams, headers, body)
    if (this.cut[place] === 'after') return void request.socket.destroy()
    if (this.cut[place] === 'half') {
      response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': '5000' }).write('{"code":0,"da')
      return void setTimeout(() => request.socket.destroy(), 5)
    }
    send(response, answer)
  }

  #answer(place: Place, kind: Kind, id: string, query: URLSearchParams, headers: IncomingMessage['headers'], body: Buffer): Answer {
    switch (place) {
      case 'create':
        return this.#create(kind, headers, body)
      case 'list': {
        const [page, size] = [Number(query.get('pageNum') ?? 1), Number(query.get('pageSize') ?? 30)]
        if (page < 1 || page > 1000 || size < 1 || size > 500) return problem(400, 1201, 'page')
        const ofKind = this.tasks.filter((task) => task.kind === kind)
        return good(ofKind.slice((page - 1) * size, page * size).map(shown))
      }
      case 'task': {
        const task = this.tasks.find((one) => one.kind === kind && (one.task_id === id || one.task_info.external_task_id === id))
        return task ? good(this.#work(task)) : problem(404, 1203, 'The requested resource does not exist')
      }
    }
  }

  #create(kind: Kind, headers: IncomingMessage['headers'], body: Buffer): Answer {
    if (headers['content-type'] !== 'application/json') return problem(400, 1200, 'content-type')
    const parsed = bodies[kind].safeParse(JSON.parse(body.toString()))
    if (!parsed.success) return problem(400, 1201, z.prettifyError(parsed.error))
    const name = parsed.data.external_task_id
    if (name !== undefined && this.tasks.some((task) => task.task_info.external_task_id === name))
      return problem(400, 1201, 'external_task_id')
    return good(shown(this.add({ kind, body: parsed.data, task_info: { external_task_id: name } })))
  }

  /** Exactly the claims of Kling's own example, for this moment. */
  async #wrongToken(authorization: string | undefined): Promise<Answer | null> {
    const [, token] = /^Bearer (\S+)$/.exec(authorization ?? '') ?? []
    if (token === undefined) return problem(401, 1001, 'Authorization is empty')
    const key = new TextEncoder().encode(secretKey)
    const options = { algorithms: ['HS256'], issuer: accessKey, typ: 'JWT', currentDate: new Date(this.now()) }
    try {
      const { payload } = await jwtVerify(token, key, options)
      const isKlings = Object.keys(payload).sort().join() === 'exp,iss,nbf' && (payload.exp ?? 0) - (payload.nbf ?? 0) === 1805
      return isKlings ? null : problem(401, 1002, 'Authorization is invalid')
    } catch (error) {
      if (error instanceof errors.JWTExpired) return problem(401, 1004, 'Authorization has expired')
      return problem(401, 1002, 'Authorization is invalid')
    }
  }

  /** A step further each time that somebody asks. */
  #work(task: ServedTask): object {
    const words = String(task.body['prompt'])
    const before = shown(task)
    if (task.task_status === 'submitted') task.task_status = 'processing'
    else if (task.task_status === 'processing' && !words.includes('endless')) {
      const videos = [{ id: '1', url: this.output ?? `${this.url}/clips/${task.task_id}.mp4`, duration: '5' }]
      const done = { task_status: 'succeed', task_result: { videos }, final_unit_deduction: '3' }
      Object.assign(task, words.includes('fails') ? { task_status: 'failed', task_status_msg: 'Generation failed' } : done)
    }
    return before
  }
}

const shown = ({ kind: _kind, body: _body, ...task }: ServedTask): object => task
const newNumber = (): string => String(800_000_000_000_000_000n + crypto.getRandomValues(new BigUint64Array(1))[0]! / 100n)

const good = (data: object): Answer => ({ status: 200, body: { code: 0, message: 'SUCCEED', request_id: 'r', data } })
export const problem = (status: number, code: number, message = 'refused'): Answer => ({ status, body: { code, message, request_id: 'r' } })

const send = (response: ServerResponse, { status, body = '', headers }: Answer): void => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
}
