import { createCanvas } from '@napi-rs/canvas'
import { chooseMove, viewAt } from './camera.ts'
import { ClipWriter } from './clip-writer.ts'
import { hex } from './colour.ts'
import { createFilm } from './film.ts'
import { frameSize, ratioOf } from './frame-size.ts'
import type { Job } from './job.ts'
import { toYuv } from './pixels.ts'
import { createRandom, type Random } from './random.ts'
import { createAbstract } from './scene/abstract.ts'
import { enteredAt, type Layer } from './scene/plan.ts'
import { readPrompt } from './scene/reading.ts'
import { createScene, planScene } from './scene/scene.ts'
import { lookUp } from './scene/vocabulary.ts'

/** Draws a scene after the prompt's words and the seed, and writes it as a clip. */
export const textToVideo = async (job: Job, outPath: string, report: (fraction: number) => void): Promise<void> => {
  const { prompt, seed, durationSeconds, fps, aspectRatio, resolution, camera } = job.request
  const random = createRandom(`${prompt}/${seed}`)
  const size = frameSize(resolution, ratioOf(aspectRatio ?? '16:9'))
  const move = chooseMove(camera, prompt, random.fork('camera'))
  const { layers, pace } = stage(prompt, size, random)
  const film = createFilm(size.width, size.height, random.fork('film'))
  const canvas = createCanvas(size.width, size.height)
  const context = canvas.getContext('2d')
  const writer = await ClipWriter.start(outPath, size, fps, 18)
  const frames = Math.max(1, Math.round(durationSeconds * fps))
  for (let frame = 0; frame < frames; frame++) {
    const moment = { time: enteredAt + (frame / fps) * pace, camera: viewAt(move, frame / frames) }
    for (const layer of layers) {
      context.save()
      layer.paint(context, moment)
      context.restore()
    }
    toYuv(canvas.data(), size.width, size.height, writer.frame)
    film.develop(writer.frame, frame)
    await writer.add()
    report((frame + 1) / frames)
  }
  await writer.finish()
}

const stage = (prompt: string, size: { width: number; height: number }, random: Random): { layers: Layer[]; pace: number } => {
  const reading = readPrompt(prompt, random.fork('reading'))
  if (reading) return { layers: createScene(planScene(reading, size, random.fork('scene'))), pace: reading.pace }
  const tints = lookUp(prompt).tints.slice(0, 3).map(hex)
  return { layers: [createAbstract({ ...size, tints, random: random.fork('abstract') })], pace: 1 }
}
