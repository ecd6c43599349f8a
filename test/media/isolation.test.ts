import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, readFile, realpath, stat, symlink, writeFile } from 'node:fs/promises'
import { getCompileCacheDir } from 'node:module'
import { getPriority } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { bareRun, film, moof, times, traf, trak } from '../hostile/boxes.ts'
import { patient } from '../support/patient.ts'
import { makeJpeg, makeMp4, noise } from './fixtures.ts'
import { type Bench, isRunning, openBench } from './workbench.ts'

/** Where the fixtures lie; its own tools are not used. */
let shelf: Bench
beforeAll(async () => {
  shelf = await openBench()
  await makeMp4(shelf.path('heavy.mp4'), { width: 320, height: 180, fps: 24, durationSeconds: 2, draw: noise, bitrate: 6e6 })
  await makeJpeg(shelf.path('light.jpg'), { width: 16, height: 16 })
})
afterAll(() => shelf[Symbol.asyncDispose]())

/** Work for seconds: every frame of a film on a sheet of 38 megapixels. */
const heavy = (bench: Bench, signal?: AbortSignal) =>
  bench.tools.contactSheet(shelf.path('heavy.mp4'), bench.path('heavy.jpg'), { columns: 20, rows: 20, width: 8192 }, signal)
const light = (bench: Bench, signal?: AbortSignal) => bench.tools.inspect(shelf.path('light.jpg'), signal)

const untilGone = (pid: number | undefined) => vi.waitFor(async () => expect(await isRunning(pid ?? 0)).toBe(false), patient)
const untilStarted = (bench: Bench, count = 1) => vi.waitFor(() => expect(bench.pids).toHaveLength(count), patient)

test('gives a look up sooner than work', async () => {
  const failed: string[] = []
  await using bench = await openBench({ processes: 1, limits: { lookCpuMs: 20 }, failed: (code) => failed.push(code) })
  await writeFile(
    bench.path('long.mp4'),
    Buffer.concat([film(trak(1)), times(59_000, moof(...Array<Buffer>(5).fill(traf(0, bareRun(1)))))]),
  )
  await expect(bench.tools.inspect(bench.path('long.mp4'))).rejects.toMatchObject({ code: 'media_timeout' })
  await bench.tools.frame(shelf.path('heavy.mp4'), bench.path('frame.png'), { at: 'last' })
  expect(failed).toEqual(['media_timeout'])
})

test('gives up a file that takes too much work, blames it at its second death, and starts no child for it after that, from any member and in any copy', async () => {
  await using bench = await openBench({ processes: 1, limits: { workCpuMs: 200 } })
  await copyFile(shelf.path('heavy.mp4'), bench.path('copy.mp4'))
  const sheet = { columns: 20, rows: 20, width: 8192 }
  const draw = (member: string, path: string) => bench.tools.forMember(member).contactSheet(path, bench.path('heavy.jpg'), sheet)
  await expect(draw('ann', shelf.path('heavy.mp4'))).rejects.toMatchObject({ code: 'media_timeout' })
  expect(await isRunning(bench.pids[0] ?? 0)).toBe(false)
  const blamed = { code: 'bad_media', userMessage: 'This file cannot be processed. Use another one.' }
  await expect(draw('ann', bench.path('copy.mp4'))).rejects.toMatchObject(blamed)
  await expect(draw('ben', shelf.path('heavy.mp4'))).rejects.toMatchObject(blamed)
  expect(bench.pids).toHaveLength(2)
  expect(await bench.tools.forMember('ben').inspect(shelf.path('light.jpg'))).toMatchObject({ mediaType: 'image/jpeg' })
})

test('does a clip’s work beside members’ files, of which each member has one in the works, in a child that they give way to', async () => {
  await using bench = await openBench({ processes: 2 })
  const [ann, ben] = [new AbortController(), new AbortController()]
  const draw = (member: string, signal: AbortSignal) =>
    bench.tools
      .forMember(member)
      .contactSheet(shelf.path('heavy.mp4'), bench.path(`${member}.jpg`), { columns: 20, rows: 20, width: 8192 }, signal)
  const settled = Promise.allSettled([draw('ann', ann.signal), draw('ann', ann.signal), draw('ben', ben.signal)])
  await untilStarted(bench)
  for (let round = 0; round < 3; round += 1) expect(await light(bench)).toMatchObject({ mediaType: 'image/jpeg' })
  const own = getPriority()
  expect(bench.pids.map((pid) => getPriority(pid) - own)).toEqual([Math.min(10, 19 - own), 5])
  ann.abort()
  ben.abort()
  expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
})

test('gives a job up when its child holds too much memory', async () => {
  await using bench = await openBench({ limits: { memoryBytes: 100e6 } })
  await expect(heavy(bench)).rejects.toMatchObject({ code: 'media_failed', userMessage: expect.stringContaining('memory') })
  expect(await isRunning(bench.pids[0] ?? 0)).toBe(false)
})

test('fails only the job whose child crashes', async () => {
  await using bench = await openBench({ processes: 1 })
  const [doomed, next] = [heavy(bench), light(bench)]
  const settled = Promise.allSettled([doomed, next])
  await untilStarted(bench)
  process.kill(bench.pids[0] ?? 0, 'SIGSEGV')
  const [first, second] = await settled
  expect(first).toMatchObject({
    status: 'rejected',
    reason: { code: 'media_failed', cause: { message: expect.stringContaining('SIGSEGV') } },
  })
  expect(second).toMatchObject({ status: 'fulfilled' })
})

test('gives a job up when its time is over, and goes on with other jobs beside it and after it', async () => {
  await using bench = await openBench({ processes: 2, limits: { timeoutMs: 2_000 } })
  const [hostile, ...others] = await Promise.allSettled([heavy(bench), ...Array.from({ length: 12 }, () => light(bench))])
  expect(hostile).toMatchObject({ status: 'rejected', reason: { code: 'media_timeout' } })
  expect(others.filter(({ status }) => status === 'fulfilled')).toHaveLength(12)
  expect(await Promise.all(bench.pids.map(isRunning))).toEqual(expect.arrayContaining([true, false]))
  await expect(stat(bench.path('heavy.jpg'))).rejects.toMatchObject({ code: 'ENOENT' })
})

test('keeps one child for many jobs, another one for members’ files, and does a job again when the child it met was broken', async () => {
  await using bench = await openBench({ processes: 1 })
  const member = () => bench.tools.forMember('ann').inspect(shelf.path('light.jpg'))
  for (let round = 0; round < 5; round += 1) await light(bench)
  expect(bench.pids).toHaveLength(1)
  await member()
  await untilGone(bench.pids[0])
  expect(bench.pids).toHaveLength(2)
  process.kill(bench.pids[1] ?? 0, 'SIGKILL')
  expect(await member()).toMatchObject({ mediaType: 'image/jpeg' })
  expect(bench.pids).toHaveLength(3)
})

test('drops a waiting job that is aborted, kills the child of a running one, and refuses all work once it is stopped', async () => {
  await using bench = await openBench({ processes: 1 })
  const [running, waiting] = [new AbortController(), new AbortController()]
  const settled = Promise.allSettled([heavy(bench, running.signal), light(bench, waiting.signal), light(bench)])
  await untilStarted(bench)
  waiting.abort()
  running.abort()
  const canceled = { status: 'rejected', reason: { code: 'canceled' } }
  expect(await settled).toMatchObject([canceled, canceled, { status: 'fulfilled' }])
  expect(await isRunning(bench.pids[0] ?? 0)).toBe(false)
  await expect(light(bench, AbortSignal.abort())).rejects.toMatchObject({ code: 'canceled' })

  const unfinished = Promise.allSettled([heavy(bench), light(bench)])
  await bench.tools.stop()
  const stopping = { status: 'rejected', reason: { code: 'stopping' } }
  expect(await unfinished).toMatchObject([stopping, stopping])
  await expect(light(bench)).rejects.toMatchObject({ code: 'stopping' })
  expect(await isRunning(bench.pids[1] ?? 0)).toBe(false)
})

test('stops a child that has had nothing to do for a while, and starts another one when there is work', async () => {
  await using bench = await openBench({ idleMs: 20 })
  await light(bench)
  await untilGone(bench.pids[0])
  await light(bench)
  expect(bench.pids).toHaveLength(2)
})

test('gives its child nothing of its own environment, and no folder of others to write in', async () => {
  process.env.MOODREEL_TEST_TOKEN = 'secret'
  await using bench = await openBench()
  await light(bench)
  delete process.env.MOODREEL_TEST_TOKEN
  const environment = await readFile(`/proc/${bench.pids[0]}/environ`, 'latin1')
  // Where the tests' own compiled code is kept, the children have a folder of theirs.
  const given = environment.split('\0').filter((entry) => entry && !entry.startsWith('NODE_CHANNEL_'))
  expect(given).toEqual([`NODE_COMPILE_CACHE=${await realpath(join(getCompileCacheDir() ?? '', 'media'))}`])
  for (const outside of [
    () => bench.tools.cleanImage(shelf.path('light.jpg'), shelf.path('outside.png')),
    () => bench.tools.cleanTracks(shelf.path('heavy.mp4'), shelf.path('outside.mp4')),
  ]) {
    await expect(outside()).rejects.toMatchObject({ code: 'media_failed', cause: expect.stringContaining('ERR_ACCESS_DENIED') })
  }
})

test('says that the disk is full, and does not blame the file for it', async () => {
  await using bench = await openBench()
  for (const [name, job] of [
    ['picture.png', () => bench.tools.cleanImage(shelf.path('light.jpg'), bench.path('picture.png'))],
    ['film.mp4', () => bench.tools.cleanTracks(shelf.path('heavy.mp4'), bench.path('film.mp4'))],
  ] as const) {
    // Everything that is written there meets a full disk.
    await symlink('/dev/full', bench.path(name))
    await expect(job()).rejects.toMatchObject({ code: 'storage_full' })
  }
})

/** A parent of its own, which tells its child's pid and then does what `task` says. */
const startParent = async (bench: Bench, task: 'idle' | 'heavy'): Promise<{ parent: ChildProcess; pid: number }> => {
  const input = shelf.path(task === 'heavy' ? 'heavy.mp4' : 'light.jpg')
  const parent = fork(new URL('./tiny-parent.ts', import.meta.url), [bench.folder, task, input], { execArgv: [] })
  const [pid] = await once(parent, 'message')
  return { parent, pid: Number(pid) }
}

test('ends its children when the parent is killed in the middle of their work', async () => {
  await using bench = await openBench()
  const { parent, pid } = await startParent(bench, 'heavy')
  expect(await isRunning(pid)).toBe(true)
  parent.kill('SIGKILL')
  await untilGone(pid)
})

test('does not keep its parent from ending, and ends with it', async () => {
  await using bench = await openBench()
  const { parent, pid } = await startParent(bench, 'idle')
  parent.disconnect()
  expect(await once(parent, 'exit')).toEqual([0, null])
  await untilGone(pid)
})
