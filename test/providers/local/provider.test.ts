import { fork } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCanvas } from '@napi-rs/canvas'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { jobSchema } from '../../../providers/local/job.ts'
import { textToImage } from '../../../providers/local/text-to-image.ts'
import local from '../../../providers/local.ts'
import { accepted, newAttempt, pollUntil, readOutput } from '../../contracts/provider-contract.ts'
import { inputOf, LocalBench, requestOf } from './bench.ts'
import { readClip } from './fixtures.ts'

const never = () => new AbortController().signal
const soon = { timeout: 30_000, interval: 20 }
const small = { durationSeconds: 0.5, resolution: '120p' }
const endless = requestOf('stormy ocean waves', { resolution: '720p', durationSeconds: 10, fps: 30 })

/** The process that works on a job: its file is named after it. */
const rendererOf = async (bench: LocalBench, id: string): Promise<number> =>
  vi.waitFor(async () => {
    const part = (await readdir(join(bench.folder, id))).find((name) => name.startsWith('part-'))
    if (!part) throw new Error('nobody draws yet')
    return Number.parseInt(part.slice('part-'.length), 10)
  }, soon)

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('the preview renderer', () => {
  let bench: LocalBench
  beforeEach(async () => {
    bench = await LocalBench.start()
  })
  afterEach(() => bench.dispose())

  it('goes on with a render whose whole process was killed, and leaves no renderer behind', async () => {
    const id = 'killed-in-the-middle'
    const parent = fork(fileURLToPath(new URL('./parent.ts', import.meta.url)), [bench.folder, id], { execArgv: [], env: {} })
    const renderer = await rendererOf(bench, id)
    expect(isAlive(renderer)).toBe(true)
    parent.kill('SIGKILL')
    await vi.waitFor(() => expect(isAlive(renderer)).toBe(false), soon)

    const provider = bench.open()
    const found = await provider.reconcile?.({ id, createdAt: Date.now() }, requestOf('a quiet lake'), never())
    if (found?.kind !== 'found') throw new Error('the job is gone')
    const status = await pollUntil(provider, found.operation)
    expect(status).toMatchObject({ kind: 'succeeded', seed: 42 })
    const clip = await readClip(await readOutput({}, provider, status, found.operation))
    expect(clip.frames.length).toBe(6)
    expect((await readdir(join(bench.folder, id))).sort()).toEqual(['job.json', 'output.mp4'])
  })

  it('kills the renderer of what is canceled', async () => {
    const provider = bench.open()
    const attempt = newAttempt()
    const operation = accepted(await provider.submit(endless, attempt))
    await provider.poll(operation, never())
    const renderer = await rendererOf(bench, attempt.id)
    await provider.cancel?.(operation, never())
    expect(isAlive(renderer)).toBe(false)
    expect(await provider.poll(operation, never())).toEqual({ kind: 'canceled' })
  })

  it('ends its renderers when it stops, and calls none of it a failure', async () => {
    const provider = bench.open()
    const attempt = newAttempt()
    const operation = accepted(await provider.submit(endless, attempt))
    await provider.poll(operation, never())
    const renderer = await rendererOf(bench, attempt.id)
    await provider.stop?.()
    expect(isAlive(renderer)).toBe(false)
    expect(await provider.poll(operation, never())).toEqual({ kind: 'queued' })
    expect(await bench.open().poll(operation, never())).toMatchObject({ kind: 'running' })
  })

  it('draws two at a time and tells the others their place', async () => {
    const provider = bench.open()
    const operations = []
    for (let job = 0; job < 4; job++) operations.push(accepted(await provider.submit(endless, newAttempt())))
    const statuses = []
    for (const operation of operations) statuses.push(await provider.poll(operation, never()))
    expect(statuses.map(({ kind }) => kind)).toEqual(['running', 'running', 'queued', 'queued'])
    expect(statuses.slice(2)).toEqual([
      { kind: 'queued', position: 1 },
      { kind: 'queued', position: 2 },
    ])
  })

  it('lasts longer when it is told to, and says how far it is meanwhile', async () => {
    const provider = bench.open({ MOODREEL_LOCAL_DELAY_MS: '400', PATH: '/somewhere', OTHER: 'ignored' })
    const operation = accepted(await provider.submit(requestOf('a quiet lake', small), newAttempt()))
    const seen = new Set<number>()
    const end = await pollUntil(provider, operation, (status) => {
      if (status.kind === 'running' && status.progress !== undefined) seen.add(status.progress)
      return status.kind === 'succeeded'
    })
    expect(end.kind).toBe('succeeded')
    expect([...seen].some((progress) => progress > 0.5 && progress < 1)).toBe(true)
  })

  it('refuses a delay that is not a number of milliseconds', () => {
    expect(local.settings.safeParse({ MOODREEL_LOCAL_DELAY_MS: 'long' }).success).toBe(false)
    expect(local.settings.safeParse({}).success).toBe(true)
  })

  it('refuses what it cannot draw, with the reason', async () => {
    const provider = bench.open()
    const photo = inputOf('firstFrame', new Uint8Array([1]))
    const video = inputOf('video', new Uint8Array([1]), { durationSeconds: 31 })
    for (const request of [
      requestOf('a still', { mode: 't2i' }, [photo]),
      requestOf('restyle', { mode: 'i2i' }),
      requestOf('', { mode: 'upscale-video', factor: 2 }, [photo]),
      requestOf('', { mode: 'upscale-still', factor: 2 }, [inputOf('firstFrame', new Uint8Array([1]), { width: 4000, height: 3000 })]),
      requestOf('move', { mode: 'i2v' }),
      requestOf('restyle', { mode: 'v2v' }),
      requestOf('restyle', { mode: 'v2v' }, [video]),
      requestOf('sea', {}, [photo]),
      requestOf('sea', { durationSeconds: 60 }),
      requestOf('sea', { resolution: '2160p' }),
    ]) {
      expect(await provider.submit(request, newAttempt())).toMatchObject({ kind: 'rejected', error: { class: 'invalid_input' } })
    }
    expect(await bench.jobs()).toEqual([])
  })

  it('fills in what a request leaves open', async () => {
    const provider = bench.open()
    const { request, ...rest } = requestOf('a quiet lake')
    const { durationSeconds: _, fps: __, resolution: ___, ...bare } = request
    expect((await provider.submit({ request: bare, ...rest }, newAttempt())).kind).toBe('accepted')
  })

  it('does not mind a length and a rate beyond its own for a video, which keeps what it has', async () => {
    const provider = bench.open()
    const long = requestOf('noir', { mode: 'v2v', durationSeconds: 25, fps: 60 }, [inputOf('video', new Uint8Array([1]))])
    expect((await provider.submit(long, newAttempt())).kind).toBe('accepted')
  })

  it('calls a picture or a video that is none the person’s to change', async () => {
    const provider = bench.open()
    const nothing = new TextEncoder().encode('neither a picture nor a video')
    for (const broken of [
      requestOf('push in', { mode: 'i2v', ...small }, [inputOf('firstFrame', nothing)]),
      requestOf('noir', { mode: 'v2v', ...small }, [inputOf('video', nothing)]),
    ]) {
      const status = await pollUntil(provider, accepted(await provider.submit(broken, newAttempt())))
      expect(status).toMatchObject({ kind: 'failed', error: { class: 'invalid_input' } })
    }
  })

  it('draws stills, and fills them, as PNG', async () => {
    const provider = bench.open()
    const still = async (request: Parameters<typeof provider.submit>[0]): Promise<Buffer> => {
      const operation = accepted(await provider.submit(request, newAttempt()))
      const status = await pollUntil(provider, operation)
      expect(status).toMatchObject({ kind: 'succeeded', seed: 42 })
      return Buffer.from(await readOutput({}, provider, status, operation))
    }
    const { request } = requestOf('a quiet lake', { mode: 't2i', resolution: '120p' })
    const drawn = await still({ ...requestOf('a quiet lake'), request })
    const own = textToImage(jobSchema.parse({ request, inputs: [] })).toBuffer('image/png')
    expect(drawn.equals(own)).toBe(true)
    // A mask that is black all over.
    const mask = createCanvas(214, 120).toBuffer('image/png')
    const filled = await still(
      requestOf('a storm', { mode: 'i2i', resolution: undefined }, [inputOf('firstFrame', drawn), inputOf('mask', mask)]),
    )
    expect(filled.equals(drawn)).toBe(true)
  })

  it('keeps any attempt id inside its folder', async () => {
    const provider = bench.open()
    const operation = accepted(await provider.submit(requestOf('sea', small), { ...newAttempt(), id: '../../etc/passwd' }))
    expect(operation).toEqual({ id: '../../etc/passwd' })
    expect(await bench.jobs()).toEqual(['%2E%2E%2F%2E%2E%2Fetc%2Fpasswd'])
  })

  it('opens only the output of the operation at hand', async () => {
    const provider = bench.open()
    const operation = accepted(await provider.submit(requestOf('sea', small), newAttempt()))
    await expect(provider.open?.({ url: 'local:another' }, operation, never())).rejects.toThrow()
    await expect(provider.open?.({ url: `local:${Object(operation).id}` }, operation, never())).rejects.toMatchObject({ code: 'not_found' })
  })

  it('makes room of jobs that nothing happened to for a day, and says so when asked for them', async () => {
    const first = bench.open()
    const operation = accepted(await first.submit(requestOf('sea', small), newAttempt()))
    await bench.open({}, () => Date.now() + 23 * 3_600_000).stop?.()
    expect((await bench.jobs()).length).toBe(1)
    const late = bench.open({}, () => Date.now() + 25 * 3_600_000)
    await vi.waitFor(async () => expect(await bench.jobs()).toEqual([]), soon)
    expect(await late.poll(operation, never())).toMatchObject({ kind: 'failed', error: { class: 'expired' } })
  })
})
