import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect, promisify } from 'node:util'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import type { MediaStore } from '../../src/core/media-store.ts'
import { openMediaBucket } from '../../src/storage/media-bucket.ts'
import { mediaStoreContract } from '../contracts/media-store-contract.ts'
import { type BucketFault, startBucket, type TestBucket } from '../support/start-bucket.ts'
import { laterInFile, temporaryFolder } from '../support/temporary-folder.ts'

const later = laterInFile()
let bucket: TestBucket
/** Of one process. */
let store: MediaStore
let work: string
/** Of another process on the same bucket. */
let other: MediaStore
/** Of one that waits for half a second only. */
let impatient: MediaStore
let impatientWork: string
let local: string

beforeAll(async () => {
  bucket = await startBucket()
  later(() => bucket.stop())
  ;[work, impatientWork] = [await temporaryFolder(later), await temporaryFolder(later)]
  local = join(await temporaryFolder(later), 'local')
  store = await openMediaBucket(bucket.place, work, { reserveBytes: 0, pageSize: 3 })
  other = await openMediaBucket(bucket.place, await temporaryFolder(later), { reserveBytes: 0 })
  impatient = await openMediaBucket(bucket.place, impatientWork, { reserveBytes: 0, idleMs: 500 })
})
beforeEach(() => bucket.empty())

mediaStoreContract('bucket', async () => ({ store, close: async () => bucket.empty() }))

const file = async (content: string | Uint8Array): Promise<string> => {
  await writeFile(local, content)
  return local
}
const bytesOf = async (from: MediaStore, key: string): Promise<Buffer> =>
  Buffer.from(await new Response(await from.read(key)).arrayBuffer())
const borrowed = async (folder: string): Promise<string[]> => readdir(join(folder, 'borrowed')).catch(() => [])
const gets = (): number => bucket.asked.filter(({ method }) => method === 'GET').length

test('a large file goes up in parts and comes back the same', async () => {
  const bytes = randomBytes(17_000_000)
  await store.put('clips/a.mp4', await file(bytes))
  expect(bucket.asked.map(({ query }) => query.get('partNumber')).filter((part) => part !== null)).toEqual(['1', '2', '3'])
  expect((await bytesOf(other, 'clips/a.mp4')).equals(bytes)).toBe(true)
  const lent = await other.borrow('clips/a.mp4')
  expect((await readFile(lent.path)).equals(bytes)).toBe(true)
  await lent.release()
})

test('a part that is refused for good leaves neither a file nor parts of it', async () => {
  bucket.fail(({ query }) => query.get('partNumber') === '2', { status: 500, code: 'InternalError' }, 3)
  await expect(store.put('clips/a.mp4', await file(randomBytes(17_000_000)))).rejects.toMatchObject({ code: 'storage_unavailable' })
  expect(bucket.uploads.size).toBe(0)
  expect(await bucket.keys()).toEqual([])
})

test('uploads that a dead process left are ended at a start, those of others that live are not', async () => {
  const hour = 3_600_000
  bucket.fail(({ method, query }) => method === 'DELETE' && query.has('uploadId'), { status: 403, code: 'AccessDenied' }, 2)
  bucket.fail(({ query }) => query.has('partNumber'), { status: 403, code: 'AccessDenied' }, 2)
  for (const key of ['clips/old.mp4', 'clips/young.mp4']) await store.put(key, await file(randomBytes(9_000_000))).catch(() => undefined)
  for (const upload of bucket.uploads.values()) upload.begunAt -= (upload.key === 'clips/old.mp4' ? 25 : 23) * hour
  await openMediaBucket(bucket.place, work)
  expect([...bucket.uploads.values()].map(({ key }) => key)).toEqual(['clips/young.mp4'])
})

test.each<[string, BucketFault, number]>([
  ['an error of its own', { status: 500, code: 'InternalError' }, 2],
  ['that it has too much to do', { status: 503, code: 'SlowDown' }, 1],
  ['by its proxy that it is away', 'bad gateway', 2],
])('where the store answers %s, it is asked again', async (_, fault, times) => {
  bucket.fail(() => true, fault, times)
  await store.put('clips/a', await file('bytes'))
  bucket.fail(() => true, fault, times)
  expect((await bytesOf(store, 'clips/a')).toString()).toBe('bytes')
})

test.each<[string, BucketFault, string, string?]>([
  ['has an error', { status: 500, code: 'InternalError' }, 'storage_unavailable'],
  ['hides behind a proxy', 'bad gateway', 'storage_unavailable'],
  ['hangs', 'hang', 'storage_unavailable'],
  ['refuses the key', { status: 403, code: 'SignatureDoesNotMatch' }, 'storage_unavailable'],
  ['has lost the bucket', { status: 404, code: 'NoSuchBucket' }, 'storage_unavailable'],
  ['is full', { status: 507, code: 'XMinioStorageFull' }, 'storage_full'],
  // A question for no more than the size is answered without a word.
  ['has a quota', { status: 403, code: 'QuotaExceeded' }, 'storage_full', 'storage_unavailable'],
])('a store that %s is a fault with a sentence, and no secret is told', async (_, fault, code, wordless = code) => {
  await store.put('clips/a', await file('bytes'))
  bucket.fail(() => true, fault, Number.POSITIVE_INFINITY)
  const asked = [
    impatient.put('clips/b', local),
    impatient.read('clips/a'),
    impatient.remove('clips/a'),
    Array.fromAsync(impatient.list('clips/')),
  ]
  const ends = await Promise.allSettled([...asked, impatient.size('clips/a'), impatient.borrow('clips/a')])
  const codes = [...asked.map(() => code), wordless, wordless]
  expect(ends).toMatchObject(codes.map((one) => ({ status: 'rejected', reason: { code: one } })))
  const told = inspect(ends, { depth: 9 })
  for (const secret of ['test-key', 'test-secret', 'Signature=', bucket.place.endpoint]) expect(told).not.toContain(secret)
})

test.each<[string, BucketFault]>([
  ['breaks off', 'cut'],
  ['stands still', 'stall'],
])('a file that %s in the middle is never taken for whole', async (_, fault) => {
  await store.put('clips/a', await file(randomBytes(1_000_000)))
  const before = await borrowed(impatientWork)
  bucket.fail(({ method }) => method === 'GET', fault, 2)
  await expect(bytesOf(impatient, 'clips/a')).rejects.toMatchObject({ code: 'storage_unavailable' })
  await expect(impatient.borrow('clips/a')).rejects.toMatchObject({ code: 'storage_unavailable' })
  expect(await borrowed(impatientWork)).toEqual(before)
  const lent = await impatient.borrow('clips/a')
  expect(await readFile(lent.path)).toHaveLength(1_000_000)
  await lent.release()
})

test('less of a file than the store told is not lent, and all of it is not given for a part', async () => {
  await store.put('clips/a', await file(randomBytes(1_000_000)))
  bucket.fail(({ method }) => method === 'GET', 'short')
  await expect(other.borrow('clips/a')).rejects.toMatchObject({ code: 'storage_unavailable' })
  bucket.fail(({ method }) => method === 'GET', 'whole')
  await expect(other.read('clips/a', { start: 3, end: 5 })).rejects.toMatchObject({ code: 'storage_unavailable' })
})

test('a file that comes slowly comes whole', async () => {
  const bytes = randomBytes(1_000_000)
  await store.put('clips/a', await file(bytes))
  const waiting = await openMediaBucket(bucket.place, work, { idleMs: 1000 })
  bucket.fail(({ method }) => method === 'GET', 'slow')
  // Longer in all than nothing may move for.
  expect((await bytesOf(waiting, 'clips/a')).equals(bytes)).toBe(true)
})

test('what breaks before anybody reads is met by the reader', async () => {
  await store.put('clips/a', await file('so short that all of it is here'))
  bucket.fail(({ method }) => method === 'GET', 'cut')
  const stream = await store.read('clips/a')
  // The connection has ended by then.
  await store.size('clips/a')
  await expect(new Response(stream).arrayBuffer()).rejects.toThrow()
})

test('a link of the store gives the file as what it is, to get only and for its time only', async () => {
  await store.put('clips/a.mp4', await file('a film'))
  const link = (await store.link?.('clips/a.mp4', 600)) ?? ''
  const answer = await fetch(link, { headers: { range: 'bytes=2-5' } })
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([206, 'video/mp4', 'film'])
  expect((await fetch(link, { method: 'DELETE' })).status).toBe(403)
  expect((await fetch(link.replace('clips/a.mp4', 'clips/b.mp4'))).status).toBe(403)
  bucket.ahead = 560_000
  expect((await fetch(link)).status).toBe(200)
  bucket.ahead = 602_000
  expect((await fetch(link)).status).toBe(403)
})

test('lists page after page, also while files are removed', async () => {
  const keys = Array.from({ length: 8 }, (_, at) => `many/${at}`)
  for (const key of keys) await store.put(key, await file('x'))
  const seen: string[] = []
  for await (const { key } of store.list('many/')) {
    seen.push(key)
    await store.remove(key)
  }
  expect(seen.sort()).toEqual(keys)
  expect(await bucket.keys()).toEqual([])
})

test('a file that was just put is lent without fetching it', async () => {
  await store.put('clips/a', await file('bytes'))
  const lent = await store.borrow('clips/a')
  expect([await readFile(lent.path, 'utf8'), gets()]).toEqual(['bytes', 0])
  await lent.release()
})

test('who borrows a file at one time share one copy', async () => {
  await store.put('clips/a', await file(randomBytes(1_000_000)))
  const lent = await Promise.all([1, 2, 3].map(() => other.borrow('clips/a')))
  expect([new Set(lent.map(({ path }) => path)).size, gets()]).toEqual([1, 1])
  for (const { release } of lent) await release()
})

test('what another process put or removed since is not lent from a copy', async () => {
  await store.put('clips/a', await file('older'))
  await (await other.borrow('clips/a')).release()
  await store.put('clips/a', await file('newer'))
  const lent = await other.borrow('clips/a')
  expect(await readFile(lent.path, 'utf8')).toBe('newer')
  await store.remove('clips/a')
  await expect(other.borrow('clips/a')).rejects.toMatchObject({ code: 'not_found' })
  expect(await readFile(lent.path, 'utf8')).toBe('newer')
  await lent.release()
})

test('a file that is replaced between two questions is lent as it is then', async () => {
  await store.put('clips/a', await file('a first one'))
  bucket.fail(({ method }) => method === 'GET', { before: async () => store.put('clips/a', await file('and newer')) })
  const lent = await other.borrow('clips/a')
  expect(await readFile(lent.path, 'utf8')).toBe('and newer')
  await lent.release()
})

test('without room on the disk of the work folder nothing is lent', async () => {
  await store.put('clips/a', await file('bytes'))
  const full = await openMediaBucket(bucket.place, work, { reserveBytes: Number.MAX_SAFE_INTEGER })
  await expect(full.ensureRoom(0)).rejects.toMatchObject({ code: 'storage_full' })
  await expect(full.borrow('clips/a')).rejects.toMatchObject({ code: 'storage_full' })
})

test.each<[string, Partial<TestBucket['place']>, string, RegExp]>([
  ['a bucket that is not there', { bucket: 'elsewhere' }, 'bad_config', /no bucket elsewhere .* S3_BUCKET/],
  ['a key that is unknown', { accessKeyId: 'another' }, 'bad_config', /S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY/],
  ['a secret that is wrong', { secretAccessKey: 'another' }, 'bad_config', /S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY/],
  ['a store that is away', { endpoint: 'http://127.0.0.1:1' }, 'storage_unavailable', /127\.0\.0\.1:1 .*ECONNREFUSED.* S3_ENDPOINT/],
])('a start with %s says what to do', async (_, wrong, code, words) => {
  const fault = await openMediaBucket({ ...bucket.place, ...wrong }, work).catch((error: unknown) => error)
  expect(fault).toMatchObject({ code, userMessage: expect.stringMatching(words) })
})

test('a start with a bucket that may only be read says so', async () => {
  bucket.fail(({ method }) => method === 'PUT', { status: 403, code: 'AccessDenied' })
  await expect(openMediaBucket(bucket.place, work)).rejects.toMatchObject({
    code: 'bad_config',
    userMessage: expect.stringContaining('write, read, list and delete'),
  })
})

test('a start leaves nothing in the bucket', async () => {
  await openMediaBucket(bucket.place, work)
  expect(await bucket.keys()).toEqual([])
})

/** Runs in a process of its own: puts, reads and borrows a file, and tells how much memory beside its heap each took at most, in bytes. */
const mover = `
const [module, place, work, path] = process.argv.slice(1)
const { openMediaBucket } = await import(module)
const store = await openMediaBucket(JSON.parse(place), work, { reserveBytes: 0 })
const reader = await openMediaBucket(JSON.parse(place), work + '/other', { reserveBytes: 0 })
const beside = () => process.memoryUsage().external
const most = async (work) => {
  global.gc()
  const before = beside()
  let peak = before
  const look = () => { peak = Math.max(peak, beside()) }
  const timer = setInterval(look, 5)
  await work(look)
  clearInterval(timer)
  return peak - before
}
const told = [
  await most(() => store.put('clips/a.mp4', path)),
  await most(async (look) => { for await (const chunk of await store.read('clips/a.mp4')) look() }),
  await most(async () => (await reader.borrow('clips/a.mp4')).release()),
]
console.log(JSON.stringify(told))
`

test('a file much larger than the memory goes up and comes back through little of it', async () => {
  const [sizeBytes, mostBytes] = [72_000_000, 44_000_000]
  await writeFile(local, '')
  await truncate(local, sizeBytes)
  const module = new URL('../../src/storage/media-bucket.ts', import.meta.url).href
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--expose-gc', '--max-old-space-size=48', '--input-type=module', '-e', mover, '--'],
    ...[module, JSON.stringify(bucket.place), await temporaryFolder(), local],
  ])
  for (const bytes of JSON.parse(stdout)) expect(bytes).toBeLessThan(mostBytes)
})
