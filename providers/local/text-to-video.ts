import { chooseMove, viewAt } from './camera.ts'
import { createFilm } from './film.ts'
import { type FrameSize, frameSize, ratioOf } from './frame-size.ts'
import type { Job } from './job.ts'
import { createRandom, type Random } from './random.ts'
import { enteredAt, type Layer, paintLayers } from './scene/layer.ts'
import { createMood } from './scene/mood.ts'
import { planScene } from './scene/plan.ts'
import { readScene } from './scene/reading.ts'
import { createScene } from './scene/scene.ts'
import { lookUp } from './scene/vocabulary.ts'
import { writeClip } from './write-clip.ts'

/** Draws a scene after the prompt's words and the seed, and writes it as a clip. */
export const textToVideo = async (job: Job, outPath: string, report: (fraction: number) => void): Promise<void> => {
  const { prompt, seed, fps, aspectRatio, resolution, camera } = job.request
  const random = createRandom(`${prompt}/${seed}`)
  const size = frameSize(resolution, ratioOf(aspectRatio ?? '16:9'))
  const move = chooseMove(camera, prompt, random.fork('camera'))
  const { layers, pace } = stage(prompt, size, random)
  const develop = createFilm(size, random.fork('film'))
  const paint = (context: Parameters<Layer>[0], frame: number, frames: number) =>
    paintLayers(layers, context, { time: enteredAt + (frame / fps) * pace, camera: viewAt(move, frame / frames) })
  await writeClip(outPath, size, job, report, paint, develop)
}

const stage = (prompt: string, size: FrameSize, random: Random): { layers: Layer[]; pace: number } => {
  const found = lookUp(prompt)
  const reading = readScene(found, random.fork('reading'))
  if (reading) return { layers: createScene(planScene(reading, size, random.fork('scene'))), pace: reading.pace }
  return { layers: createMood(prompt, found, size, random.fork('mood')), pace: 1 }
}
