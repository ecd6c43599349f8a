import { frameSize, ratioOf } from './frame-size.ts'
import type { Job } from './job.ts'
import { createTextScene } from './text-scene.ts'
import { type PaintFrame, writeClip } from './write-clip.ts'

/** Draws a scene after the prompt's words and the seed, and writes it as a clip. */
export const textToVideo = async (job: Job, outPath: string, report: (fraction: number) => void): Promise<void> => {
  const { fps, aspectRatio, resolution } = job.request
  const size = frameSize(resolution, ratioOf(aspectRatio ?? '16:9'))
  const scene = createTextScene(job.request, size)
  const paint: PaintFrame = (context, frame, frames) => scene.paint(context, { seconds: frame / fps, progress: frame / frames })
  await writeClip(outPath, size, job, report, paint, scene.develop)
}
