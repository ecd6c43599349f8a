import { z } from 'zod'
import { type Answer, type Call, ContractServer } from '../../support/contract-server.ts'
import { isCreate } from './schema.ts'

export const key = 'sk_videogen_live_contract'

const listSchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.coerce.number().int().min(0).optional(),
  selfOnly: z.enum(['true', 'false']).optional(),
})

/** `CreateFileUploadRequest` of the same. */
const uploadSchema = z.strictObject({
  type: z.enum(['IMAGE', 'VIDEO', 'AUDIO']).optional(),
  displayName: z.string(),
  isTemporary: z.boolean().optional(),
})

interface Execution {
  toolExecutionId: string
  toolType: string
  status: string
  progressPercentage: number
  attemptIndex: number
  results: object[]
  error: object | null
  input: Record<string, unknown>
}

type Place = 'status' | 'cancel' | 'upload' | 'bytes' | 'file' | 'list'

/** VideoGen's API on a real socket: it checks what it is sent, and counts every execution that would be paid. */
export class VideoGenServer extends ContractServer<Place> {
  /** Whether the account has a Pro plan, without which the watermark stays. */
  isPro = false
  /** Oldest first. */
  readonly executions: Execution[] = []
  readonly files: { type: string | undefined; bytes: string; looks: number }[] = []

  get taken(): number {
    return this.executions.length
  }

  placeOf(method: string, path: string): Place | 'create' | null {
    if (method === 'PUT') return path.startsWith('/bytes/') ? 'bytes' : null
    if (method === 'POST' && path === '/v1/tools/generate-video-clip') return 'create'
    if (method === 'POST' && path === '/v1/files/upload') return 'upload'
    if (method === 'GET' && /^\/v1\/files\/[\w-]+$/.test(path)) return 'file'
    if (method === 'GET' && path === '/v1/tools/executions') return 'list'
    if (method === 'GET' && /^\/v1\/tools\/executions\/[\w-]+$/.test(path)) return 'status'
    return method === 'POST' && /^\/v1\/tools\/executions\/[\w-]+\/cancel$/.test(path) ? 'cancel' : null
  }

  /** The place for bytes is signed and wants no key. */
  protected override deny({ place, headers }: Call<Place | 'create'>): Answer | null {
    return headers.authorization === (place === 'bytes' ? undefined : `Bearer ${key}`) ? null : problem(401, 'invalid_api_key')
  }

  protected answer({ place, path, query, headers, body: bytes }: Call<Place | 'create'>): Answer {
    const [parts, body] = [path.split('/').slice(1), bytes.toString()]
    if (body !== '' && place !== 'bytes' && headers['content-type'] !== 'application/json') return problem(415, null)
    switch (place) {
      case 'create':
        return this.#create(body)
      case 'upload': {
        const parsed = uploadSchema.safeParse(JSON.parse(body))
        if (!parsed.success) return problem(400, 'invalid_request')
        const number = this.files.push({ type: parsed.data.type, bytes: '', looks: 0 }) - 1
        return { status: 200, body: { fileId: `vg_file_${number}`, uploadUrl: `${this.url}/bytes/${number}?signature=x` } }
      }
      case 'bytes': {
        const file = this.files[Number(parts[1])]
        if (file) file.bytes = body
        return { status: file ? 200 : 404 }
      }
      case 'file': {
        const file = this.files[Number(parts[2]?.replace('vg_file_', ''))]
        if (!file) return problem(404, 'not_found')
        file.looks += 1
        return { status: 200, body: { fileId: parts[2], scope: 'TEMPORARY', type: file.looks > 1 ? file.type : null } }
      }
      case 'list':
        return this.#list(query)
      case 'status':
      case 'cancel': {
        const execution = this.executions.find(({ toolExecutionId }) => toolExecutionId === parts[3])
        if (!execution) return problem(404, 'not_found')
        const hasEnded = !['pending', 'running'].includes(execution.status)
        if (place === 'cancel') {
          if (hasEnded) return problem(409, null)
          execution.status = 'cancelled'
          return { status: 202, body: { toolExecutionId: execution.toolExecutionId } }
        }
        const { input: _, ...told } = execution
        const answer = { status: 200, body: structuredClone(told) }
        this.#work(execution)
        return answer
      }
      default:
        return problem(404, 'not_found')
    }
  }

  #create(body: string): Answer {
    const create: unknown = JSON.parse(body)
    if (!isCreate(create)) return problem(400, 'invalid_request')
    if (create.watermarkMode === 'NONE' && !this.isPro) {
      return { status: 403, body: { message: 'Refused', code: 'not_authorized', requirement: { type: 'upgrade_plan' } } }
    }
    return { status: 202, body: { toolExecutionId: this.add({ input: create }).toolExecutionId } }
  }

  /** An execution that somebody began with this key. */
  add(fields: Partial<Execution> = {}): Execution {
    const made: Execution = {
      toolExecutionId: `vg_tool_${this.executions.length}`,
      toolType: 'GENERATE_VIDEO_CLIP',
      status: 'pending',
      progressPercentage: 0,
      attemptIndex: 0,
      results: [],
      error: null,
      input: {},
      ...fields,
    }
    this.executions.push(made)
    return made
  }

  /** `GET /v1/tools/executions`: the newest first, without what was asked for. */
  #list(query: URLSearchParams): Answer {
    const parsed = listSchema.safeParse(Object.fromEntries(query))
    if (!parsed.success) return problem(400, 'invalid_request')
    const { limit, cursor = 0 } = parsed.data
    const all = this.executions.toReversed().map(({ input: _, ...told }) => told)
    const hasMore = all.length > cursor + limit
    const nextCursor = hasMore ? String(cursor + limit) : null
    return { status: 200, body: { toolExecutions: all.slice(cursor, cursor + limit), hasMore, nextCursor } }
  }

  /** A step further each time that somebody asks. */
  #work(execution: Execution): void {
    const prompt = String(execution.input['prompt'])
    if (execution.status === 'pending') Object.assign(execution, { status: 'running', progressPercentage: 40 })
    else if (execution.status === 'running' && prompt.includes('fails')) {
      Object.assign(execution, { status: 'failed', error: { message: 'The model gave up', code: 'generation_failed' } })
    } else if (execution.status === 'running' && !prompt.includes('endless')) {
      const downloadUrl = this.output ?? `${this.url}/clips/${execution.toolExecutionId}.mp4`
      const results = [{ fileId: 'vg_file_9', type: 'VIDEO', downloadUrl, downloadUrlExpiresAt: 1, thumbnailUrl: null }]
      Object.assign(execution, { status: 'succeeded', progressPercentage: 100, results })
    }
  }
}

const problem = (status: number, code: string | null): Answer => ({ status, body: { message: 'Refused', code, requirement: null } })
