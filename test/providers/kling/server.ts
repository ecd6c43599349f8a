import { errors, jwtVerify } from 'jose'
import { z } from 'zod'
import { type Answer, type Call, ContractServer } from '../../support/contract-server.ts'

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

type Place = 'task' | 'list'
type KlingCall = Call<Place | 'create'>

/** Kling's API on a real socket: it checks what it is sent, and counts every job that would be paid. */
export class KlingServer extends ContractServer<Place> {
  /** Newest first, as they are listed. */
  readonly tasks: ServedTask[] = []

  get taken(): number {
    return this.tasks.length
  }

  placeOf(method: string, path: string): Place | 'create' | null {
    const [, id] = route.exec(path)?.slice(1) ?? [null]
    if (id === null) return null
    if (method === 'POST') return id === undefined ? 'create' : null
    return method !== 'GET' ? null : id === undefined ? 'list' : 'task'
  }

  protected override async deny({ place, headers }: KlingCall): Promise<Answer | null> {
    return (
      (await this.#wrongToken(headers.authorization)) ?? (place === null ? problem(404, 1202, 'The requested method is invalid') : null)
    )
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

  protected answer({ place, path, query, headers, body }: KlingCall): Answer {
    const [kind = 'text2video', id] = (route.exec(path) ?? []).slice(1) as [Kind?, string?]
    switch (place) {
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
      default:
        return this.#create(kind, headers, body)
    }
  }

  #create(kind: Kind, headers: KlingCall['headers'], body: Buffer): Answer {
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

const route = /^\/v1\/videos\/(text2video|image2video)(?:\/([\w-]+))?$/

const shown = ({ kind: _kind, body: _body, ...task }: ServedTask): object => task
const newNumber = (): string => String(800_000_000_000_000_000n + crypto.getRandomValues(new BigUint64Array(1))[0]! / 100n)

const good = (data: object): Answer => ({ status: 200, body: { code: 0, message: 'SUCCEED', request_id: 'r', data } })
export const problem = (status: number, code: number, message = 'refused'): Answer => ({ status, body: { code, message, request_id: 'r' } })
