import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import { FilePathTarget, Mp4OutputFormat, Output, Quality, type VideoEncodingConfig, VideoSample, VideoSampleSource } from 'mediabunny'
import type { FrameSize } from './frame-size.ts'
import type { Job } from './job.ts'
import { toYuv, yuvSize } from './pixels.ts'

/**
 * H.264 at a constant quantiser: every frame is as good as every other, the picture does not depend on how fast the
 * machine is, and the same frames always become the same packets.
 */
export const encoding = (quantizer: number) =>
  ({
    codec: 'avc',
    quality: new Quality({ quantizer }),
    keyFrameInterval: 2,
    hardwareAcceleration: 'prefer-software',
  }) satisfies VideoEncodingConfig

/** Paints the frame `index` of `count`, over the one before. */
export type PaintFrame = (context: SKRSContext2D, index: number, count: number) => void

/** Paints as many frames as a job asks for and writes them as a silent MP4, its index before its frames. */
export const writeClip = async (
  path: string,
  size: FrameSize,
  { request: { durationSeconds, fps } }: Job,
  report: (fraction: number) => void,
  paint: PaintFrame,
  /** Changes a painted frame of YUV 4:2:0 in place. */
  develop?: (yuv: Uint8Array, index: number) => void,
): Promise<void> => {
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target: new FilePathTarget(path) })
  const source = new VideoSampleSource({
    ...encoding(18),
    // The encoder leaves the colours unnamed, and browsers then guess by the height of the picture.
    onEncodedPacket: (_, meta) => {
      if (meta?.decoderConfig)
        meta.decoderConfig.colorSpace = { primaries: 'bt709', transfer: 'bt709', matrix: 'smpte170m', fullRange: false }
    },
  })
  output.addVideoTrack(source, { frameRate: fps })
  await output.start()
  const canvas = createCanvas(size.width, size.height)
  const context = canvas.getContext('2d')
  const yuv = new Uint8Array(yuvSize(size))
  const count = Math.max(1, Math.round(durationSeconds * fps))
  for (let index = 0; index < count; index++) {
    paint(context, index, count)
    toYuv(canvas.data(), size, yuv)
    develop?.(yuv, index)
    const sample = yuvSample(yuv, size, index / fps, 1 / fps)
    await source.add(sample)
    sample.close()
    report((index + 1) / count)
  }
  await output.finalize()
}

/** A frame of YUV 4:2:0 for the encoder; times are in seconds. */
export const yuvSample = (yuv: Uint8Array, { width, height }: FrameSize, timestamp: number, duration: number): VideoSample =>
  new VideoSample(yuv, { format: 'I420', codedWidth: width, codedHeight: height, timestamp, duration })
