import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parse } from 'node:path'

/** One answer: its body is JSON, or as it is where that is a text or bytes. */
export interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

/** `before`: broken before the body is read. `middle`: in the middle of it. `after`: once the job was taken. `half`: in the middle of the answer. */
export type Cut = 'before' | 'middle' | 'after' | 'half'

/** A call as it arrived. `path` has no query, and nothing of the address before the vendor's own. */
export interface Call<Place> {
  place: Place | null
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
}

/**
 * A vendor's API on a real socket, in the test's own process: it checks what it is sent as the vendor does, and counts every job that
 * would be paid. `create` is the place of the paid call.
 */
export abstract class ContractServer<Place extends string> {
  /** What is answered instead, by place, until it is taken away. */
  readonly answers: Partial<Record<Place | 'create', Answer>> = {}
  readonly cut: Partial<Record<Place | 'create', Cut>> = {}
  readonly heard: Call<Place | 'create'>[] = []
  clip: Uint8Array = new Uint8Array()
  /** What the file of a finished job holds, by the job's id; `clip` without. */
  draw: ((id: string) => Promise<Uint8Array>) | null = null
  /** What finished jobs give; null for a clip of this server. */
  output: string | null = null
  /** The vendor's clock, which its answers tell. */
  now: () => number = Date.now
  origin = ''
  protected readonly http = createServer((request, response) => {
    this.#handle(request, response).catch((error: unknown) => send(response, { status: 500, body: { detail: String(error) } }))
  })

  /** How many jobs were ever taken. */
  abstract readonly taken: number
  abstract placeOf(method: string, path: string): Place | 'create' | null
  protected abstract answer(call: Call<Place | 'create'>): Answer | Promise<Answer>
  /** What a call without the right credentials is answered, whatever a test wants to be answered. */
  protected deny?(call: Call<Place | 'create'>): Answer | null | Promise<Answer | null>

  static async start<Server extends ContractServer<string>>(this: new () => Server, clip?: Uint8Array): Promise<Server> {
    const server = new this()
    if (clip) server.clip = clip
    await new Promise<void>((resolve) => server.http.listen(0, '127.0.0.1', resolve))
    server.origin = `http://127.0.0.1:${(server.http.address() as AddressInfo).port}`
    return server
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.http.close(resolve))
    this.http.closeAllConnections()
    await closed
  }

  /** The base URL that an operator would set. */
  get url(): string {
    return this.origin
  }

  count(place: Place | 'create'): number {
    return this.heard.filter((one) => one.place === place).length
  }

  /** How often the paid call arrived, whatever became of it. */
  get creates(): number {
    return this.count('create')
  }

  /** The file of a finished job. */
  protected async fileOf(id: string): Promise<Answer> {
    const body = this.draw ? await this.draw(id) : this.clip
    const type = { 137: 'image/png', 255: 'image/jpeg' }[body[0] ?? 0] ?? 'video/mp4'
    return { status: 200, body, headers: { 'content-type': type } }
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', headers } = request
    const { pathname: path, searchParams: query } = new URL(request.url ?? '', this.origin)
    const call = { place: this.placeOf(method, path), method, path, query, headers, body: Buffer.alloc(0) }
    this.heard.push(call)
    response.setHeader('date', new Date(this.now()).toUTCString())
    // Clips are for everybody who knows the link.
    if (path.includes('/clips/')) return send(response, await this.fileOf(parse(path).name))
    const cut = call.place ? this.cut[call.place] : undefined
    if (cut === 'before') return void request.socket.destroy()
    if (cut === 'middle') return void request.once('data', () => request.socket.destroy())
    call.body = Buffer.concat(await Array.fromAsync<Buffer>(request))
    const instead = call.place ? this.answers[call.place] : undefined
    const answer = (await this.deny?.(call)) ?? instead ?? (await this.answer(call))
    if (cut === 'after') return void request.socket.destroy()
    if (cut === 'half') {
      response.writeHead(answer.status, { 'content-type': 'application/json', 'content-length': '5000' })
      return void response.write('{"id":"', () => request.socket.destroy())
    }
    send(response, answer)
  }
}

const send = (response: ServerResponse, { status, body = '', headers }: Answer): void => {
  const content = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(content)
}
