import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import { createGuardedFetch, type GuardedFetchOptions } from '../../src/net/guarded-fetch.ts'

/** The one address that is not private in a test which follows redirects: no test may ask the real internet. */
export const internet = '::1'
export const onInternet = { isPublic: (address: string) => address === internet }

/** Servers to fetch from, guards to fetch with, and folders for what comes; each is gone when the test that made it ends. */
export const usePeers = () => {
  const disposals: (() => Promise<unknown>)[] = []
  afterEach(async () => {
    for (const dispose of disposals.splice(0).reverse()) await dispose()
  })

  /** Listens on every address of this machine and counts who knocks. */
  const listen = async (server: Server) => {
    const peer = { port: 0, origin: '', publicOrigin: '', connections: 0, open: 0, paths: [] as string[] }
    server.on('request', ({ url = '' }: IncomingMessage) => void peer.paths.push(url))
    server.on('connection', (socket: Socket) => {
      peer.connections++
      peer.open++
      socket.on('close', () => peer.open--)
      socket.on('error', () => undefined)
      disposals.push(async () => socket.destroy())
    })
    await new Promise<void>((resolve) => server.listen(0, resolve))
    disposals.push(() => new Promise((resolve) => server.close(resolve)))
    peer.port = (server.address() as AddressInfo).port
    peer.origin = `http://127.0.0.1:${peer.port}`
    peer.publicOrigin = `http://[${internet}]:${peer.port}`
    return peer
  }

  const serve = (listener: RequestListener) => listen(createServer(listener))

  /** A server that says exactly these bytes, true or not. */
  const say = (bytes: string, then: (socket: Socket) => void = () => undefined) =>
    listen(createTcpServer((socket) => void socket.once('data', () => socket.write(bytes, () => then(socket)))))

  const guard = (options: Partial<GuardedFetchOptions> = {}) => {
    const guarded = createGuardedFetch({
      allowedOrigins: [],
      userAgent: 'moodreel-test',
      defaults: { maxBytes: 1_000_000, timeoutMs: 20_000, idleTimeoutMs: 10_000 },
      ...options,
    })
    disposals.push(() => guarded.close())
    return guarded
  }

  const temporaryFolder = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'moodreel-fetch-'))
    disposals.push(() => rm(folder, { recursive: true }))
    return folder
  }

  return { listen, serve, say, guard, temporaryFolder }
}

export const faultOf = async (work: Promise<unknown>): Promise<MoodreelError> => {
  const fault = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(fault instanceof MoodreelError)) throw new Error('expected a MoodreelError', { cause: fault })
  return fault
}
export const codeOf = async (work: Promise<unknown>) => (await faultOf(work)).code

export const bytesOf = async ({ body }: { body: ReadableStream<Uint8Array> }) => Buffer.from(await new Response(body).arrayBuffer())
