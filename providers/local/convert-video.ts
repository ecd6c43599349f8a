import { Conversion, FilePathSource, FilePathTarget, Input, MATROSKA, MP4, Mp4OutputFormat, Output, QTFF, WEBM } from 'mediabunny'
import { say } from '../../src/core/words/sentence.ts'
import type { FrameSize } from './frame-size.ts'
import { toYuv, yuvSize } from './pixels.ts'
import { RenderFailure } from './render-failure.ts'
import { encoding, yuvSample } from './write-clip.ts'

/** What a video becomes: a size with even sides, and what is done to each frame of RGBA in place. */
interface Plan {
  size: FrameSize
  redraw?: (rgba: Uint8ClampedArray) => void
}

/**
 * Writes a video anew. Every frame keeps its time and its duration, the picture is turned upright, the sound is copied, or turned into
 * AAC where it is something else. Frames pass one by one. Throws RenderFailure for what is no video.
 */
export const convertVideo = async (
  sourcePath: string,
  outPath: string,
  report: (fraction: number) => void,
  planFor: (source: FrameSize) => Plan,
): Promise<void> => {
  using input = new Input({ source: new FilePathSource(sourcePath), formats: [MP4, QTFF, WEBM, MATROSKA] })
  if (!(await input.canRead())) throw new RenderFailure(say('provider.videoUnreadable'))
  const track = await input.getPrimaryVideoTrack()
  if (!track) throw new RenderFailure(say('provider.videoEmpty'))
  const { size, redraw } = planFor({ width: await track.getDisplayWidth(), height: await track.getDisplayHeight() })
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
        redraw?.(rgba)
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
