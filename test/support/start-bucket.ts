import { once } from 'node:events'
import { createServer, type IncomingMessage, request as requestTo, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { startFauxqs } from 'fauxqs'
import type { BucketPlace } from '../../src/storage/bucket-client.ts'
import { signatureFault } from './check-signature.ts'

/** What the door does to an answer of the store. */
export type BucketFault =
  /** The store says no, in its own words. */
  | { status: number; code: string }
  /** What stands before the store says no, in words of its own. */
  | 'bad gateway'
  /** Something happens before the store is asked. */
  | { before: () => Promise<void> }
  /** Nothing is ever answered. */
  | 'hang'
  /** The connection ends with half of the file. */
  | 'cut'
  /** Half of the file, then nothing. */
  | 'stall'
  /** The file in many small pieces, with pauses. */
  | 'slow'
  /** Half of the file, and the store says that this is all. */
  | 'short'
  /** All of the file to who asked for a part. */
  | 'whole'

interface Asked {
  method: string
  /** Without the bucket. */
  key: string
  query: URLSearchParams
}

export interface TestBucket {
  place: BucketPlace
  /** What came to the door, the latest last. */
  asked: Asked[]
  /** Lets the next requests that fit meet a fault, once or so many times. */
  fail(fits: (asked: Asked) => boolean, fault: BucketFault, times?: number): void
  /** The uploads in parts that nobody ended, by their id, and when each was begun, which a test may change. */
  uploads: Map<string, { key: string; begunAt: number }>
  keys(): Promise<string[]>
  /** How far its clock is before ours, in milliseconds. */
  ahead: number
  /** Takes away all files, faults and what came to the door. */
  empty(): void
  stop(): Promise<void>
}

const xmlError = (code: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>No: ${code}.</Message><AWSAccessKeyId>test-key</AWSAccessKeyId></Error>`

/**
 * A store of S3's kind on a socket: fauxqs, which has S3's rules for parts, ranges and pages and gives one version of a file to its end
 * (s3rver ends no upload, takes parts of any size and writes over a file that is being read), behind a door of our own that checks each
 * signature as S3 does, for neither looks at one, tells of uploads that nobody ended, and makes faults.
 */
export const startBucket = async (): Promise<TestBucket> => {
  const store = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false })
  store.createBucket('clips')
  const faults: { fits(asked: Asked): boolean; fault: BucketFault; left: number }[] = []
  const asked: Asked[] = []
  const uploads: TestBucket['uploads'] = new Map()

  const refuse = (response: ServerResponse, status: number, code: string): void => {
    response.writeHead(status, { 'content-type': 'application/xml' }).end(xmlError(code))
  }

  const listUploads = (response: ServerResponse): void => {
    const one = ([id, { key, begunAt }]: [string, { key: string; begunAt: number }]): string =>
      `<Upload><Key>${key}</Key><UploadId>${id}</UploadId><Initiated>${new Date(begunAt).toISOString()}</Initiated></Upload>`
    response.end(`<ListMultipartUploadsResult>${[...uploads].map(one).join('')}</ListMultipartUploadsResult>`)
  }

  const keepBooks = ({ method, key, query }: Asked, status: number | undefined, body: Buffer): void => {
    const id = query.get('uploadId')
    if (id !== null && (method === 'DELETE' || method === 'POST') && (status ?? 500) < 300) uploads.delete(id)
    const [, begun] = /<UploadId>([^<]+)</.exec(method === 'POST' && query.has('uploads') ? body.toString() : '') ?? []
    if (begun !== undefined) uploads.set(begun, { key, begunAt: Date.now() })
  }

  const pass = async (request: IncomingMessage, body: Buffer, one: Asked, fault: BucketFault | undefined, response: ServerResponse) => {
    if (fault === 'whole') delete request.headers.range
    const onward = requestTo({ port: store.port, host: '127.0.0.1', method: request.method, path: request.url, headers: request.headers })
    onward.end(body)
    const [answer]: IncomingMessage[] = await once(onward, 'response')
    if (!answer) throw new Error('no answer')
    if (fault === 'short') answer.headers['content-length'] = String(Math.floor(Number(answer.headers['content-length']) / 2))
    response.writeHead(answer.statusCode ?? 500, answer.headers)
    if (fault === undefined && one.method === 'GET') return pipeline(answer, response).catch(() => undefined)
    const bytes = Buffer.concat(await answer.toArray())
    keepBooks(one, answer.statusCode, bytes)
    const half = bytes.subarray(0, bytes.length / 2)
    if (fault === 'cut') response.write(half, () => response.destroy())
    else if (fault === 'stall') response.write(half)
    else if (fault === 'short') response.end(half)
    else if (fault === 'slow') {
      const piece = Math.ceil(bytes.length / 12)
      for (let at = 0; at < bytes.length; at += piece) {
        response.write(bytes.subarray(at, at + piece))
        await wait(100)
      }
      response.end()
    } else response.end(bytes)
  }

  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray())
    const url = new URL(request.url ?? '', 'http://door')
    const one = { method: request.method ?? '', key: url.pathname.replace(/^\/[^/]+\/?/, ''), query: url.searchParams }
    asked.push(one)
    const refused = signatureFault(request, body, { id: 'test-key', secret: 'test-secret' }, Date.now() + bucket.ahead)
    if (refused) return refuse(response, 403, refused)
    const met = faults.find(({ fits, left }) => left > 0 && fits(one))
    if (met) met.left -= 1
    const fault = met?.fault
    if (fault === 'hang') return
    if (fault === 'bad gateway')
      return response.writeHead(502, { 'content-type': 'text/html' }).end('<html><h1>502 Bad Gateway</h1></html>')
    if (typeof fault === 'object' && 'before' in fault) await fault.before()
    else if (typeof fault === 'object') return refuse(response, fault.status, fault.code)
    if (one.method === 'GET' && one.query.has('uploads')) return listUploads(response)
    return pass(request, body, one, fault, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  const bucket: TestBucket = {
    ahead: 0,
    place: {
      endpoint: `http://127.0.0.1:${port}`,
      bucket: 'clips',
      accessKeyId: 'test-key',
      secretAccessKey: 'test-secret',
      region: 'us-east-1',
    },
    asked,
    fail: (fits, fault, times = 1) => void faults.push({ fits, fault, left: times }),
    uploads,
    async keys() {
      const text = await (await fetch(`http://127.0.0.1:${store.port}/clips?list-type=2`)).text()
      return [...text.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = '']) => key)
    },
    empty() {
      store.emptyBucket('clips')
      faults.length = 0
      asked.length = 0
      uploads.clear()
      bucket.ahead = 0
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await store.stop()
    },
  }
  return bucket
}
