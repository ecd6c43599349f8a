import { AvFrameVideoSampleResource } from '@mediabunny/server'
import { VideoSample } from 'mediabunny'
import { AV_PIX_FMT_RGBA } from 'node-av/constants'
import { Frame } from 'node-av/lib'

/**
 * Pixels as a sample that has a copy of them. Of a sample that is made of bytes alone `@mediabunny/server` 1.59 gives FFmpeg no more than their
 * address, and they may be collected while FFmpeg reads them, which ends the process.
 */
export const rgbaSample = (
  { data, width, height }: { data: Uint8ClampedArray; width: number; height: number },
  times: { timestamp: number; duration?: number },
): VideoSample => {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  const frame = Frame.fromVideoBuffer(bytes, { width, height, format: AV_PIX_FMT_RGBA, sampleAspectRatio: { num: 1, den: 1 } })
  return new VideoSample(new AvFrameVideoSampleResource(frame), times)
}
