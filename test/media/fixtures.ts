import { writeFile } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { registerMediabunnyServer } from '@mediabunny/server'
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import {
  AudioSample,
  AudioSampleSource,
  FilePathTarget,
  type MetadataTags,
  MkvOutputFormat,
  MovOutputFormat,
  Mp3OutputFormat,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  Quality,
  type Rotation,
  VideoSample,
  VideoSampleSource,
  WavOutputFormat,
  WebMOutputFormat,
} from 'mediabunny'
import { exifBytes } from './exif-bytes.ts'

/** Paints one picture, or the frame `index` of `count`. */
export type Draw = (context: SKRSContext2D, width: number, height: number, index: number, count: number) => void

export const red: [number, number, number] = [224, 32, 32]
export const green: [number, number, number] = [32, 160, 64]
export const blue: [number, number, number] = [32, 64, 208]

const css = ([r, g, b]: [number, number, number]): string => `rgb(${r} ${g} ${b})`

/** Four quarters: red, green, blue, white, clockwise from the top left. Any turn or flip of it can be told apart. */
export const quarters: Draw = (context, width, height) => {
  const halves = [Math.ceil(width / 2), Math.ceil(height / 2)] as const
  for (const [colour, x, y] of [
    [css(red), 0, 0],
    [css(green), halves[0], 0],
    [css(blue), halves[0], halves[1]],
    ['white', 0, halves[1]],
  ] as const) {
    context.fillStyle = colour
    context.fillRect(x, y, ...halves)
  }
}

/** The first frame red, the last blue, green with a moving white bar in between. */
export const redThenBlue: Draw = (context, width, height, index, count) => {
  context.fillStyle = css(index === 0 ? red : index === count - 1 ? blue : green)
  context.fillRect(0, 0, width, height)
  if (index === 0 || index === count - 1) return
  context.fillStyle = 'white'
  context.fillRect((index * width) / count, 0, width / 20, height)
}

/** Every frame hard to compress. */
export const noise: Draw = (context, width, height, index) => {
  const image = context.createImageData(width, height)
  let state = index * 7919 + 12345
  for (let at = 0; at < image.data.length; at += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    image.data.set([state >>> 24, (state >>> 16) & 255, (state >>> 8) & 255, 255], at)
  }
  context.putImageData(image, 0, 0)
}

const paint = (width: number, height: number, draw: Draw, index = 0, count = 1): SKRSContext2D => {
  const context = createCanvas(width, height).getContext('2d')
  draw(context, width, height, index, count)
  return context
}

export interface PictureOptions {
  width: number
  height: number
  /** The EXIF orientation, 1 to 8. */
  orientation?: number
  gps?: boolean
  draw?: Draw
}

/** A JPEG of the stored size given; `orientation` and `gps` add an EXIF block. */
export const makeJpeg = async (path: string, options: PictureOptions): Promise<void> => {
  const jpeg = paint(options.width, options.height, options.draw ?? quarters).canvas.encodeSync('jpeg', 95)
  if (options.orientation === undefined && !options.gps) return await writeFile(path, jpeg)
  const block = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exifBytes(options.orientation ?? 1, options.gps ?? false)])
  const marker = Buffer.from([0xff, 0xe1, (block.length + 2) >> 8, (block.length + 2) & 255])
  await writeFile(path, Buffer.concat([jpeg.subarray(0, 2), marker, block, jpeg.subarray(2)]))
}

/** One PNG chunk with its length and checksum. */
export const pngChunk = (name: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const bytes = Buffer.alloc(8 + body.length)
  bytes.writeUInt32BE(data.length, 0)
  body.copy(bytes, 4)
  bytes.writeUInt32BE(crc32(body), 4 + body.length)
  return bytes
}

/** Puts chunks between a PNG's header and the rest of it. */
export const withPngChunks = (png: Buffer, ...chunks: Buffer[]): Buffer => Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)])

/** A PNG; what `draw` leaves unpainted is transparent. `orientation` and `gps` add an eXIf chunk. */
export const makePng = async (path: string, options: PictureOptions): Promise<void> => {
  const png = paint(options.width, options.height, options.draw ?? quarters).canvas.encodeSync('png')
  const extra =
    options.orientation === undefined && !options.gps ? [] : [pngChunk('eXIf', exifBytes(options.orientation ?? 1, !!options.gps))]
  await writeFile(path, withPngChunks(png, ...extra))
}

export const makeWebp = async (path: string, options: PictureOptions): Promise<void> =>
  writeFile(path, paint(options.width, options.height, options.draw ?? quarters).canvas.encodeSync('webp', 95))

export const makeAvif = async (path: string, options: PictureOptions): Promise<void> =>
  writeFile(path, paint(options.width, options.height, options.draw ?? quarters).canvas.encodeSync('avif', 90))

/** A PNG of a header alone that claims any size: a bomb for whoever believes it. */
export const makePngHeader = async (path: string, width: number, height: number): Promise<void> => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 6, 0, 0, 0], 8)
  await writeFile(
    path,
    Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      pngChunk('IHDR', header),
      pngChunk('IDAT', Buffer.alloc(64)),
      pngChunk('IEND', Buffer.alloc(0)),
    ]),
  )
}

/** A GIF of one pixel in two colours, with as many frames as asked: fewer than 100 bytes. */
export const makeGif = async (path: string, frames: number): Promise<void> => {
  const screen = Buffer.from([...Buffer.from('GIF89a'), 1, 0, 1, 0, 0x80, 0, 0, 255, 0, 0, 0, 0, 255])
  const control = Buffer.from([0x21, 0xf9, 4, 0, 10, 0, 0, 0])
  const picture = Buffer.from([0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0])
  await writeFile(
    path,
    Buffer.concat([screen, ...Array.from({ length: frames }, () => Buffer.concat([control, picture])), Buffer.from([0x3b])]),
  )
}

export const makeAnimatedGif = (path: string): Promise<void> => makeGif(path, 2)

export interface ClipOptions {
  width: number
  height: number
  fps: number
  durationSeconds: number
  /** The clockwise turn that the container asks for. */
  rotation?: Rotation
  /** A 440 Hz tone in AAC (Opus in WebM and MKV). */
  audio?: boolean
  /** H.264 by default, VP9 in WebM. */
  codec?: 'avc' | 'hevc' | 'vp9'
  /** Frames last half, one and a half, and one time the usual. */
  variableFrameRate?: boolean
  draw?: Draw
  /** Bits a second of the picture. */
  bitrate?: number
  tags?: MetadataTags
  /** The index behind the data, as cameras write it. The default is in front. */
  indexLast?: boolean
}

const container = (path: string, indexLast: boolean) => {
  if (path.endsWith('.webm')) return new WebMOutputFormat()
  if (path.endsWith('.mkv')) return new MkvOutputFormat()
  const fastStart = indexLast ? false : 'in-memory'
  return path.endsWith('.mov') ? new MovOutputFormat({ fastStart }) : new Mp4OutputFormat({ fastStart })
}

/** The start of frame `index` in seconds. */
export const frameTime = (index: number, fps: number, variableFrameRate = false): number =>
  (index + (variableFrameRate ? [0, -0.5, 0][index % 3]! : 0)) / fps

const addTone = async (source: AudioSampleSource, durationSeconds: number): Promise<void> => {
  const sampleRate = 48_000
  const data = Float32Array.from(
    { length: Math.round(durationSeconds * sampleRate) },
    (_, at) => Math.sin((at * 440 * 2 * Math.PI) / sampleRate) / 4,
  )
  using sample = new AudioSample({ data, format: 'f32', numberOfChannels: 1, sampleRate, timestamp: 0 })
  await source.add(sample)
  source.close()
}

/** A clip in the container that `path` ends with: .mp4, .mov, .webm or .mkv. */
export const makeMp4 = async (path: string, options: ClipOptions): Promise<void> => {
  // Without a hardware context nothing is probed, and every machine makes the same file.
  registerMediabunnyServer({ hardwareContext: null })
  const { width, height, fps, durationSeconds, variableFrameRate = false } = options
  const output = new Output({ format: container(path, options.indexLast ?? false), target: new FilePathTarget(path) })
  const video = new VideoSampleSource({
    codec: options.codec ?? (path.endsWith('.webm') ? 'vp9' : 'avc'),
    quality: new Quality({ bitrate: options.bitrate ?? 400_000 }),
    keyFrameInterval: 5,
    hardwareAcceleration: 'prefer-software',
  })
  output.addVideoTrack(video, { rotation: options.rotation ?? 0 })
  const matroska = path.endsWith('.webm') || path.endsWith('.mkv')
  const sound = options.audio
    ? new AudioSampleSource({ codec: matroska ? 'opus' : 'aac', quality: new Quality({ bitrate: 64_000 }) })
    : null
  if (sound) output.addAudioTrack(sound)
  output.setMetadataTags(options.tags ?? {})
  await output.start()
  const addFrames = async () => {
    const count = Math.round(durationSeconds * fps)
    for (let index = 0; index < count; index += 1) {
      const context = paint(width, height, options.draw ?? redThenBlue, index, count)
      const timestamp = frameTime(index, fps, variableFrameRate)
      const end = index === count - 1 ? count / fps : frameTime(index + 1, fps, variableFrameRate)
      using sample = new VideoSample(context.getImageData(0, 0, width, height).data, {
        format: 'RGBA',
        codedWidth: width,
        codedHeight: height,
        timestamp,
        duration: end - timestamp,
      })
      await video.add(sample)
    }
    video.close()
  }
  await Promise.all([addFrames(), sound ? addTone(sound, durationSeconds) : undefined])
  await output.finalize()
}

/** A short H.264 film (.mp4, .mov) of one plain colour given in limited-range Y, U and V, whose container names the matrix `bt709` or none. */
export const makePlainFilm = async (path: string, [y, u, v]: [number, number, number], matrix: 'bt709' | null): Promise<void> => {
  registerMediabunnyServer({ hardwareContext: null })
  const [width, height] = [160, 90]
  const output = new Output({ format: container(path, false), target: new FilePathTarget(path) })
  const video = new VideoSampleSource({
    codec: 'avc',
    quality: new Quality({ bitrate: 400_000 }),
    onEncodedPacket: (_, meta) => {
      if (meta?.decoderConfig) meta.decoderConfig.colorSpace = { primaries: matrix, transfer: matrix, matrix, fullRange: false }
    },
  })
  output.addVideoTrack(video)
  await output.start()
  const planes = Buffer.concat(
    [
      [y, 4],
      [u, 1],
      [v, 1],
    ].map(([value = 0, share = 0]) => Buffer.alloc((width * height * share) / 4, value)),
  )
  for (let index = 0; index < 10; index += 1) {
    const init = { codedWidth: width, codedHeight: height, timestamp: index / 10, duration: 0.1, colorSpace: {} }
    using sample = new VideoSample(planes, { format: 'I420', ...init })
    await video.add(sample)
  }
  video.close()
  await output.finalize()
}

/** A tone: PCM in .wav, MP3 in .mp3, AAC in .m4a, Opus in .ogg. */
export const makeSound = async (path: string, durationSeconds: number): Promise<void> => {
  registerMediabunnyServer({ hardwareContext: null })
  const [format, codec] = path.endsWith('.wav')
    ? ([new WavOutputFormat(), 'pcm-s16'] as const)
    : path.endsWith('.mp3')
      ? ([new Mp3OutputFormat(), 'mp3'] as const)
      : path.endsWith('.ogg')
        ? ([new OggOutputFormat(), 'opus'] as const)
        : ([new Mp4OutputFormat({ fastStart: 'in-memory' }), 'aac'] as const)
  const output = new Output({ format, target: new FilePathTarget(path) })
  const source = new AudioSampleSource({ codec, quality: new Quality({ bitrate: 64_000 }) })
  output.addAudioTrack(source)
  await output.start()
  await addTone(source, durationSeconds)
  await output.finalize()
}
