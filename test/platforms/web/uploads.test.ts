import { readdir } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import type { Playground } from './playground.ts'
import { startPlayground } from './playground.ts'

const limitBytes = 1024 * 1024

const start = async (uploadTotalBytes = 50 * limitBytes): Promise<Playground> => {
  const playground = await startPlayground({ uploadLimitBytes: limitBytes, uploadTotalBytes })
  onTestFinished(() => playground.stop())
  return playground
}
const upload = (
  playground: Playground,
  body: BodyInit,
  headers: Record<string, string> = {},
  init: RequestInit & { duplex?: 'half' } = {},
) =>
  fetch(`${playground.url}/api/uploads`, {
    ...init,
    method: 'POST',
    body,
    headers: { origin: playground.url, 'content-type': 'image/png', ...headers },
  })
const leftovers = (playground: Playground) => readdir(join(playground.folder, 'work'))

test('keeps an upload and hands it to the command', async () => {
  const playground = await start()
  const bytes = crypto.getRandomValues(new Uint8Array(50_000))
  const response = await upload(playground, bytes)
  const { id } = await response.json()
  expect(response.status).toBe(201)
  const kept = new Uint8Array(await new Response(await playground.mediaStore.read(`uploads/${id}`)).arrayBuffer())
  expect(kept).toEqual(bytes)
  expect(await leftovers(playground)).toEqual([])

  await playground.post('/api/say', {
    id: 'say-00000001',
    text: '/i2v slow push-in',
    attachments: [{ id, name: 'a b.png', mediaType: 'image/png' }],
  })
  expect(playground.studio.invocations[0]).toMatchObject({
    command: 'i2v',
    attachments: [{ url: `media:uploads/${id}`, name: 'a b.png', mediaType: 'image/png', sizeBytes: 50_000 }],
  })
})

test('takes an upload back, and says so to whoever still names it', async () => {
  const playground = await start()
  const { id } = await (await upload(playground, 'bytes')).json()
  const gone = await fetch(`${playground.url}/api/uploads/${id}`, { method: 'DELETE', headers: { origin: playground.url } })
  expect(gone.status).toBe(204)
  const said = await playground.post('/api/say', { id: 'say-00000001', text: '/i2v', attachments: [{ id, name: 'a.png' }] })
  expect([said.status, await said.json()]).toMatchObject([
    400,
    { error: { code: 'missing_input', message: expect.stringContaining('a.png') } },
  ])
})

/** Sends a body piece by piece, or only its claimed length when there are no pieces. */
const send = (playground: Playground, headers: Record<string, string | number>, pieces: Uint8Array[]) =>
  new Promise<{ status: number; text: string }>((resolve, reject) => {
    const sent = request(
      `${playground.url}/api/uploads`,
      { method: 'POST', headers: { origin: playground.url, ...headers } },
      async (response) => {
        const text = (await response.toArray()).join('')
        resolve({ status: response.statusCode ?? 0, text })
      },
    )
    sent.on('error', reject)
    if (pieces.length === 0) return sent.flushHeaders()
    Readable.from(pieces).pipe(sent)
  })

test('refuses a file that says it is too large before reading it', async () => {
  const playground = await start()
  expect((await send(playground, { 'content-length': limitBytes + 1 }, [])).status).toBe(413)
})

test('stops a file that turns out too large, and leaves nothing behind', async () => {
  const playground = await start()
  const pieces = Array.from({ length: 32 }, () => new Uint8Array(64 * 1024))
  const { status, text } = await send(playground, { 'transfer-encoding': 'chunked' }, pieces)
  expect([status, JSON.parse(text)]).toMatchObject([413, { error: { message: 'The file is larger than 1 MB. Choose a smaller one.' } }])
  expect(await leftovers(playground)).toEqual([])
})

test('refuses an empty file, also one that comes in chunks', async () => {
  const playground = await start()
  const ways: Record<string, string | number>[] = [{ 'content-length': 0 }, { 'transfer-encoding': 'chunked' }]
  for (const headers of ways) {
    expect((await send(playground, headers, [new Uint8Array()])).status).toBe(400)
  }
  await expect.poll(() => leftovers(playground)).toEqual([])
})

test('refuses an upload that another page sends', async () => {
  const playground = await start()
  expect((await upload(playground, 'bytes', { origin: 'http://evil.example' })).status).toBe(403)
  expect((await upload(playground, 'bytes', { 'sec-fetch-site': 'same-site' })).status).toBe(403)
  expect((await fetch(`${playground.url}/api/uploads`, { method: 'POST', body: 'bytes' })).status).toBe(403)
})

const whole = Buffer.alloc(limitBytes)
const streamed = (playground: Playground) =>
  upload(playground, Readable.toWeb(Readable.from([whole])) as ReadableStream<Uint8Array>, {}, { duplex: 'half' })

test.each([
  ['say how large they are', (playground: Playground) => upload(playground, whole)],
  ['do not say it', streamed],
])('all uploads together have a limit, however many come at once, when they %s', async (_, send) => {
  // Less is left than what any file counts at least.
  const playground = await start(4 * limitBytes + 1000)
  const answers = await Promise.all(Array.from({ length: 12 }, () => send(playground)))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 201, ...Array.from({ length: 8 }, () => 429)])
  const refused = answers.find(({ status }) => status === 429)
  expect(await refused?.json()).toMatchObject({
    error: { code: 'quota_exceeded', message: 'Too many uploaded files are waiting here. Use or remove some, or try again tomorrow.' },
  })
  expect(await leftovers(playground)).toEqual([])
  // Small ones count too, and one that is taken back makes room.
  expect((await upload(playground, 'x')).status).toBe(429)
  const { id } = (await answers.find(({ status }) => status === 201)?.json()) ?? {}
  await fetch(`${playground.url}/api/uploads/${id}`, { method: 'DELETE', headers: { origin: playground.url } })
  expect((await upload(playground, 'x')).status).toBe(201)
})

test('uploads of an earlier process count', async () => {
  const playground = await start(2 * limitBytes)
  for (let count = 0; count < 2; count += 1)
    expect((await upload(playground, Buffer.alloc(limitBytes), { connection: 'close' })).status).toBe(201)
  await playground.restart()
  expect((await upload(playground, 'x')).status).toBe(429)
})
