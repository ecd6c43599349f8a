import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createFileRoutes } from '../../src/http/files.ts'
import { startHttpServer } from '../../src/http/server.ts'
import { createPublicLinks } from '../../src/net/public-links.ts'
import { openMediaFolder } from '../../src/storage/media-folder.ts'
import { quietLog } from '../support/quiet-log.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const serve = async () => {
  const folder = await temporaryFolder()
  const mediaStore = await openMediaFolder(join(folder, 'media'), { reserveBytes: 0 })
  await writeFile(join(folder, 'clip'), '0123456789')
  await mediaStore.put('clips/abcdefghjkmn.mp4', join(folder, 'clip'))
  const clock = { time: 1_000 }
  const links = createPublicLinks({ publicUrl: 'https://clips.example.org', secret: 'a secret', now: () => clock.time })
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes: [],
    openRoutes: [createFileRoutes(links, mediaStore)],
    log: quietLog,
  })
  onTestFinished(() => server.stop())
  const { pathname, search } = new URL(links.clip('abcdefghjkmn'))
  return { clock, path: pathname + search, get: (path: string, headers = {}) => fetch(server.url + path, { headers }) }
}

test('a signed link gives the clip, whole and in parts', async () => {
  const { get, path } = await serve()
  const whole = await get(path)
  expect([whole.status, whole.headers.get('content-type'), await whole.text()]).toEqual([200, 'video/mp4', '0123456789'])
  const part = await get(path, { range: 'bytes=2-4' })
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234'])
  expect((await get(path, { range: 'bytes=99-' })).status).toBe(416)
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
