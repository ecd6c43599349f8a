import { Conversion, FilePathSource, FilePathTarget, Input, MATROSKA, MP4, Mp4OutputFormat, Output, QTFF, WEBM } from 'mediabunny'
import { say } from '../../src/core/words/sentence.ts'
import { frameSize, ratioOf } from './frame-size.ts'
import type { Job } from './job.ts'
import { createLook, readLook } from './look/look.ts'
import { toYuv, yuvSize } from './pixels.ts'
import { createRandom } from './random.ts'
import { RenderFailure } from './render-failure.ts'
import { encoding, yuvSample } from './write-clip.ts'

/**
 * Gives a video a new look. Every frame keeps its time and its duration, the picture is turned upright, the sound is
 * copied, or turned into AAC where it is something else. Frames pass one by one.
 */
export const videoToVideo = async (job: Job, sourcePath: string, outPath: string, report: (fraction: number) => void): Promise<void> => {
  const { prompt, seed, resolution, aspectRatio, strength } = job.request
  using input = new Input({ source: new FilePathSource(sourcePath), formats: [MP4, QTFF, WEBM, MATROSKA] })
  if (!(await input.canRead())) throw new RenderFailure(say('provider.videoUnreadable'))
  const track = await input.getPrimaryVideoTrack()
  if (!track) throw new RenderFailure(say('provider.videoEmpty'))
  const ratio = aspectRatio ? ratioOf(aspectRatio) : (await track.getDisplayWidth()) / (await track.getDisplayHeight())
  const size = frameSize(resolution, ratio)
  const random = createRandom(`${prompt}/${seed}`)
  const redraw = createLook(readLook(prompt, random.fork('reading')), size, strength ?? 0.8, random.fork('look'))
  const rgba = new Uint8ClampedArray(size.width * size.height * 4)
  const yuv = new Uint8Array(yuvSize(size))

  const conversion = await Conversion.init({
    input,
    output: new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target: new FilePathTarget(outPath) }),
    tracks: 'primary',
    // From zero, not from the first frame: a video that starts late goes on starting late.
    trim: { start: 0 },
    tags: {},
    showWarnings: false,
    video: {
      ...encoding(19),
      ...size,
      fit: 'cover',
      allowTransformationMetadata: false,
      forceTranscode: true,
      process: async (sample) => {
        await sample.copyTo(rgba, { format: 'RGBA' })
        redraw(rgba)
        toYuv(rgba, size, yuv)
        return yuvSample(yuv, size, sample.timestamp, sample.duration)
      },
    },
    audio: { codec: 'aac' },
  })
  if (!conversion.utilizedTracks.includes(track)) throw new RenderFailure(say('provider.videoCodec'))
  conversion.onProgress = report
  await conversion.execute().catch((cause: unknown) => {
    // A full disk is no fault of the file, nor is the operating system.
    if (cause instanceof Error && 'syscall' in cause) throw cause
    throw new RenderFailure(say('provider.videoBroken'), { cause })
  })
}
