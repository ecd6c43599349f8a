import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

export const key = 'sk_videogen_live_contract'

const id = z.string().regex(/^vg_file_\d+$/)

/** `GenerateVideoClipRequest` of VideoGen's OpenAPI document (api-evangelist/videogen-io, 2026-10-02); anything else is refused. */
const createSchema = z.strictObject({
  prompt: z.string().optional(),
  startFrameFileId: id.optional(),
  imageFileIds: z.array(id).max(4).optional(),
  videoFileIds: z.array(id).max(4).optional(),
  audioFileIds: z.array(id).max(4).optional(),
  spokenDialogue: z.string().optional(),
  voiceDescription: z.string().optional(),
  generateAudio: z.boolean().optional(),
  suppressBackgroundMusic: z.boolean().optional(),
  durationSeconds: z.int().min(1).max(30).nullish(),
  aspectRatio: z.strictObject({ width: z.int().min(1), height: z.int().min(1) }).optional(),
  quality: z.enum(['LOW', 'STANDARD', 'HIGH', 'MAX']).optional(),
  numResults: z.int().min(1).max(100).optional(),
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

/** One answer in place of the usual one. */
export interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

type Place = 'create' | 'status' | 'cancel' | 'upload' | 'bytes' | 'file'

export type Cut = 'before' | 'middle' | 'after' | 'half'

/** VideoGen's API on a real socket: it checks what it is sent, and counts every execution that would be paid. */
export class VideoGenServer {
  readonly answers: Partial<Record<Place, Answer>> = {}
  cut: Partial<Record<Place, Cut>> = {}
  readonly executions: Execution[] = []
  readonly files: { type: string | undefined; bytes: string; looks: number }[] = []
  readonly heard: { method: string; path: string; headers: IncomingMessage['headers'] }[] = []
  clip: Uint8Array = new Uint8Array()
  output: string | null = null
  url = ''
  readonly #server = createServer((request, response) => {
    this.#handle(request, response).catch((error: unknown) => send(response, { status: 500, body: { message: String(error) } }))
  })

  static async start(): Promise<VideoGenServer> {
    const server = new VideoGenServer()
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve))
    server.url = `http://127.0.0.1:${(server.#server.address() as AddressInfo).port}`
    return server
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    this.#server.closeAllConnections()
    await closed
  }

  /** How often the paid call arrived, whatever became of it. */
  get creates(): number {
    return this.heard.filter(({ path }) => path === '/v1/tools/generate-video-clip').length
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request
    const path = new URL(request.url ?? '', this.url).pathname
    this.heard.push({ method, path, headers })
    if (path.startsWith('/clips/')) return void response.writeHead(200, { 'content-type': 'video/mp4' }).end(this.clip)
    const place = placeOf(method, path)
    if (place && this.cut[place] === 'before') return void request.socket.destroy()
    if (place && this.cut[place] === 'middle') return void request.once('data', () => request.socket.destroy())
    const body = Buffer.concat(await Array.fromAsync<Buffer>(request)).toString()
    // The place for bytes is signed and wants no key.
    if (headers.authorization !== (place === 'bytes' ? undefined : `Bearer ${key}`)) return send(response, problem(401, 'invalid_api_key'))
    const instead = place && this.answers[place]
    if (instead) return send(response, instead)
    if (body !== '' && place !== 'bytes' && headers['content-type'] !== 'application/json') return send(response, problem(415, null))
    const answer = this.#answer(place, path.split('/').slice(1), body)
    if (place && this.cut[place] === 'after') return void request.socket.destroy()
    if (place && this.cut[place] === 'half') {
      response.writeHead(answer.status, { 'content-length': '5000' }).write('{"toolExecutionId":"')
      return void setTimeout(() => request.socket.destroy(), 5)
    }
    send(response, answer)
  }

  #answer(place: Place | null, parts: string[], body: string): Answer {
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
    const parsed = createSchema.safeParse(JSON.parse(body))
    if (!parsed.success || Object.keys(parsed.data).every((name) => name === 'numResults')) return problem(400, 'invalid_request')
    const toolExecutionId = `vg_tool_${this.executions.length}`
    this.executions.push({
      toolExecutionId,
      toolType: 'GENERATE_VIDEO_CLIP',
      status: 'pending',
      progressPercentage: 0,
      attemptIndex: 0,
      results: [],
      error: null,
      input: parsed.data,
    })
    return { status: 202, body: { toolExecutionId } }
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

const placeOf = (method: string, path: string): Place | null => {
  if (method === 'PUT') return path.startsWith('/bytes/') ? 'bytes' : null
  if (method === 'POST' && path === '/v1/tools/generate-video-clip') return 'create'
  if (method === 'POST' && path === '/v1/files/upload') return 'upload'
  if (method === 'GET' && /^\/v1\/files\/[\w-]+$/.test(path)) return 'file'
  if (method === 'GET' && /^\/v1\/tools\/executions\/[\w-]+$/.test(path)) return 'status'
  return method === 'POST' && /^\/v1\/tools\/executions\/[\w-]+\/cancel$/.test(path) ? 'cancel' : null
}

const problem = (status: number, code: string | null): Answer => ({ status, body: { message: 'Refused', code, requirement: null } })

const send = (response: ServerResponse, { status, body = '', headers }: Answer): void => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
}
