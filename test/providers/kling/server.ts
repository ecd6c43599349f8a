import { errors, jwtVerify } from 'jose'
import { z } from 'zod'
import { type Answer, type Call, ContractServer } from '../../support/contract-server.ts'
import { newerBodies } from './newer-bodies.ts'

export const accessKey = 'AK-contract'
export const secretKey = 'SK-contract'
export const apiKey = 'api-key-kling-contract'

const shot = z.strictObject({ index: z.int().min(1).max(6), prompt: z.string().min(1).max(512), duration: z.string().regex(/^\d+$/) })
const shotWords = {
  multi_shot: z.boolean().optional(),
  shot_type: z.enum(['customize', 'intelligence']).optional(),
  multi_prompt: z.array(shot).min(1).max(6).optional(),
}
const lengths = ['3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15'] as const

/**
 * The older standard: https://kling.ai/document-api/api/video/3-0-omni/text-to-video/legacy and /image-to-video/legacy, of Kling 3.0;
 * anything else is refused.
 */
const common = {
  model_name: z.literal('kling-v3'),
  negative_prompt: z.string().max(2500).optional(),
  mode: z.enum(['std', 'pro', '4k']).optional(),
  sound: z.enum(['on', 'off']).optional(),
  duration: z.enum(lengths).optional(),
  callback_url: z.url().optional(),
  external_task_id: z.string().min(1).optional(),
  ...shotWords,
}
/** An address, or base64 without a prefix. */
const image = z.union([z.url({ protocol: /^https$/ }), z.base64().min(1)])
const olderBodies = {
  text2video: z.strictObject({
    ...common,
    prompt: z.string().min(1).max(2500).optional(),
    aspect_ratio: z.enum(['16:9', '9:16', '1:1']).optional(),
  }),
  image2video: z.strictObject({ ...common, prompt: z.string().max(2500).optional(), image, image_tail: image.optional() }),
}
type OlderKind = keyof typeof olderBodies

/** What the words of an older body must have together; the name of the field that is wrong. */
const clashIn = (kind: OlderKind, body: z.infer<(typeof olderBodies)[OlderKind]>): string | null => {
  if (!body.multi_shot) return kind === 'text2video' && !body.prompt ? 'prompt' : null
  if (body.shot_type !== 'customize') return 'shot_type'
  const sum = body.multi_prompt?.reduce((seconds, { duration }) => seconds + Number(duration), 0)
  return sum === Number(body.duration) ? null : 'multi_prompt'
}

export interface ServedTask {
  /** Where it was made: one of the older standard's kinds, or a path of the newer standard. */
  kind: string
  id: string
  /** As the newer standard says it. */
  status: string
  message?: string
  name?: string | undefined
  output?: string
  billing?: object[]
  created_at: number
  updated_at: number
  body: Record<string, unknown>
}

type Place = 'task' | 'list' | 'tasks' | 'cursor'
type KlingCall = Call<Place | 'create'>

/** Kling's API on a real socket, in both of its standards: it checks what it is sent, and counts every job that would be paid. */
export class KlingServer extends ContractServer<Place> {
  /** Newest first, as they are listed. */
  readonly tasks: ServedTask[] = []

  get taken(): number {
    return this.tasks.length
  }

  placeOf(method: string, path: string): Place | 'create' | null {
    if (path === '/tasks') return method === 'GET' ? 'tasks' : method === 'POST' ? 'cursor' : null
    if (path.slice(1) in newerBodies) return method === 'POST' ? 'create' : null
    const [, id] = olderRoute.exec(path)?.slice(1) ?? [null]
    if (id === null) return null
    if (method === 'POST') return id === undefined ? 'create' : null
    return method !== 'GET' ? null : id === undefined ? 'list' : 'task'
  }

  protected override async deny({ place, path, headers }: KlingCall): Promise<Answer | null> {
    return (
      (await this.#wrongToken(headers.authorization, olderRoute.test(path))) ??
      (place === null ? problem(404, 1202, 'The requested method is invalid') : null)
    )
  }

  /** A task that somebody made. */
  add(fields: Partial<ServedTask>): ServedTask {
    const times = { created_at: this.now(), updated_at: this.now() }
    const made: ServedTask = { kind: 'text2video', id: newNumber(), status: 'submitted', body: {}, ...times, ...fields }
    this.tasks.unshift(made)
    return made
  }

  protected answer({ place, path, query, headers, body }: KlingCall): Answer {
    const [kind = '', id] = (olderRoute.exec(path) ?? []).slice(1)
    switch (place) {
      case 'list': {
        const [page, size] = [Number(query.get('pageNum') ?? 1), Number(query.get('pageSize') ?? 30)]
        if (page < 1 || page > 1000 || size < 1 || size > 500) return problem(400, 1201, 'page')
        const ofKind = this.tasks.filter((task) => task.kind === kind)
        return good(ofKind.slice((page - 1) * size, page * size).map(shownOlder))
      }
      case 'task': {
        const task = this.tasks.find((one) => one.kind === kind && (one.id === id || one.name === id))
        return task ? good(this.#work(task, shownOlder)) : problem(404, 1203, 'The requested resource does not exist')
      }
      case 'tasks':
        return this.#find(query)
      case 'cursor':
        return this.#list(body)
      default:
        if (headers['content-type'] !== 'application/json') return problem(400, 1200, 'content-type')
        return kind === '' ? this.#createNewer(path.slice(1), body) : this.#createOlder(kind as OlderKind, body)
    }
  }

  #createOlder(kind: OlderKind, bytes: Buffer): Answer {
    const parsed = olderBodies[kind].safeParse(JSON.parse(bytes.toString()))
    if (!parsed.success) return problem(400, 1201, z.prettifyError(parsed.error))
    const clash = clashIn(kind, parsed.data)
    return clash ? problem(400, 1201, clash) : this.#take({ kind, body: parsed.data, name: parsed.data.external_task_id }, shownOlder)
  }

  #createNewer(kind: string, bytes: Buffer): Answer {
    const parsed = newerBodies[kind]?.safeParse(JSON.parse(bytes.toString()))
    if (!parsed?.success) return problem(400, 1201, parsed ? z.prettifyError(parsed.error) : 'path')
    return this.#take({ kind, body: parsed.data, name: parsed.data.options?.external_task_id }, shownNewer)
  }

  /** A name is taken once in an account, whatever is made: seen of the live service by github.com/aself101/kling-api on 2026-09-22. */
  #take(fields: Partial<ServedTask>, show: typeof shownOlder): Answer {
    const isTwice = fields.name !== undefined && this.tasks.some(({ name }) => name === fields.name)
    return isTwice ? problem(400, 1201, 'external_task_id already exists') : good(show(this.add(fields)))
  }

  #find(query: URLSearchParams): Answer {
    const [given, ...more] = ['task_ids', 'external_task_ids'].filter((name) => query.has(name))
    if (given === undefined || more.length > 0 || query.size !== 1) return problem(400, 1201, 'task_ids')
    const asked = (query.get(given) ?? '').split(',')
    const found = this.#newer().filter(({ id, name }) => asked.includes((given === 'task_ids' ? id : name) ?? ''))
    return good(found.map((task) => this.#work(task, shownNewer)))
  }

  #list(bytes: Buffer): Answer {
    const parsed = cursorSchema.safeParse(JSON.parse(bytes.toString()))
    if (!parsed.success) return problem(400, 1201, z.prettifyError(parsed.error))
    const { cursor = '0', limit = 100 } = parsed.data
    const [all, end] = [this.#newer(), Number(cursor) + limit]
    const result = all.slice(Number(cursor), end).map(shownNewer)
    return good({ result, count: result.length, next_cursor: end < all.length ? String(end) : '', has_more: end < all.length })
  }

  #newer(): ServedTask[] {
    return this.tasks.filter(({ kind }) => kind in newerBodies)
  }

  /** A key as it is, or for the older standard exactly the claims of Kling's own example, for this moment. */
  async #wrongToken(authorization: string | undefined, isOlder: boolean): Promise<Answer | null> {
    const [, token] = /^Bearer (\S+)$/.exec(authorization ?? '') ?? []
    if (token === undefined) return problem(401, 1001, 'Authorization is empty')
    if (token === apiKey) return null
    if (!isOlder) return problem(401, 1002, 'The current API does not support AK/SK')
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
  #work(task: ServedTask, show: typeof shownOlder): object {
    const words = JSON.stringify(task.body)
    const before = show(task)
    if (task.status === 'submitted') task.status = 'processing'
    else if (task.status === 'processing' && !words.includes('endless')) {
      const done = { status: 'succeeded', output: this.output ?? `${this.url}/clips/${task.id}.mp4` }
      Object.assign(task, words.includes('fails') ? { status: 'failed', message: 'Generation failed' } : done)
    }
    return before
  }
}

const olderRoute = /^\/v1\/videos\/(text2video|image2video)(?:\/([\w-]+))?$/

/** `POST /tasks`, a question: https://kling.ai/document-api/api/video/3-0-omni/video-omni, "Query Task (By Cursor)". */
const cursorSchema = z.strictObject({
  start_time: z.string().optional(),
  end_time: z.string().optional(),
  cursor: z.string().optional(),
  limit: z.int().min(1).max(500).optional(),
  filters: z.array(z.strictObject({ key: z.enum(['status', 'product_type']), values: z.array(z.string()) })).optional(),
})

const shownOlder = ({ id, status, message, name, output, created_at, updated_at }: ServedTask): object => ({
  task_id: id,
  task_status: status === 'succeeded' ? 'succeed' : status,
  ...(message !== undefined && { task_status_msg: message }),
  task_info: { external_task_id: name },
  ...(output !== undefined && { task_result: { videos: [{ id: '1', url: output, duration: '5' }] }, final_unit_deduction: '3' }),
  created_at,
  updated_at,
})

const shownNewer = ({ id, status, message, name, output, billing, created_at, updated_at }: ServedTask): object => ({
  id,
  status,
  message: message ?? '',
  create_time: created_at,
  update_time: updated_at,
  external_id: name ?? '',
  outputs: output === undefined ? [] : [{ type: 'video', id: '1', url: output, watermark_url: '', duration: '5' }],
  billing: billing ?? (output === undefined ? [] : [{ charge_type: 'unit', amount: '2.4', package_type: 'video' }]),
})

const newNumber = (): string => String(800_000_000_000_000_000n + crypto.getRandomValues(new BigUint64Array(1))[0]! / 100n)

const good = (data: object): Answer => ({ status: 200, body: { code: 0, message: 'SUCCEED', request_id: 'r', data } })
export const problem = (status: number, code: number, message = 'refused'): Answer => ({ status, body: { code, message, request_id: 'r' } })
