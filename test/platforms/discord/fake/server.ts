import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Call } from './contract.ts'
import { Refusal, refusals } from './refusal.ts'
import type { Variables } from './routes.ts'

export interface RecordedCall extends Call {
  /** Null while it is handled, and for a connection that was cut before. */
  status: number | null
  files: { name: string; size: number }[]
}

/** Something that goes wrong with the next calls of a kind. */
export interface Fault {
  matches(call: RecordedCall): boolean
  times: number
  /**
   * `cut before`: the connection breaks and nothing was done. `cut after`: it breaks after all was done. A Refusal is
   * answered instead, or `after` all was done.
   */
  does: 'cut before' | 'cut after' | Refusal | { after: Refusal }
}

interface ServerParts {
  token: string
  /** Called with the method, the address below `/api/v10` and what the body carried. */
  handle(request: Request, variables: Variables): Promise<Response>
}

const basePath = '/api/v10'

const readBody = async (request: IncomingMessage): Promise<Variables> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const type = request.headers['content-type'] ?? ''
  if (bytes.length === 0) return { body: undefined, files: [] }
  if (!type.startsWith('multipart/form-data')) return { body: JSON.parse(String(bytes)), files: [] }
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
  const files = [...form.entries()].flatMap(([, value]) => (value instanceof File ? [value] : []))
  return { body: JSON.parse(String(form.get('payload_json'))), files }
}

const bearsItsOwnToken = (path: string): boolean => /^\/(interactions|webhooks)\//.test(path)

/** The HTTP side: records every call and lets go wrong what should. */
export const startServer = async ({ token, handle }: ServerParts) => {
  const calls: RecordedCall[] = []
  const broken: string[] = []
  const faults: Fault[] = []
  /** Answers addresses outside of the API, such as the CDN's. */
  const outside = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>()

  const answer = async (request: IncomingMessage, call: RecordedCall): Promise<Response> => {
    const { body, files } = await readBody(request)
    call.body = body
    call.files = files.map(({ name, size }) => ({ name, size }))
    if (!bearsItsOwnToken(call.path) && request.headers.authorization !== `Bot ${token}`) throw refusals.unauthorized()
    const fault = faults.find((candidate) => candidate.times > 0 && candidate.matches(call))
    if (fault) {
      fault.times -= 1
      if (fault.does instanceof Refusal) throw fault.does
      if (fault.does === 'cut before') throw new Cut()
      await handle(toRequest(call), { body, files })
      throw fault.does === 'cut after' ? new Cut() : fault.does.after
    }
    return handle(toRequest(call), { body, files })
  }

  const toRequest = ({ method, path, query }: Call): Request => {
    const search = new URLSearchParams(query).toString()
    return new Request(`http://discord.invalid${path}${search ? `?${search}` : ''}`, { method })
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://discord.invalid')
    const own = outside.get(url.pathname)
    if (own) return own(request, response)
    const call: RecordedCall = {
      method: request.method ?? 'GET',
      path: decodeURIComponent(url.pathname.startsWith(basePath) ? url.pathname.slice(basePath.length) : url.pathname),
      query: Object.fromEntries(url.searchParams),
      body: undefined,
      status: null,
      files: [],
    }
    calls.push(call)
    try {
      const answered = await answer(request, call)
      call.status = answered.status
      response.writeHead(answered.status, Object.fromEntries(answered.headers))
      response.end(Buffer.from(await answered.arrayBuffer()))
    } catch (error) {
      if (error instanceof Cut) return void request.socket.destroy()
      // Its sender died while it was sent: Discord never had it.
      if (!request.complete) return void calls.splice(calls.indexOf(call), 1)
      const refusal = error instanceof Refusal ? error : new Refusal(500, 0, String(error))
      if (!(error instanceof Refusal)) broken.push(`${call.method} ${call.path}: ${error}`)
      call.status = refusal.status
      const type = refusal.html === undefined ? 'application/json' : 'text/html'
      response.writeHead(refusal.status, { 'content-type': type, ...refusal.headers })
      response.end(refusal.html ?? JSON.stringify({ code: refusal.code, message: refusal.message, ...refusal.extra }))
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    server,
    port,
    calls,
    broken,
    faults,
    outside,
    stop: async (): Promise<void> => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

class Cut extends Error {}
