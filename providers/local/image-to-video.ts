import { type Canvas, createCanvas, type Image, loadImage, type SKRSContext2D } from '@napi-rs/canvas'
import { say } from '../../src/core/words/sentence.ts'
import { type CameraMove, chooseMove } from './camera.ts'
import { ClipWriter } from './clip-writer.ts'
import { ease, hex } from './colour.ts'
import { type FrameSize, frameSize, ratioOf } from './frame-size.ts'
import type { Job } from './job.ts'
import { toYuv } from './pixels.ts'
import { createRandom, type Random } from './random.ts'
import { RenderFailure } from './render-failure.ts'
import { enteredAt, type Layer } from './scene/plan.ts'
import { lookUp } from './scene/vocabulary.ts'
import { createFalling, createGlows, createRain, createSnow } from './scene/weather.ts'

/**
 * Moves over a still. The first frame is the whole still, untouched (cropped around its middle when another aspect
 * ratio was asked for); from there the camera moves, and weather that the prompt names sets in. With a last frame,
 * the clip dissolves into it and ends on it.
 */
export const imageToVideo = async (
  job: Job,
  files: { first: Uint8Array; last: Uint8Array | null },
  outPath: string,
  report: (fraction: number) => void,
): Promise<void> => {
  const { prompt, seed, durationSeconds, fps, aspectRatio, resolution, camera } = job.request
  const random = createRandom(`${prompt}/${seed}`)
  const still = await load(files.first)
  const size = frameSize(resolution, aspectRatio ? ratioOf(aspectRatio) : still.width / still.height)
  const picture = fitted(still, size)
  const ending = files.last ? fitted(await load(files.last), size) : null
  const move = chooseMove(camera, prompt, random.fork('camera'))
  const lean = random.fork('lean').pick([-1, 1])
  const weather = weatherOf(prompt, size, random)
  const canvas = createCanvas(size.width, size.height)
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  const writer = await ClipWriter.start(outPath, size, fps, 18)
  const frames = Math.max(1, Math.round(durationSeconds * fps))
  for (let frame = 0; frame < frames; frame++) {
    const progress = frames === 1 ? 0 : frame / (frames - 1)
    // A still may be see-through: what is behind it is black.
    context.fillRect(0, 0, size.width, size.height)
    paintView(context, picture, size, move, lean, ease(progress))
    for (const layer of weather) {
      context.save()
      context.globalAlpha = Math.min(1, (frame / fps) * 1.2)
      if (frame > 0) layer.paint(context, { time: enteredAt + frame / fps, camera: { x: 0, y: 0, zoom: 1 } })
      context.restore()
    }
    if (ending) {
      context.globalAlpha = ease((progress - 0.5) * 2)
      if (progress > 0.5) paintPicture(context, ending, 0, 0, size.width, size.height)
      context.globalAlpha = 1
    }
    toYuv(canvas.data(), size.width, size.height, writer.frame)
    await writer.add()
    report((frame + 1) / frames)
  }
  await writer.finish()
}

const load = async (file: Uint8Array): Promise<Image> => {
  try {
    return await loadImage(file)
  } catch (cause) {
    throw new RenderFailure(say('provider.pictureUnreadable'), { cause })
  }
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

const paintView = (context: SKRSContext2D, picture: Picture, size: FrameSize, move: CameraMove, lean: number, moved: number): void => {
  const view = viewOf(move, lean, moved)
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

/** `x` and `y` are parts of the frame, `turn` is in radians. At `moved` 0 every view is the whole still. */
const viewOf = (move: CameraMove, lean: number, moved: number): { x: number; y: number; zoom: number; turn: number } => {
  const closer = 1 + 0.24 * moved
  const aside = (0.5 - 0.5 / closer) * 0.96
  switch (move) {
    case 'push in':
      return { x: 0, y: -0.03 * moved, zoom: 1 + 0.3 * moved, turn: 0 }
    case 'pull out':
      return { x: 0, y: 0, zoom: 1 - 0.16 * moved, turn: 0 }
    case 'pan left':
      return { x: -aside, y: 0, zoom: closer, turn: 0 }
    case 'pan right':
      return { x: aside, y: 0, zoom: closer, turn: 0 }
    case 'tilt up':
      return { x: 0, y: -aside, zoom: closer, turn: 0 }
    case 'tilt down':
      return { x: 0, y: aside, zoom: closer, turn: 0 }
    case 'drift':
      return { x: lean * aside * 0.6, y: -aside * 0.35, zoom: 1 + 0.17 * moved, turn: 0 }
    case 'orbit':
      return { x: lean * aside * 0.5, y: 0, zoom: 1 + 0.3 * moved, turn: lean * 0.045 * moved }
    case 'static':
      return { x: 0, y: 0, zoom: 1, turn: 0 }
  }
}

const weatherOf = (prompt: string, size: FrameSize, random: Random): Layer[] => {
  const { tags } = lookUp(prompt)
  const air = { ...size, unit: Math.sqrt(size.width * size.height), random }
  return [
    (tags.has('rain') || tags.has('storm')) && createRain(air, tags.has('storm')),
    tags.has('snow') && createSnow(air),
    tags.has('leaves') && createFalling(air, [hex('#d9722a'), hex('#c9482a'), hex('#e0a034')], 0.8),
    tags.has('petals') && createFalling(air, [hex('#f7c6d6'), hex('#f2a9c2'), hex('#ffe3ec')], 0.9),
    tags.has('fireflies') &&
      createGlows(air, {
        colour: hex('#d8f06a'),
        count: 40,
        rising: 0.005,
        top: size.height * 0.3,
        size: 0.005,
        random: random.fork('fireflies'),
      }),
  ].filter((layer) => layer !== false)
}
