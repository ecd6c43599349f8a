import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startPlayground } from './playground.ts'

const bytes = Uint8Array.from({ length: 1000 }, (_, at) => at % 251)

const start = async (key: string) => {
  const playground = await startPlayground()
  onTestFinished(() => playground.stop())
  const path = join(playground.folder, 'file')
  await writeFile(path, bytes)
  await playground.mediaStore.put(key, path)
  return (headers: Record<string, string> = {}, rest = `/media/${key}`, method = 'GET') => fetch(playground.url + rest, { headers, method })
}
const read = async (response: Response) => new Uint8Array(await response.arrayBuffer())

test('sends a whole file as what it is, and nothing that a browser could run', async () => {
  const get = await start('clips/a.mp4')
  const response = await get()
  expect(response.status).toBe(200)
  expect(await read(response)).toEqual(bytes)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'video/mp4',
    'content-length': '1000',
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': expect.stringMatching(/^sandbox; default-src 'none'/),
  })
  expect(response.headers.has('content-disposition')).toBe(false)
})

test.each([
  ['bytes=0-99', 0, 99],
  ['bytes=900-', 900, 999],
  ['bytes=990-5000', 990, 999],
  ['bytes=-10', 990, 999],
  ['bytes=-5000', 0, 999],
  ['bytes=999-999', 999, 999],
])('sends the part %s', async (range, first, last) => {
  const get = await start('clips/a.mp4')
  const response = await get({ range })
  expect(response.status).toBe(206)
  expect(response.headers.get('content-range')).toBe(`bytes ${first}-${last}/1000`)
  expect(await read(response)).toEqual(bytes.slice(first, last + 1))
})

test('refuses a part behind the end and ignores what is no range', async () => {
  const get = await start('clips/a.mp4')
  for (const range of ['bytes=1000-', 'bytes=-0', 'bytes=2000-3000']) {
    const response = await get({ range })
    expect([range, response.status, response.headers.get('content-range')]).toEqual([range, 416, 'bytes */1000'])
    await response.arrayBuffer()
  }
  for (const range of ['bytes=9-3', 'items=0-1', 'bytes=', 'bytes=-', 'bytes=0-1,5-6', 'bytes=a-b']) {
    const response = await get({ range })
    expect([range, response.status, (await read(response)).length]).toEqual([range, 200, 1000])
  }
})

test('sends the part only when it is still of the same file', async () => {
  const get = await start('clips/a.mp4')
  const etag = (await get({}, undefined, 'HEAD')).headers.get('etag') ?? ''
  expect((await get({ range: 'bytes=0-1', 'if-range': etag })).status).toBe(206)
  expect((await get({ range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200)
  const unchanged = await get({ 'if-none-match': etag })
  expect([unchanged.status, (await read(unchanged)).length]).toEqual([304, 0])
})

test('saves a file under its own name when asked', async () => {
  const get = await start('clips/a.mp4')
  const disposition = async (query: string) => (await get({}, `/media/clips/a.mp4?download=1${query}`)).headers.get('content-disposition')
  expect(await disposition('')).toBe(`attachment; filename="a.mp4"; filename*=UTF-8''a.mp4`)
  expect(await disposition('&name=%22%0d%0aset-cookie:%20a.mp4')).not.toMatch(/[\r\n]|""/)
  expect(await disposition('&name=%EB%B0%94%EB%8B%A4.mp4')).toContain(`filename*=UTF-8''%EB%B0%94%EB%8B%A4.mp4`)
})

test('never shows a file whose kind it does not know', async () => {
  const get = await start('uploads/page.html')
  const response = await get()
  expect(response.headers.get('content-type')).toBe('application/octet-stream')
  expect(response.headers.get('content-disposition')).toMatch(/^attachment/)
})

test.each([
  '/media/clips/none.mp4',
  '/media/..%2f..%2fetc/passwd',
  '/media/%2e%2e/secret',
  '/media/.hidden/a',
  '/media/clips//a.mp4',
  '/media/%ff',
  '/media/',
])('knows nothing of %s', async (path) => {
  const get = await start('clips/a.mp4')
  expect((await get({}, path)).status).toBe(404)
})
