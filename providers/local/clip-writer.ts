import { FilePathTarget, Mp4OutputFormat, Output, Quality, type VideoEncodingConfig, VideoSample, VideoSampleSource } from 'mediabunny'
import type { FrameSize } from './frame-size.ts'
import { yuvSize } from './pixels.ts'

/**
 * H.264 at a constant quantiser: every frame is as good as every other, the picture does not depend on how fast the
 * machine is, and the same frames always become the same packets.
 */
export const encoding = (quantizer: number): VideoEncodingConfig => ({
  codec: 'avc',
  quality: new Quality({ quantizer }),
  keyFrameInterval: 2,
  hardwareAcceleration: 'prefer-software',
})

/** A silent MP4, its index before its frames. */
export class ClipWriter {
  readonly size: FrameSize
  readonly fps: number
  /** Where the next frame is put, as YUV 4:2:0. */
  readonly frame: Uint8Array
  readonly #output: Output
  readonly #source: VideoSampleSource
  #frames = 0

  private constructor(path: string, size: FrameSize, fps: number, quantizer: number) {
    this.size = size
    this.fps = fps
    this.frame = new Uint8Array(yuvSize(size.width, size.height))
    this.#output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target: new FilePathTarget(path) })
    this.#source = new VideoSampleSource({
      ...encoding(quantizer),
      // The encoder leaves the colours unnamed, and browsers then guess by the height of the picture.
      onEncodedPacket: (_, meta) => {
        if (meta?.decoderConfig)
          meta.decoderConfig.colorSpace = { primaries: 'bt709', transfer: 'bt709', matrix: 'smpte170m', fullRange: false }
      },
    })
    this.#output.addVideoTrack(this.#source, { frameRate: fps })
  }

  static async start(path: string, size: FrameSize, fps: number, quantizer: number): Promise<ClipWriter> {
    const writer = new ClipWriter(path, size, fps, quantizer)
    await writer.#output.start()
    return writer
  }

  /** Encodes `frame` as it is now; resolves when the encoder wants another. */
  async add(): Promise<void> {
    const sample = new VideoSample(this.frame, {
      format: 'I420',
      codedWidth: this.size.width,
      codedHeight: this.size.height,
      timestamp: this.#frames / this.fps,
      duration: 1 / this.fps,
    })
    this.#frames++
    await this.#source.add(sample)
    sample.close()
  }

  async finish(): Promise<void> {
    await this.#output.finalize()
  }
}
