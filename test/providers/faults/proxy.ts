import { once } from 'node:events'
import { request as ask, createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { FaultVendor } from '../../contracts/fault-vendor.ts'
import { type OutputFault, serveOutput } from './outputs.ts'

/** What happens to the first paid call. */
export type CreateFault =
  | 'cut before'
  | 'cut in the request'
  | 'cut after acceptance'
  | 'cut in the answer'
  | '500 after acceptance'
  | '502'
/** What happens to the first question after the paid call was answered. */
export type QuestionFault = 'cut' | '500' | '502' | '429'

export interface Rule {
  create?: CreateFault
  question?: QuestionFault
  /** From the paid call's answer on, nothing is answered any more until `release`. */
  hold?: boolean
  /** The first download of the clip breaks off in the middle. */
  download?: boolean
  /** What the link of the finished clip leads to. */
  output?: OutputFault
}

/** An answer as it came from the vendor. */
interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/**
 * The vendor as the adapter reaches it: a proxy on a socket of its own that hands requests on and breaks what its rule
 * says. Answers that name the vendor's address name the proxy's instead. A web socket goes through as it is.
 */
export const startProxy = async (vendor: FaultVendor, rule: Rule, trapPort: number) => {
  const seen = { downloads: 0, held: 0, /** What came to a link of a clip, for nobody's secret may be in it. */ outputs: [] as string[] }
  const held = new Set<Socket>()
  let created = false
  const left = { ...rule }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = request
    const { pathname } = new URL(url, origin)
    const body = Buffer.concat(await Array.fromAsync<Buffer>(request))
    if (pathname.startsWith('/outputs/')) {
      seen.downloads += 1
      seen.outputs.push(`${url} ${JSON.stringify(request.headers)}`)
      if (rule.output) await serveOutput(rule.output, response, trapPort)
      return
    }
    if (vendor.isCreate(method, pathname)) return create(request, response, body)
    if (created && left.hold) {
      seen.held += 1
      held.add(request.socket)
      return
    }
    if (created && left.question) {
      const { question } = left
      delete left.question
      if (question === 'cut') return void request.socket.destroy()
      return send(response, refusalOf(Number(question)))
    }
    const answer = await forward(request, body)
    const isClip = /^(video|application\/octet-stream)/.test(answer.headers['content-type'] ?? '')
    if (isClip) seen.downloads += 1
    if (isClip && left.download) {
      delete left.download
      return sendHalf(request.socket, response, answer)
    }
    send(response, answer)
  }

  const create = async (request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> => {
    const fault = left.create
    delete left.create
    if (fault === 'cut before') return void request.socket.destroy()
    if (fault === '502') return send(response, refusalOf(502))
    if (fault === 'cut in the request') {
      const half = ask(new URL(request.url ?? '/', vendor.origin), { method: request.method, headers: vendorHeaders(request, body) })
      half.on('error', () => request.socket.destroy())
      half.write(body.subarray(0, Math.ceil(body.byteLength / 2)), () => half.destroy())
      await once(half, 'close')
      return void request.socket.destroy()
    }
    const answer = await forward(request, body)
    created = true
    if (fault === 'cut after acceptance') return void request.socket.destroy()
    if (fault === 'cut in the answer') return sendHalf(request.socket, response, answer)
    send(response, fault === '500 after acceptance' ? refusalOf(500) : answer)
  }

  const vendorHeaders = ({ headers }: IncomingMessage, body: Buffer): IncomingHttpHeaders => {
    const { host: _host, connection: _connection, 'transfer-encoding': _coding, 'content-length': _length, ...rest } = headers
    return { ...rest, ...(body.byteLength > 0 && { 'content-length': String(body.byteLength) }) }
  }

  const forward = async (request: IncomingMessage, body: Buffer): Promise<Answer> => {
    const outgoing = ask(new URL(request.url ?? '/', vendor.origin), { method: request.method, headers: vendorHeaders(request, body) })
    outgoing.end(body)
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
    const { 'content-length': _length, 'transfer-encoding': _coding, connection: _connection, ...headers } = incoming.headers
    const bytes = Buffer.concat(await Array.fromAsync<Buffer>(incoming))
    const isText = /json|text/.test(headers['content-type'] ?? '')
    return {
      status: incoming.statusCode ?? 0,
      headers,
      body: isText ? Buffer.from(bytes.toString().replaceAll(vendor.origin, origin)) : bytes,
    }
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy())
  })
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const target = new URL(vendor.origin)
    const behind = connect(Number(target.port), target.hostname, () => {
      const lines = request.rawHeaders.flatMap((name, at, all) => (at % 2 === 0 ? [`${name}: ${all[at + 1]}`] : []))
      behind.write(`GET ${request.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
      behind.write(head)
      behind.pipe(socket).pipe(behind)
    })
    for (const [one, other] of [
      [socket, behind],
      [behind, socket],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    origin,
    seen,
    /** Breaks what is held, and holds nothing any more. */
    release(): void {
      left.hold = false
      for (const socket of held) socket.destroy()
    },
    async close(): Promise<void> {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}
export type VendorProxy = Awaited<ReturnType<typeof startProxy>>

/** As a gateway says it: no JSON, and nothing of the vendor's. */
const refusalOf = (status: number): Answer => ({
  status,
  headers: { 'content-type': 'text/html', ...(status === 429 && { 'retry-after': '1' }) },
  body: Buffer.from(`<html><h1>${status}</h1></html>`),
})

const send = (response: ServerResponse, { status, headers, body }: Answer): void => {
  response.writeHead(status, { ...headers, 'content-length': body.byteLength }).end(body)
}

const sendHalf = (socket: Socket, response: ServerResponse, { status, headers, body }: Answer): void => {
  response.writeHead(status, { ...headers, 'content-length': body.byteLength })
  response.write(body.subarray(0, Math.floor(body.byteLength / 2)), () => socket.destroy())
}
