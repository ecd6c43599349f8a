import type { SKRSContext2D } from '@napi-rs/canvas'
import { chooseMove, viewAt } from './camera.ts'
import { createFilm } from './film.ts'
import type { FrameSize } from './frame-size.ts'
import type { Job } from './job.ts'
import { createRandom, type Random } from './random.ts'
import { enteredAt, type Layer, paintLayers } from './scene/layer.ts'
import { createMood } from './scene/mood.ts'
import { planScene } from './scene/plan.ts'
import { readScene } from './scene/reading.ts'
import { createScene } from './scene/scene.ts'
import { lookUp } from './scene/vocabulary.ts'

/** What a prompt's words and a seed look like. */
export interface TextScene {
  /** Paints a moment: `seconds` after the beginning, `progress` from 0 to 1 of the camera's way. */
  paint(context: SKRSContext2D, moment: { seconds: number; progress: number }): void
  /** What lens and film do to the frame `index` of YUV 4:2:0, in place. */
  develop(yuv: Uint8Array, index: number): void
}

/** Plans a scene after the words, the seed and the camera of a request. */
export const createTextScene = ({ prompt, seed, camera, motion }: Job['request'], size: FrameSize): TextScene => {
  const random = createRandom(`${prompt}/${seed}`)
  const move = chooseMove(camera, prompt, random.fork('camera'))
  const { layers, pace } = stage(prompt, size, random)
  return {
    paint: (context, { seconds, progress }) =>
      paintLayers(layers, context, { time: enteredAt + seconds * pace, camera: viewAt(move, progress, motion) }),
    develop: createFilm(size, random.fork('film')),
  }
}

const stage = (prompt: string, size: FrameSize, random: Random): { layers: Layer[]; pace: number } => {
  const found = lookUp(prompt)
  const reading = readScene(found, random.fork('reading'))
  if (reading) return { layers: createScene(planScene(reading, size, random.fork('scene'))), pace: reading.pace }
  return { layers: createMood(prompt, found, size, random.fork('mood')), pace: 1 }
}
