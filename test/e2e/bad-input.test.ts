import { spawnSync } from 'node:child_process'
import { chmod, readdir, readFile, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { deflateSync } from 'node:zlib'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { WordedPost } from '../../src/core/post.ts'
import { makeAnimatedGif, makePng, pngChunk } from '../media/fixtures.ts'
import { readBooks } from '../support/books.ts'
import type { Bot } from '../support/bot.ts'
import { ask, expectNextClip, expectRefund, words } from '../support/conversation.ts'
import { hurryFromOutside } from '../support/hurry-house.ts'
import { runProgram } from '../support/program.ts'
import { openRemoteWorld } from '../support/remote-world.ts'
import { laterInFile, temporaryFolder } from '../support/temporary-folder.ts'
import type { Vendor } from '../support/vendor-server.ts'

// One process meets everything here, one after the other: whatever it is given, it must be there for the next.
const later = laterInFile()
let folder: string
let dataDir: string
let clip: Uint8Array
let vendor: Vendor
let bot: Bot

beforeAll(async () => {
  folder = await temporaryFolder(later)
  const world = await openRemoteWorld({}, later)
  ;({ dataDir, vendor } = world)
  clip = vendor.behaviour.clip
  vendor.behaviour.renderMs = 50
  bot = await world.start()
})

const expectTidy = async (): Promise<void> => {
  expect(await readdir(join(dataDir, 'work'))).toEqual([])
  expect(readBooks(dataDir).generations.filter(({ state }) => state !== 'delivered' && state !== 'failed')).toEqual([])
}

/** A true picture of that size which packs to almost nothing: a bit a pixel in the file, and a byte or four once it is decoded. */
const hugePicture = (width: number, height: number): Uint8Array => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 1 })
  const chunks = [pngChunk('IHDR', header), pngChunk('IDAT', rows), pngChunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks])
}

const made = async (name: string, make: (path: string) => Promise<void>): Promise<Uint8Array> => {
  const path = join(folder, name)
  await make(path)
  return readFile(path)
}

/** The processes that another one started, with the memory in megabytes that each holds; on Linux, the most that it ever held. */
const childrenOf = async (pid: number): Promise<number[]> => {
  if (process.platform !== 'linux') {
    const lines = spawnSync('ps', ['-A', '-o', 'ppid=,rss=']).stdout.toString().trim().split('\n')
    return lines.map((line) => line.trim().split(/\s+/).map(Number)).flatMap(([parent, rss = 0]) => (parent === pid ? [rss / 1024] : []))
  }
  const pids = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ')
  // One that ends in between is no longer there.
  const read = await Promise.allSettled(pids.map((child) => readFile(`/proc/${child}/status`, 'utf8')))
  return read.flatMap((one) => (one.status === 'fulfilled' ? [Number(/^VmHWM:\s+(\d+) kB/m.exec(one.value)?.[1] ?? 0) / 1024] : []))
}

/** Looks at the children of the bot for as long as something is done, and gives the most memory that one of them was seen with. */
const peakDuring = async (work: Promise<unknown>): Promise<number> => {
  let peak = 0
  let busy = true
  void work.finally(() => {
    busy = false
  })
  while (busy) {
    peak = Math.max(peak, ...(await childrenOf(bot.process.pid ?? 0)))
    await setTimeout(2)
  }
  return peak
}

test('a picture of 20000 by 20000 is refused before it is decoded', async () => {
  const asking = ask(bot, '/i2v slowly', [await bot.upload('huge.png', hugePicture(20_000, 20_000))])
  const peak = await peakDuring(asking)
  const { ids, said } = await asking
  expect(words(said)).toEqual([
    ['failure', 'huge.png: This picture has 20000×20000 pixels, and the limit is 40 megapixels. Make it smaller and attach it again.'],
  ])
  expectRefund(readBooks(dataDir), ids)
  // Decoded it would be 400 more, and another 1600 for the canvas that it is drawn on.
  expect(peak).toBeGreaterThan(10)
  expect(peak).toBeLessThan(300)
  await expectNextClip(bot)
})

test.each<[string, string, string, () => Uint8Array | Promise<Uint8Array>, string]>([
  [
    'a text file named .png',
    'i2v',
    'notes.png',
    () => Buffer.from('Dear diary, this is no picture.\n'),
    'This file contains text, whatever its name says. Attach a picture (JPEG, PNG, WebP), a video (MP4, MOV, WebM) or a sound (MP3, WAV, M4A, Ogg).',
  ],
  [
    'an animated GIF',
    'i2v',
    'wave.gif',
    () => made('wave.gif', makeAnimatedGif),
    'A still picture is needed, and this one moves. Use it with /v2v, or attach a JPEG, PNG or WebP.',
  ],
  [
    'a video named .png',
    'i2v',
    'clip.png',
    () => clip,
    'A still picture is needed, and this file is video/mp4. Attach a JPEG, PNG or WebP.',
  ],
  [
    'a truncated MP4',
    'v2v',
    'cut.mp4',
    () => clip.subarray(0, Math.floor(clip.byteLength * 0.6)),
    'This file is cut off: its end is missing. Export or download it again and attach that.',
  ],
  [
    'a picture over the cap',
    'i2v',
    'heavy.png',
    async () => Buffer.concat([await made('small.png', (path) => makePng(path, { width: 8, height: 8 })), Buffer.alloc(51e6)]),
    'This file has 51 MB, and the limit is 50 MB. Make it smaller and attach it again.',
  ],
])('%s is refused in one sentence, and the credits come back', async (_, command, name, make, sentence) => {
  const before = readBooks(dataDir).balance
  const { ids, said } = await ask(bot, `/${command} slowly`, [await bot.upload(name, await make())])
  expect(words(said)).toEqual([['failure', `${name}: ${sentence}`]])
  expect(ids).toHaveLength(1)
  expectRefund(readBooks(dataDir), ids)
  expect(readBooks(dataDir).balance).toBe(before)
  await expectTidy()
})

test('of several files it is the bad one that is named', async () => {
  const good = await bot.upload('good.png', await made('good.png', (path) => makePng(path, { width: 64, height: 36 })))
  const { said } = await ask(bot, '/i2v slowly', [good, await bot.upload('bad.png', Buffer.from('no picture'))])
  expect(words(said)).toEqual([['failure', expect.stringMatching(/^bad\.png: This file contains text, /)]])
})

test('an empty file is refused before it is anything', async () => {
  const refused = fetch(`${bot.url}/api/uploads`, { method: 'POST', headers: { origin: bot.url }, body: '' })
  expect(await (await refused).json()).toEqual({ error: { code: 'missing_input', message: 'The file is empty. Choose another one.' } })
  await expectTidy()
})

test('a file over the cap is refused before its bytes are taken', async () => {
  const answer = await new Promise<[number | undefined, string]>((resolve, reject) => {
    const headers = { origin: bot.url, 'content-length': 201 * 1024 * 1024 }
    const sending = request(`${bot.url}/api/uploads`, { method: 'POST', headers }, async (response) => {
      const body = await text(response)
      sending.destroy()
      resolve([response.statusCode, body])
    })
    sending.on('error', reject)
    // Not one of the bytes that it speaks of.
    sending.flushHeaders()
  })
  expect(answer).toEqual([
    413,
    JSON.stringify({ error: { code: 'too_large', message: 'The file is larger than 200 MB. Choose a smaller one.' } }),
  ])
})

test('an empty file on the console is refused in one sentence, and the program ends with 1', async () => {
  const ownFolder = await temporaryFolder()
  await writeFile(join(ownFolder, 'empty.png'), '')
  const { code, output } = await runProgram({
    dataDir: ownFolder,
    env: { MOODREEL_TEST_VENDOR_URL: vendor.url, LOG_LEVEL: 'silent' },
    args: ['say', '/i2v slowly --model remote', '--attach', join(ownFolder, 'empty.png')],
  })
  const posts = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as WordedPost)
  expect(words(posts.filter(({ kind }) => kind !== 'batch'))).toEqual([
    ['failure', 'empty.png: This file is empty. Attach it again, or another one.'],
  ])
  expect(code).toBe(1)
  expectRefund(readBooks(ownFolder), posts[0]?.generationIds ?? [])
})

test('a prompt of 10,000 characters is refused at once and nothing is held', async () => {
  const before = readBooks(dataDir)
  const { ids, said } = await ask(bot, `/t2v ${'x'.repeat(10_000)}`)
  expect(words(said)).toEqual([['failure', 'prompt can have 4000 characters at most. Yours has 10000.']])
  expect(ids).toEqual([])
  expect(readBooks(dataDir)).toEqual(before)
})

test('control characters reach neither the provider nor a reader', async () => {
  const { said } = await ask(bot, '/t2v a \u0007fox\u0000 \u202ein\u200b the\u001b snow\u0085')
  expect(words(said)).toEqual([['clip', 'a fox in the snow']])
  expect(vendor.jobs.at(-1)?.prompt).toBe('a fox in the snow')
})

test('seed 0 is a seed: the provider gets it, the post and the recipe name it', async () => {
  const { ids, said } = await ask(bot, '/t2v a fox in the snow --seed 0')
  expect(vendor.jobs.at(-1)?.seed).toBe(0)
  expect(said[0]?.facts[0]).toBe('seed 0')
  const byId = await bot.say(`/info ${ids[0]}`)
  expect(byId.replies[0]?.facts[0]).toBe('seed 0')
  // The file itself knows it too.
  const file = await fetch(`${bot.url}/media/${said[0]?.media[0]?.key}`)
  const fromFile = await bot.say('/info', [await bot.upload('fox.mp4', new Uint8Array(await file.arrayBuffer()))])
  expect(fromFile.replies[0]).toMatchObject({ kind: 'recipe', text: 'a fox in the snow', facts: byId.replies[0]?.facts })
})

test('a provider that sends no clip is blamed itself, and what it bills for it is said and charged', async () => {
  vendor.behaviour.clip = Buffer.from('<html>Our clips are on holiday.</html>')
  const engine = await hurryFromOutside(join(dataDir, 'engine.sqlite'))
  onTestFinished(() => engine.close())
  const asking = ask(bot, '/t2v a fox').finally(() => {
    vendor.behaviour.clip = clip
  })
  // It looks again and again for a clip that is one.
  const last = () => readBooks(dataDir).generations.at(-1)
  const state = async () => {
    await engine.now()
    return last()?.state
  }
  await expect.poll(state, { timeout: 30_000 }).toBe('failed')
  const { ids, said } = await asking
  expect(words(said)).toEqual([['failure', 'The provider sent a clip that cannot be used. Try again.']])
  expect(said[0]?.warnings).toEqual(['This still cost 7 credits, because the provider charges for it.'])
  const [asked] = readBooks(dataDir).generations.filter(({ id }) => ids.includes(id))
  expect(asked).toMatchObject({ state: 'failed', slot: 'released', entries: [{ kind: 'hold', credits: -7 }, { kind: 'settle' }] })
  await expectTidy()
  await expectNextClip(bot)
})

/** Root may write anywhere; without its capabilities it may write what its files allow, like anybody. */
const asAnybody = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : []

// What else a data folder may be is asked of it alone: `test/storage/data-folder.test.ts`.
describe('another start that cannot be ends with 1 and one sentence', () => {
  test('on the data folder of this process, which goes on unharmed', async () => {
    expect(await runProgram({ dataDir })).toEqual({
      code: 1,
      output: '',
      errors: `Another Moodreel runs on the data folder ${dataDir}; stop it first, or set MOODREEL_DATA_DIR to another folder.\n`,
    })
  })

  test('for one line on that folder, which says where to say it', async () => {
    const { code, errors } = await runProgram({ dataDir, args: ['say', '/quota'] })
    expect([code, errors]).toEqual([
      1,
      `Another Moodreel runs on the data folder ${dataDir}; say this in its page or its chat, or here in a folder of its own: MOODREEL_DATA_DIR=./data-say npm run say -- …\n`,
    ])
  })

  test('on a port that is taken, whose owner goes on unharmed', async () => {
    const { port } = new URL(bot.url)
    const { code, errors } = await runProgram({ dataDir: await temporaryFolder(), env: { PORT: port } })
    const sentence = `Port ${port} on 127.0.0.1 is taken by another program. Stop that one, or set PORT to a free port.\n`
    expect([code, errors]).toEqual([1, sentence])
    await expectNextClip(bot)
  })

  test('with a setting of a provider that does not fit, and touches no data', async () => {
    const ownFolder = await temporaryFolder()
    const errors =
      'Provider remote: MOODREEL_TEST_VENDOR_URL does not fit. Set MOODREEL_TEST_VENDOR_URL to the base URL of the test vendor.\n'
    const options = { dataDir: ownFolder, env: { MOODREEL_TEST_VENDOR_URL: 'here' } }
    expect(await runProgram(options)).toEqual({ code: 1, output: '', errors })
    expect(await readdir(ownFolder)).toEqual([])
  })

  test('on a data folder that is read-only', async () => {
    const ownFolder = await temporaryFolder()
    await chmod(ownFolder, 0o555)
    onTestFinished(() => chmod(ownFolder, 0o755))
    const errors = `The data folder ${ownFolder} or a file in it cannot be written; make it writable or set MOODREEL_DATA_DIR to another.\n`
    expect(await runProgram({ dataDir: ownFolder, through: asAnybody })).toEqual({ code: 1, output: '', errors })
  })
})
