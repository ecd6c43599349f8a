import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WebMessage } from '../src/core/message-log.ts'
import { type Bot, startBot } from '../test/support/bot.ts'
import { clipOf } from '../test/support/small-clip.ts'
import { startVendor, type Vendor } from '../test/support/vendor-server.ts'

/** What a measurement has: a vendor on a real socket, the clip that it gives, and data folders with and without a past. */
export interface World {
  vendor: Vendor
  clip: Uint8Array
  /** A fresh folder, gone when the world is. */
  folder(): Promise<string>
  /** A copy of a data folder, for what leaves clips under way that the next measurement must not meet. */
  copyOf(dataDir: string): Promise<string>
  /** The real program on a data folder, with the bench's own tier and model; `env` can give it a chat. */
  start(dataDir: string, env?: Record<string, string>): Promise<Bot>
  close(): Promise<void>
}

const operator = join(import.meta.dirname, 'operator')

export const openWorld = async (): Promise<World> => {
  const base = await mkdtemp(join(tmpdir(), 'moodreel-bench-'))
  const clip = await benchClip()
  const vendor = await startVendor(clip)
  const folder = (): Promise<string> => mkdtemp(join(base, 'data-'))
  return {
    vendor,
    clip,
    folder,
    async copyOf(dataDir) {
      const copy = await folder()
      await cp(dataDir, copy, { recursive: true })
      return copy
    },
    start: (dataDir, env) =>
      startBot({ dataDir, env: { MOODREEL_CONFIG_DIR: operator, MOODREEL_TEST_VENDOR_URL: vendor.url, LOG_LEVEL: 'info', ...env } }),
    async close() {
      await vendor.close()
      await rm(base, { recursive: true, force: true })
    },
  }
}

/** Five seconds of 720p that come out at 1 MB. */
export const benchClip = (): Promise<Uint8Array> =>
  clipOf({ width: 1280, height: 720, fps: 24, durationSeconds: 5, audio: true, bitrate: 1_600_000, draw: drizzle })

/** Enough small movement to give the encoder something to do. */
const drizzle = (context: import('@napi-rs/canvas').SKRSContext2D, width: number, height: number, index: number): void => {
  context.fillStyle = `hsl(${index * 3} 40% 40%)`
  context.fillRect(0, 0, width, height)
  for (let drop = 0; drop < 600; drop += 1) {
    const seed = (drop * 2_654_435_761) >>> 0
    context.fillStyle = `hsl(${seed % 360} 60% 60%)`
    context.fillRect((seed >>> 8) % width, ((seed >>> 4) + index * (3 + (drop % 7))) % height, 6, 14)
  }
}

/** Follows the bot as a browser does and calls back with each finished clip's generation id at the moment that it arrives. */
export const followClips = async (bot: Bot, arrived: (generationId: string, at: number) => void): Promise<() => void> => {
  const over = new AbortController()
  const response = await fetch(`${bot.url}/api/events`, { signal: over.signal })
  const read = async (): Promise<void> => {
    let text = ''
    for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      text += chunk
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1]
        const { post } = (data ? JSON.parse(data) : {}) as Partial<WebMessage>
        if (post?.kind === 'clip') for (const id of post.generationIds) arrived(id, Date.now())
        if (post?.kind === 'failure') throw new Error(`a clip failed: ${post.text}`)
      }
    }
  }
  read().catch((cause: unknown) => {
    if (!over.signal.aborted) throw cause
  })
  return () => over.abort()
}

/** Runs the jobs, at most `width` at one time. */
export const inParallel = async (count: number, width: number, job: (index: number) => Promise<unknown>): Promise<void> => {
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < count) await job(next++)
  }
  await Promise.all(Array.from({ length: width }, worker))
}
