import { execFile, spawnSync } from 'node:child_process'
import { open, readdir, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { readBooks } from '../support/books.ts'
import { type Bot, startBot } from '../support/bot.ts'
import { ask, expectNextClip, words } from '../support/conversation.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startVendor, type Vendor } from '../support/vendor-server.ts'

/** A clip that fails in being written, long before anybody could see that it is none. */
const heavyClip = Buffer.alloc(8e6)

/** A bot on a disk of its own, and a vendor whose clips are too large for it. */
const setUp = async (through: (dataDir: string) => string[]): Promise<{ bot: Bot; vendor: Vendor; dataDir: string }> => {
  const dataDir = await temporaryFolder()
  const vendor = await startVendor(heavyClip)
  vendor.behaviour.renderMs = 50
  const bot = await startBot({ dataDir, env: { MOODREEL_TEST_VENDOR_URL: vendor.url }, through: through(dataDir) })
  onTestFinished(async () => {
    await bot.kill()
    await vendor.close()
  })
  return { bot, vendor, dataDir }
}

const full: [string, string] = ['failure', 'The disk of this bot is full. Tell the operator.']

// A limit on the size of a file is something every process may set for itself.
test('a clip that the disk cannot take is told with what its provider bills, and a smaller one is made', async () => {
  const { bot, vendor, dataDir } = await setUp(() => ['sh', '-c', 'ulimit -f 8192 && exec "$@"', 'sh'])
  const { ids, said } = await ask(bot, '/t2v a fox')
  expect(words(said)).toEqual([full])
  expect(said.map(({ warnings }) => warnings)).toEqual([['This still cost 7 credits, because the provider charges for it.']])
  const [asked] = readBooks(dataDir).generations.filter(({ id }) => ids.includes(id))
  expect(asked).toMatchObject({
    state: 'failed',
    slot: 'released',
    entries: [
      { kind: 'hold', credits: -7 },
      { kind: 'settle', credits: 0 },
    ],
  })
  const headers = { origin: bot.url }
  const upload = await fetch(`${bot.url}/api/uploads`, { method: 'POST', body: heavyClip, headers })
  expect([upload.status, await upload.json()]).toMatchObject([507, { error: { code: 'storage_full' } }])
  expect(await readdir(join(dataDir, 'work'))).toEqual([])
  vendor.behaviour.clip = await smallClip()
  await expectNextClip(bot)
})

/** Leaves so many bytes free on the disk of a folder. */
const fill = async (path: string, leaveBytes: number): Promise<void> => {
  const disk = await statfs(path)
  await using file = await open(join(path, 'filler'), 'a')
  const block = Buffer.alloc(1024 * 1024)
  for (let left = disk.bavail * disk.bsize - leaveBytes; left > 0; left -= block.byteLength) {
    await file.appendFile(block.subarray(0, Math.min(left, block.byteLength)))
  }
}

const readBooksScript = `
const [module, dataDir] = process.argv.slice(1)
const { readBooks } = await import(module)
console.log(JSON.stringify(readBooks(dataDir)))
`

/** Reads the database of a bot where the bot sees it: in its own namespaces. */
const booksInside = async (bot: Bot, dataDir: string): Promise<ReturnType<typeof readBooks>> => {
  const enter = ['--preserve-credentials', '-U', '-m', '-t', String(bot.process.pid)]
  const module = new URL('../support/books.ts', import.meta.url).href
  const node = [process.execPath, '--no-warnings', '--input-type=module', '-e', readBooksScript, '--', module, dataDir]
  const { stdout } = await promisify(execFile)('nsenter', [...enter, ...node])
  return JSON.parse(stdout) as ReturnType<typeof readBooks>
}

// A disk that is really full needs the right to mount one, in a namespace that ends with the process.
if (spawnSync('sh', ['-c', 'unshare -rm mount -t tmpfs tmpfs /mnt']).status === 0) {
  const onSmallDisk = (path: string): string[] => [
    'unshare',
    '-rm',
    'sh',
    '-c',
    'mount -t tmpfs -o size=160m tmpfs "$0" && exec "$@"',
    path,
  ]

  test('a disk that fills up under a clip: it waits, nothing new is taken, and all is well once there is room', async () => {
    const { bot, vendor, dataDir } = await setUp(onSmallDisk)
    const disk = `/proc/${bot.process.pid}/root${dataDir}`
    const tooLittle: [string, string] = ['failure', 'The disk of this bot is full. Tell the operator.']
    const clip = await smallClip()

    // One that does not fit, and one that would leave no room for the database to go on.
    for (const bytes of [heavyClip, clip]) {
      Object.assign(vendor.behaviour, { clip: bytes, renderMs: 600_000 })
      const polls = () => bot.log.filter((line) => line['stage'] === 'poll' && line.msg === 'stage ends').length
      const before = polls()
      const asked = ask(bot, '/t2v a fox')
      await expect.poll(polls).toBeGreaterThan(before)
      await fill(disk, 4e6)
      vendor.behaviour.renderMs = 50
      const waits = () => bot.log.filter((line) => line['stage'] === 'collect' && line.msg === 'stage will be tried again')
      const waited = waits().length
      await expect.poll(() => waits().length).toBeGreaterThan(waited + 1)
      const stages = async () => (await bot.messages()).flatMap(({ post }) => (post?.progress ?? []).map(({ stage }) => stage))
      await expect.poll(stages).toEqual(['waiting for room on the bot’s disk'])
      vendor.behaviour.clip = clip
      await rm(join(disk, 'filler'))
      expect(words((await asked).said)).toEqual([['clip', 'a fox']])
    }

    await fill(disk, 0)
    const refused = await ask(bot, '/t2v another fox')
    expect(words(refused.said)).toEqual([tooLittle])
    expect(refused.ids).toEqual([])
    const answer = `507 {"error":{"code":"storage_full","message":"${tooLittle[1]}"}}`
    await expect(bot.upload('fox.png', new Uint8Array(8))).rejects.toThrow(answer)
    expect(await (await fetch(`${bot.url}/readyz`)).json()).toMatchObject({ notReady: ['room'] })

    await rm(join(disk, 'filler'))
    await expectNextClip(bot)
    expect((await booksInside(bot, dataDir)).generations.map(({ state }) => state)).toEqual(['delivered', 'delivered', 'delivered'])
  })
}
