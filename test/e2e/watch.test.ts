import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { readBooks } from '../support/books.ts'
import type { Bot } from '../support/bot.ts'
import { openRemoteWorld } from '../support/remote-world.ts'
import { laterInFile } from '../support/temporary-folder.ts'

const later = laterInFile()
let dataDir: string
let bot: Bot

beforeAll(async () => {
  const world = await openRemoteWorld({}, later)
  dataDir = world.dataDir
  bot = await world.start()
})

test('an operator can follow one clip through the log and see it in the metrics, and reads no prompt', async () => {
  await bot.say('/t2v a swordfish jumps --model remote')
  const ended = await bot.logged((line) => line.msg === 'generation ended')
  await expect.poll(() => bot.log.filter((line) => line.msg === 'stage ends').map((line) => line['stage'])).toContain('report-end')

  const generation = String(ended['generation'])
  const life = bot.log.filter((line) => line['generation'] === generation)
  expect(life.filter((line) => Number(line['level']) >= 30).map((line) => line.msg)).toEqual([
    'admitted',
    'run begins',
    'submitting',
    'accepted',
    'the provider is done',
    'generation ended',
  ])
  const idOf = (msg: string, key: string): unknown => life.find((line) => line.msg === msg)?.[key]
  expect(bot.log.find((line) => line.msg === 'command done')?.['invocation']).toBe(idOf('admitted', 'invocation'))
  expect(readBooks(dataDir).generations.map((one) => one.attempts.map((attempt) => attempt.id))).toEqual([[idOf('submitting', 'attempt')]])
  expect(idOf('the provider is done', 'attempt')).toBe(idOf('submitting', 'attempt'))
  expect(idOf('run begins', 'run')).toMatch(/^[0-9a-f-]{36}$/)
  // Whatever else was said belongs to the command or to the program.
  const others = bot.log.filter((line) => line['generation'] === undefined && Number(line['level']) >= 30).map((line) => line.msg)
  const link = 'behind the address of a proxy on this machine this opens the playground'
  expect(new Set(others)).toEqual(new Set(['command done', 'ready', 'the playground is open', link]))
  expect(JSON.stringify(bot.log)).not.toContain('swordfish')

  const metrics = await (await fetch(`${bot.url}/metrics`)).text()
  expect(metrics).toContain('moodreel_outcomes_total{provider="remote",kind="clip",state="delivered",class="",code=""} 1')
  expect(metrics).toContain('moodreel_submits_total{provider="remote",result="accepted"} 1')
  expect(metrics).toContain('moodreel_settled_credits_total{provider="remote"} 7')
  for (const state of ['admitted', 'ingesting', 'queued', 'submitting', 'rendering', 'collecting', 'delivering']) {
    expect(metrics).toContain(`moodreel_stage_seconds_count{state="${state}",provider="remote"} 1`)
  }
  expect(metrics).toContain('moodreel_ack_seconds_count{platform="web"} 1')
  expect(metrics).toContain('moodreel_delivery_seconds_count{provider="remote"} 1')
  expect(metrics).not.toContain(generation)
})

test('what the program writes is its owner’s alone', async () => {
  await bot.upload('a.bin', Buffer.from('a face'))
  await expect.poll(async () => (await bot.messages()).some(({ post }) => post?.kind === 'clip')).toBe(true)
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true })
  const rights = await Promise.all(
    entries.map(async (entry) => {
      const path = join(entry.parentPath, entry.name)
      return {
        path,
        mode: await stat(path).then(
          ({ mode }) => (mode & 0o777).toString(8),
          () => 'gone',
        ),
        wanted: entry.isDirectory() ? '700' : '600',
      }
    }),
  )
  expect(rights.length).toBeGreaterThan(10)
  expect(rights.filter(({ mode, wanted }) => mode !== wanted && mode !== 'gone')).toEqual([])
})
