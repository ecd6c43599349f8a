import { createCanvas } from '@napi-rs/canvas'
import { clamp, ease } from './curve.ts'
import { frameSize, ratioOf } from './frame-size.ts'
import type { Job } from './job.ts'
import { shotsOf } from './shots.ts'
import { createTextScene, type TextScene } from './text-scene.ts'
import { type PaintFrame, writeClip } from './write-clip.ts'

/** A loop is back at its first frame after the last third of a clip. */
const returning = 2 / 3

/** Draws a scene after the prompt's words and the seed, or one for each shot, and writes it as a clip. */
export const textToVideo = async (job: Job, outPath: string, report: (fraction: number) => void): Promise<void> => {
  const { fps, aspectRatio, resolution, loop } = job.request
  const size = frameSize(resolution, ratioOf(aspectRatio ?? '16:9'))
  const [first, ...others] = shotsOf(job.request)
  if (!first) return
  const sceneOf = (prompt: string): TextScene => createTextScene({ ...job.request, prompt }, size)
  const opening = sceneOf(first.prompt)
  let current = { ...first, scene: opening }
  /** A scene takes room, so one is planned when its shot begins, and the one before is let go. */
  const shotAt = (seconds: number): typeof current => {
    const next = seconds < current.until - 1e-6 ? undefined : others.shift()
    if (next) current = { ...next, scene: sceneOf(next.prompt) }
    return current
  }
  const start = createCanvas(size.width, size.height)
  if (loop) opening.paint(start.getContext('2d'), { seconds: 0, progress: 0 })
  const paint: PaintFrame = (context, frame, frames) => {
    const seconds = frame / fps
    const { scene, from, until } = shotAt(seconds)
    scene.paint(context, { seconds: seconds - from, progress: (seconds - from) / (until - from) })
    if (!loop) return
    const back = frames === 1 ? 1 : clamp((frame / (frames - 1) - returning) / (1 - returning))
    context.globalAlpha = ease(back)
    if (back > 0) context.drawImage(start, 0, 0)
    context.globalAlpha = 1
  }
  const lastFrame = Math.round(job.request.durationSeconds * fps) - 1
  await writeClip(outPath, size, job, report, paint, (yuv, index) => opening.develop(yuv, loop && index === lastFrame ? 0 : index))
}
