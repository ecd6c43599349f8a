import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { MediaStore } from '../../src/core/media-store.ts'
import { createFileRoutes } from '../../src/http/files.ts'
import { startHttpServer } from '../../src/http/server.ts'
import { createPublicLinks } from '../../src/net/public-links.ts'
import { openMediaBucket } from '../../src/storage/media-bucket.ts'
import { openMediaFolder } from '../../src/storage/media-folder.ts'
import { quietLog } from '../support/quiet-log.ts'
import { startBucket } from '../support/start-bucket.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const inBucket = async (folder: string): Promise<MediaStore> => {
  const bucket = await startBucket()
  onTestFinished(() => bucket.stop())
  return openMediaBucket(bucket.place, folder, { reserveBytes: 0 })
}

const serve = async ({ sendsOn = false, open = (folder: string) => openMediaFolder(join(folder, 'media'), { reserveBytes: 0 }) } = {}) => {
  const folder = await temporaryFolder()
  const mediaStore = await open(folder)
  await writeFile(join(folder, 'clip'), '0123456789')
  const input = `inputs/${'0'.repeat(64)}.mp4`
  for (const key of ['clips/abcdefghjkmn.mp4', 'clips/abcdefghjkmn.png', input]) await mediaStore.put(key, join(folder, 'clip'))
  const clock = { time: 1_000 }
  const links = createPublicLinks({ publicUrl: 'https://clips.example.org', secret: 'a secret', now: () => clock.time })
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes: [],
    openRoutes: [createFileRoutes(links, mediaStore, sendsOn)],
    log: quietLog,
  })
  onTestFinished(() => server.stop())
  const pathOf = (link: string): string => new URL(link).pathname + new URL(link).search
  const get = (path: string, headers = {}, rest: RequestInit = {}) => fetch(server.url + path, { headers, ...rest })
  return {
    clock,
    get,
    mediaStore,
    path: pathOf(links.clip('clips/abcdefghjkmn.mp4')),
    still: pathOf(links.clip('clips/abcdefghjkmn.png')),
    inputPath: pathOf(links.input(input)),
  }
}

test('a signed link gives the clip, whole and in parts', async () => {
  const { get, path } = await serve()
  const whole = await get(path)
  expect([whole.status, whole.headers.get('content-type'), await whole.text()]).toEqual([200, 'video/mp4', '0123456789'])
  const part = await get(path, { range: 'bytes=2-4' })
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234'])
  expect((await get(path, { range: 'bytes=99-' })).status).toBe(416)
})

test('a link to a still gives the still, and is no link to another file of its name', async () => {
  const { get, still } = await serve()
  const whole = await get(still)
  expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'image/png'])
  for (const ending of ['.jpg', '.mp4', '.svg']) expect((await get(still.replace('.png', ending))).status).toBe(404)
})

test('a link for another clip, with another time, or without a signature is refused', async () => {
  const { get, path } = await serve()
  for (const other of [
    path.replace('abcdefghjkmn', 'abcdefghjkmm'),
    path.replace(/expires=(\d)/, 'expires=9$1'),
    path.split('?')[0] ?? '',
    `${path}x`,
  ]) {
    expect((await get(other)).status).toBe(404)
  }
})

test('a link is good for a month', async () => {
  const { get, path, clock } = await serve()
  clock.time += 29 * 24 * 3_600_000
  expect((await get(path)).status).toBe(200)
  clock.time += 2 * 24 * 3_600_000
  expect((await get(path)).status).toBe(404)
})

test('where the store is reached from outside a link to a clip leads on to it, by a link of ten minutes', async () => {
  const { get, path, mediaStore } = await serve({ sendsOn: true, open: inBucket })
  const sent = await get(path, {}, { redirect: 'manual' })
  expect([sent.status, sent.headers.get('cache-control')]).toEqual([302, 'no-store'])
  expect(new URL(sent.headers.get('location') ?? '').searchParams.get('X-Amz-Expires')).toBe('600')
  const part = await get(path, { range: 'bytes=2-4' })
  expect([part.status, part.headers.get('content-type'), await part.text()]).toEqual([206, 'video/mp4', '234'])
  const asked = await get(path, {}, { method: 'HEAD', redirect: 'manual' })
  expect([asked.status, asked.headers.get('content-length')]).toEqual([200, '10'])
  await mediaStore.remove('clips/abcdefghjkmn.mp4')
  expect((await get(path, {}, { redirect: 'manual' })).status).toBe(404)
})

test('an input comes from us, for its provider may follow no link and asks how large it is first', async () => {
  const { get, inputPath } = await serve({ sendsOn: true, open: inBucket })
  const asked = await get(inputPath, {}, { method: 'HEAD', redirect: 'manual' })
  expect([asked.status, asked.headers.get('content-length'), asked.headers.get('content-type')]).toEqual([200, '10', 'video/mp4'])
  const whole = await get(inputPath, {}, { redirect: 'manual' })
  expect([whole.status, await whole.text()]).toEqual([200, '0123456789'])
})

test('a store that is reached by us alone is not named to anybody', async () => {
  const { get, path } = await serve({ open: inBucket })
  const whole = await get(path, {}, { redirect: 'manual' })
  expect([whole.status, await whole.text()]).toEqual([200, '0123456789'])
})
