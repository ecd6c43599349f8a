import { convertVideo } from './convert-video.ts'
import { frameSize, ratioOf } from './frame-size.ts'
import type { Job } from './job.ts'
import { createLook, readLook } from './look/look.ts'
import { createRandom } from './random.ts'

/** Gives a video a new look. */
export const videoToVideo = (job: Job, sourcePath: string, outPath: string, report: (fraction: number) => void): Promise<void> => {
  const { prompt, seed, resolution, aspectRatio, strength } = job.request
  return convertVideo(sourcePath, outPath, report, ({ width, height }) => {
    const size = frameSize(resolution, aspectRatio ? ratioOf(aspectRatio) : width / height)
    const random = createRandom(`${prompt}/${seed}`)
    return { size, redraw: createLook(readLook(prompt, random.fork('reading')), size, strength ?? 0.8, random.fork('look')) }
  })
}
