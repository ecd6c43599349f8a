import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { MoodreelError } from '../../../src/core/errors.ts'
import type { MediaTools } from '../../../src/core/media.ts'
import type { MediaStore } from '../../../src/core/media-store.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { createGuardedFetch } from '../../../src/net/guarded-fetch.ts'
import type { Parts } from '../../../src/studio/parts.ts'
import { createFakeProvider } from '../../support/fake-provider.ts'
import { standing } from '../../support/hurry-house.ts'
import { buildHouse, openHouse } from '../../support/open-house.ts'
import { sharedMedia } from '../../support/shared-media.ts'
import { smallClip } from '../../support/small-clip.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const clip = await smallClip()

const minute = 60_000
const noRoom = new MoodreelError('storage_full', say('failure.diskFull'))
const died = new MoodreelError('media_failed', say('media.failed'))

/** Something of the house that goes wrong as long as it is said to. */
const failing = () => ({ on: false, count: 0 })
type Failing = ReturnType<typeof failing>

/** The store of a house that is built later, on a disk that has no room. */
const fullStore = (storeOf: () => MediaStore, trouble: Failing, at: 'ensureRoom' | 'put'): MediaStore => {
  const failWhen = (isHere: boolean): void => {
    if (!isHere || !trouble.on) return
    trouble.count += 1
    throw noRoom
  }
  return {
    put: async (key, path) => {
      failWhen(at === 'put')
      return storeOf().put(key, path)
    },
    ensureRoom: async (sizeBytes) => {
      failWhen(at === 'ensureRoom')
      return storeOf().ensureRoom(sizeBytes)
    },
    borrow: (key) => storeOf().borrow(key),
    read: (key, range) => storeOf().read(key, range),
    size: (key) => storeOf().size(key),
    remove: (key) => storeOf().remove(key),
    list: (folder) => storeOf().list(folder),
  }
}

const setUp = async (parts: Partial<Parts> = {}) => {
  let ahead = 0
  const house = await openHouse({ parts: { clock: { now: () => Date.now() + ahead }, ...parts } })
  house.provider.clip = clip
  return { house, until: house.until, ahead: (ms: number) => (ahead = ms) }
}

test.each(['ensureRoom', 'put'] as const)('a paid clip waits for room for hours, says so, and comes (%s)', async (at) => {
  const trouble = failing()
  const { house, until, ahead } = await setUp({ mediaStore: fullStore(() => house.storage.mediaStore, trouble, at) })
  let fetched = 0
  const { open } = house.provider
  house.provider.open = async function (...given) {
    fetched += 1
    if (!open) throw new Error('the fake provider opens its clips itself')
    return open.apply(this, given)
  }
  const id = await house.ask()
  // Before, nothing would be admitted.
  trouble.on = true
  await house.start()
  await until(() => trouble.count).toBeGreaterThan(2)
  ahead(11 * 60 * minute)
  const before = trouble.count
  await until(() => trouble.count).toBeGreaterThan(before + 1)
  const root = [...house.platform.messages.values()].find(({ kind }) => kind === 'batch')
  expect(root?.progress).toMatchObject([{ stage: 'waiting for room on the bot’s disk' }])
  expect(root?.actions).toEqual([])
  trouble.on = false
  await until(() => house.platform.shown.filter((key) => key.startsWith('clip:')).length).toBe(1)
  await house.finished()
  expect(await standing(house, id)).toMatchObject({ state: 'delivered' })
  // What was brought home is kept while there is no room: its link may be dead by then.
  expect(fetched).toBe(1)
})

/** A server whose answer is the test's to choose, and a house whose provider names links to it. */
const served = async (answer: (response: ServerResponse, path: string) => void) => {
  const server = createServer((request, response) => answer(response, request.url ?? ''))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const guardedFetch = createGuardedFetch({
    allowedOrigins: [origin],
    userAgent: 'test',
    defaults: { maxBytes: 1e9, timeoutMs: 5_000, idleTimeoutMs: 1_000 },
  })
  onTestFinished(async () => {
    await guardedFetch.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const { open: _, ...provider } = createFakeProvider()
  const polls = { count: 0, url: (_count: number): string => `${origin}/clip.mp4` }
  const world = await setUp({
    providerFetch: new Map([['fake', guardedFetch]]),
    providers: new Map([
      [
        'fake',
        {
          ...provider,
          poll: async () => {
            polls.count += 1
            return { kind: 'succeeded' as const, outputs: [{ url: polls.url(polls.count) }] }
          },
        },
      ],
    ]),
  })
  return { ...world, polls, origin }
}

const unfetched = say('failure.unfetched')

test.each([
  ['answers that nothing is there', 404, 1],
  ['answers that the file is gone', 410, 1],
  ['does not let us in', 403, 1],
  ['fails', 500, 10],
])('a link whose server %s is asked anew twice and given up in time (%i)', async (_, status, minutes) => {
  let tries = 0
  const { house, until, ahead, polls } = await served((response) => {
    tries += 1
    // As far apart as they are by a clock of this world.
    ahead(tries * 10_000)
    response.writeHead(status).end()
  })
  await house.start()
  const id = await house.ask()
  await until(() => standing(house, id)).toEqual({ state: 'failed', sentence: unfetched })
  expect(tries).toBeGreaterThan(5 * minutes)
  expect(tries).toBeLessThanOrEqual(6 * minutes + 2)
  // Once when it was done, and twice for another link.
  expect(polls.count).toBe(3)
  expect((await house.storage.ledger.entriesOf(id)).map(({ kind }) => kind)).toEqual(['hold', 'refund'])
  await house.finished()
})

test('a fresh link that the provider names is taken', async () => {
  const { house, polls, origin } = await served((response, path) => {
    if (path === '/clip.mp4') response.writeHead(403).end()
    else response.writeHead(200).end(clip)
  })
  polls.url = (count) => `${origin}/clip${count === 1 ? '' : `-${count}`}.mp4`
  await house.start()
  await house.say('t2v', 'a boat')
  const [id = ''] = await house.finished()
  expect(await standing(house, id)).toMatchObject({ state: 'delivered' })
})

test('a link that cannot be reached while its provider cannot be either is none that gives nothing: our network is away', async () => {
  let isAway = true
  let tries = 0
  const { house, until, ahead, polls } = await served((response) => {
    tries += 1
    if (isAway) response.destroy()
    else response.end(clip)
  })
  const { url } = polls
  polls.url = (count) => {
    if (isAway && count > 1) throw new Error('the network is away')
    return url(count)
  }
  await house.start()
  const id = await house.ask()
  for (let minutes = 1; minutes <= 120; minutes += 10) {
    ahead(minutes * minute)
    const before = tries
    await until(() => tries).toBeGreaterThan(before)
  }
  isAway = false
  await until(() => standing(house, id)).toMatchObject({ state: 'delivered' })
  await house.finished()
})

test.each(['provider_failed', 'bad_media', 'not_found'] as const)(
  'one bad answer to an adapter that brings the clip itself costs nobody the clip (%s)',
  async (code) => {
    const { house, until } = await setUp()
    const { open } = house.provider
    let tries = 0
    house.provider.open = async function (...given) {
      tries += 1
      if (!open) throw new Error('the fake provider opens its clips itself')
      if (tries <= 3) throw new MoodreelError(code, say('failure.unusable'))
      return open.apply(this, given)
    }
    await house.start()
    const id = await house.ask()
    await until(() => standing(house, id)).toMatchObject({ state: 'delivered' })
    expect(tries).toBe(4)
    await house.finished()
  },
)

/** A server that gives something else before it gives the clip. */
const bad: [string, (response: ServerResponse) => void][] = [
  ['half of it, as if it were all', (response) => void response.end(clip.subarray(0, clip.length / 2))],
  ['nothing', (response) => void response.end()],
  ['a page', (response) => void response.setHeader('content-type', 'text/html').end('<html><body>Later</body></html>')],
  ['a sentence in JSON', (response) => void response.setHeader('content-type', 'application/json').end('{"status":"pending"}')],
  ['that it is not there yet', (response) => void response.writeHead(202).end('{}')],
  ['a part', (response) => void response.writeHead(206, { 'content-range': `bytes 0-9/${clip.length}` }).end(clip.subarray(0, 10))],
]
test.each(bad)('a server that gives %s in one moment costs nobody the clip', async (_, spoil) => {
  let tries = 0
  const { house, until } = await served((response) => {
    tries += 1
    if (tries === 1) spoil(response)
    else response.end(clip)
  })
  await house.start()
  await house.say('t2v', 'a boat')
  await until(() => house.platform.shown.filter((key) => key.startsWith('clip:')).length).toBe(1)
  expect(tries).toBe(2)
  await house.finished()
})

test('what stays no film is fetched four times, and its provider asked for another link', async () => {
  let tries = 0
  const { house, until, polls } = await served((response) => {
    tries += 1
    response.end('<html>')
  })
  await house.start()
  const id = await house.ask()
  await until(() => standing(house, id)).toEqual({
    state: 'failed',
    sentence: say('failure.unusable'),
  })
  expect([tries, polls.count]).toEqual([4, 4])
  await house.finished()
})

test.each([
  ['some minutes', 503, 5 * minute],
  ['a moment before the bot was off for a night and a moment after', 503, 12 * 60 * minute],
  ['a moment before a clock was set by a day and a moment after', 404, 24 * 60 * minute],
])('a link that fails for %s costs nobody the clip', async (_, failing, ms) => {
  let status = failing
  let tries = 0
  const { house, until, ahead } = await served((response) => {
    tries += 1
    response.writeHead(status).end(status === 200 ? clip : '')
  })
  await house.start()
  await house.say('t2v', 'a boat')
  await until(() => tries).toBeGreaterThan(3)
  ahead(ms)
  const before = tries
  await until(() => tries).toBeGreaterThan(before + 1)
  status = 200
  await until(() => house.platform.shown.filter((key) => key.startsWith('clip:')).length).toBe(1)
  await house.finished()
})

test.each(['media_failed', 'media_timeout'] as const)(
  'a file that ends the media child is blamed at the third time, restarts counted (%s)',
  async (code) => {
    const folder = await temporaryFolder()
    const { media } = await sharedMedia()
    let deaths = 0
    const dying: MediaTools = {
      ...media,
      finish: async () => {
        deaths += 1
        throw new MoodreelError(code, died.userMessage)
      },
    }
    const first = await buildHouse(folder, { parts: { media: dying } })
    first.provider.clip = clip
    await first.start()
    const id = await first.ask()
    await expect.poll(() => deaths).toBe(1)
    await first.close()

    const second = await buildHouse(folder, { parts: { media: dying } })
    onTestFinished(() => second.close())
    second.provider.clip = clip
    await second.start()
    await second
      .until(() => standing(second, id))
      .toEqual({
        state: 'failed',
        sentence: say('failure.unusable'),
      })
    expect(deaths).toBe(3)
    expect((await second.storage.ledger.entriesOf(id)).map(({ kind }) => kind)).toEqual(['hold', 'refund'])
  },
)

test('a clip that ends the media child when it is made smaller comes as its still', async () => {
  const { media } = await sharedMedia()
  let deaths = 0
  const dying: MediaTools = {
    ...media,
    fit: async () => {
      deaths += 1
      throw died
    },
  }
  const { house, until } = await setUp({ media: dying })
  house.platform.fileLimitBytes = async () => clip.byteLength / 2
  await house.start()
  await house.say('t2v', 'a boat')
  await until(() => [...house.platform.messages.values()].filter(({ kind }) => kind === 'clip').length).toBe(1)
  const [post] = [...house.platform.messages.values()].filter(({ kind }) => kind === 'clip')
  expect(post?.media).toMatchObject([{ mediaType: 'image/jpeg' }])
  expect(deaths).toBe(3)
  await house.finished()
})

test('a provider’s clip with PCM sound is posted with AAC', async () => {
  const { house } = await setUp()
  house.provider.clip = await readFile(join(import.meta.dirname, '../../fixtures/media/pcm-sound.mov'))
  await house.start()
  await house.say('t2v', 'a boat')
  const [id = ''] = await house.finished()
  const lent = await house.storage.mediaStore.borrow(`clips/${id}.mp4`)
  expect(await house.media.inspect(lent.path)).toMatchObject({ videoCodec: 'avc', audioCodec: 'aac', durationSeconds: 0.5 })
  await lent.release()
})
