import { type Canvas, createCanvas, type Image, type SKRSContext2D } from '@napi-rs/canvas'
import { chooseMove, type StillView, stillViewAt } from './camera.ts'
import { clamp, ease } from './curve.ts'
import { type FrameSize, frameSize, ratioOf } from './frame-size.ts'
import type { Job } from './job.ts'
import { loadPicture } from './load-picture.ts'
import { createRandom, type Random } from './random.ts'
import { enteredAt, type Layer, paintLayers } from './scene/layer.ts'
import { lookUp } from './scene/vocabulary.ts'
import { createFalling, createFireflies, createRain, createSnow } from './scene/weather.ts'
import { writeClip } from './write-clip.ts'

/**
 * Moves over a still. The first frame is the whole still, untouched (cropped around its middle when another aspect
 * ratio was asked for); from there the camera moves, and weather that the prompt names sets in. With a last frame,
 * the clip dissolves into it and ends on it; a loop ends on the still.
 */
export const imageToVideo = async (
  job: Job,
  files: { first: Uint8Array; last: Uint8Array | null },
  outPath: string,
  report: (fraction: number) => void,
): Promise<void> => {
  const { prompt, seed, fps, aspectRatio, resolution, camera, motion, loop } = job.request
  const random = createRandom(`${prompt}/${seed}`)
  const still = await loadPicture(files.first)
  const size = frameSize(resolution, aspectRatio ? ratioOf(aspectRatio) : still.width / still.height)
  const picture = fitted(still, size)
  const ending = loop ? picture : files.last ? fitted(await loadPicture(files.last), size) : null
  const move = chooseMove(camera, prompt, random.fork('camera'))
  const lean = random.fork('lean').pick([-1, 1])
  const weather = weatherOf(prompt, size, random)
  await writeClip(outPath, size, job, report, (context, frame, frames) => {
    const progress = frames === 1 ? 0 : frame / (frames - 1)
    context.imageSmoothingQuality = 'high'
    // A still may be see-through: what is behind it is black.
    context.fillRect(0, 0, size.width, size.height)
    paintView(context, picture, size, stillViewAt(move, ease(progress), lean, motion))
    context.globalAlpha = clamp((frame / fps) * 1.2)
    if (frame > 0) paintLayers(weather, context, { time: enteredAt + frame / fps, camera: { x: 0, y: 0, zoom: 1 } })
    context.globalAlpha = ease((progress - 0.5) * 2)
    if (ending && progress === 1) context.fillRect(0, 0, size.width, size.height)
    if (ending && progress > 0.5) paintPicture(context, ending, 0, 0, size.width, size.height)
    context.globalAlpha = 1
  })
}

/** What fills the frame: a part of an image, in pixels of its own. */
interface Picture {
  image: Canvas | Image
  left: number
  top: number
  width: number
  height: number
}

/** The middle of a still, cut to the frame's ratio. A much larger still is brought down to twice the frame's size. */
const fitted = (still: Image, size: FrameSize): Picture => {
  const cover = Math.max(size.width / still.width, size.height / still.height)
  const [width, height] = [size.width / cover, size.height / cover]
  const picture = { image: still, left: (still.width - width) / 2, top: (still.height - height) / 2, width, height }
  if (cover > 0.5) return picture
  const canvas = createCanvas(size.width * 2, size.height * 2)
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  paintPicture(context, picture, 0, 0, canvas.width, canvas.height)
  return { image: canvas, left: 0, top: 0, width: canvas.width, height: canvas.height }
}

const paintPicture = (context: SKRSContext2D, picture: Picture, x: number, y: number, width: number, height: number): void => {
  context.drawImage(picture.image, picture.left, picture.top, picture.width, picture.height, x, y, width, height)
}

const paintView = (context: SKRSContext2D, picture: Picture, size: FrameSize, view: StillView): void => {
  if (view.zoom < 1) {
    // There is nothing beyond the edges of a still: its own colours, out of focus, stand in.
    context.save()
    context.filter = `blur(${Math.round(Math.min(size.width, size.height) / 18)}px)`
    paintPicture(context, picture, -size.width * 0.08, -size.height * 0.08, size.width * 1.16, size.height * 1.16)
    context.restore()
  }
  context.save()
  context.translate(size.width / 2, size.height / 2)
  context.rotate(view.turn)
  context.scale(view.zoom, view.zoom)
  context.translate(-view.x * size.width, -view.y * size.height)
  paintPicture(context, picture, -size.width / 2, -size.height / 2, size.width, size.height)
  context.restore()
}

const weatherOf = (prompt: string, size: FrameSize, random: Random): Layer[] => {
  const { tags } = lookUp(prompt)
  const air = { ...size, unit: Math.sqrt(size.width * size.height), random }
  return [
    (tags.has('rain') || tags.has('storm')) && createRain(air, tags.has('storm')),
    tags.has('snow') && createSnow(air),
    tags.has('leaves') && createFalling(air, 'leaves', 0.8),
    tags.has('petals') && createFalling(air, 'petals', 0.9),
    tags.has('fireflies') && createFireflies(air, 40, size.height * 0.3),
  ].filter((layer) => layer !== false)
}
