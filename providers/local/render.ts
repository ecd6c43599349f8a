import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { registerMediabunnyServer } from '@mediabunny/server'
import type { Canvas } from '@napi-rs/canvas'
import { type Sentence, say } from '../../src/core/words/sentence.ts'
import { imageToImage } from './image-to-image.ts'
import { imageToVideo } from './image-to-video.ts'
import { type Job, jobSchema, outputName, type RenderMessage } from './job.ts'
import { RenderFailure } from './render-failure.ts'
import { textToImage } from './text-to-image.ts'
import { textToVideo } from './text-to-video.ts'
import { upscaleStill, upscaleVideo } from './upscale.ts'
import { videoToVideo } from './video-to-video.ts'

/**
 * The renderer: a script that the provider forks for one job, `render.ts <job folder> <delay in milliseconds>`. It
 * writes `output.mp4` or `output.png` into the folder, whole, and ends with 0; or it says why it cannot and ends with 1.
 */
const render = async (folder: string, delayMs: number): Promise<void> => {
  // Software only: what a graphics card encodes is not the same everywhere.
  registerMediabunnyServer({ hardwareContext: null })
  const job = jobSchema.parse(JSON.parse(await readFile(join(folder, 'job.json'), 'utf8')))
  for (const name of await readdir(folder)) if (name.startsWith('part-')) await rm(join(folder, name), { force: true })
  const part = join(folder, `part-${process.pid}`)
  const share = delayMs > 0 ? 0.5 : 1
  await draw(
    job,
    folder,
    part,
    reporter((fraction) => fraction * share),
  )
  await wait(
    delayMs,
    reporter((fraction) => share + fraction * (1 - share)),
  )
  await rename(part, join(folder, outputName(job)))
}

const draw = async (job: Job, folder: string, outPath: string, report: (fraction: number) => void): Promise<void> => {
  const fileOf = (role: Job['inputs'][number]['role']) => {
    const input = job.inputs.find((candidate) => candidate.role === role)
    return input ? join(folder, input.file) : null
  }
  const picture = async (role: 'firstFrame' | 'lastFrame' | 'mask'): Promise<Uint8Array | null> => {
    const path = fileOf(role)
    return path === null ? null : readFile(path)
  }
  const first = async (): Promise<Uint8Array> => (await picture('firstFrame')) ?? refuse(say('provider.previewPicture'))
  const video = (): string => fileOf('video') ?? refuse(say('provider.previewVideo'))
  const write = async (still: Canvas): Promise<void> => writeFile(outPath, await still.encode('png'))
  switch (job.request.mode) {
    case 't2v':
      return textToVideo(job, outPath, report)
    case 'i2v':
      return imageToVideo(job, { first: await first(), last: await picture('lastFrame') }, outPath, report)
    case 'v2v':
      return videoToVideo(job, video(), outPath, report)
    case 't2i':
      return write(textToImage(job))
    case 'i2i':
      return write(await imageToImage(job, { first: await first(), mask: await picture('mask') }))
    case 'upscale-still':
      return write(await upscaleStill(job, await first()))
    case 'upscale-video':
      return upscaleVideo(job, video(), outPath, report)
  }
}

const refuse = (sentence: Sentence): never => {
  throw new RenderFailure(sentence)
}

/** The extra time that an operator asked for, to try out how slow providers feel. */
const wait = async (delayMs: number, report: (fraction: number) => void): Promise<void> => {
  const steps = Math.ceil(delayMs / 100)
  for (let step = 1; step <= steps; step++) {
    await sleep(delayMs / steps)
    report(step / steps)
  }
}

/** Tells the parent how far it is, in steps of a fiftieth. */
const reporter = (place: (fraction: number) => number) => {
  let told = -1
  return (fraction: number): void => {
    const step = Math.floor(place(fraction) * 50)
    if (step === told) return
    told = step
    void tell({ kind: 'progress', fraction: step / 50 })
  }
}

const tell = (message: RenderMessage): Promise<void> => new Promise((resolve) => process.send?.(message, () => resolve()) ?? resolve())

// A renderer without its parent works for nobody: the channel closes even when the parent was killed.
process.on('disconnect', () => process.exit(1))

const [folder = '', delayMs = '0'] = process.argv.slice(2)
try {
  await render(folder, Number(delayMs))
  process.exit(0)
} catch (error) {
  const own = error instanceof RenderFailure
  await tell({
    kind: 'failed',
    error: {
      class: own ? 'invalid_input' : 'internal',
      message: own ? error.sentence : say('provider.previewFault'),
      detail: error instanceof Error ? (error.stack ?? error.message).slice(0, 2000) : String(error),
    },
  })
  process.exit(1)
}
