import { readFile } from 'node:fs/promises'
import { registerMediabunnyServer } from '@mediabunny/server'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input, type InputTrack, type MetadataTags, VideoSampleSink } from 'mediabunny'

const timesOf = async (track: InputTrack | null): Promise<number[]> => {
  if (!track) return []
  const times: number[] = []
  for await (const packet of new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true }))
    times.push(packet.timestamp)
  return times.sort((a, b) => a - b)
}

/** What another reader finds in a film: not through our own code. */
export interface ReadBack {
  videoCodec: string | null
  audioCodec: string | null
  rotation: number
  /** Starts of the frames in seconds, in the order they are shown. */
  frameTimes: number[]
  soundPackets: number
  trackNames: (string | null)[]
  matrix: string | null
  tags: MetadataTags
}

export const readBack = async (path: string): Promise<ReadBack> => {
  using input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS })
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()]
  return {
    videoCodec: (await video?.getCodecParameterString()) ?? null,
    audioCodec: (await audio?.getCodecParameterString()) ?? null,
    rotation: (await video?.getRotation()) ?? 0,
    frameTimes: await timesOf(video),
    soundPackets: (await timesOf(audio)).length,
    trackNames: await Promise.all([video, audio].filter((track) => track !== null).map((track) => track.getName())),
    matrix: (await video?.getColorSpace())?.matrix ?? null,
    tags: await input.getMetadataTags(),
  }
}

/** The names of a film's boxes at the top, in order. */
export const topBoxes = async (path: string): Promise<string[]> => {
  const bytes = await readFile(path)
  const names: string[] = []
  for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at)) names.push(bytes.toString('latin1', at + 4, at + 8))
  return names
}

export interface Pixels {
  width: number
  height: number
  /** RGBA. */
  data: Uint8ClampedArray
  /** The colour at a place given in shares of width and height. */
  at(x: number, y: number): [red: number, green: number, blue: number]
}

export const readPixels = async (path: string): Promise<Pixels> => {
  const image = await loadImage(await readFile(path))
  const { width, height } = image
  const context = createCanvas(width, height).getContext('2d')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(0, 0, width, height)
  const at: Pixels['at'] = (x, y) => {
    const start = 4 * (Math.floor(y * height) * width + Math.floor(x * width))
    return [data[start] ?? 0, data[start + 1] ?? 0, data[start + 2] ?? 0]
  }
  return { width, height, data, at }
}

/** The largest difference between two colours in one of red, green and blue. */
export const distance = (one: number[], other: number[]): number =>
  Math.max(...one.map((value, index) => Math.abs(value - (other[index] ?? 0))))

export interface VideoTags {
  /** By the `colr` of the sample entry. */
  container: VideoColorSpaceInit
  /** By the stream alone: what a site sees that packs the film again. */
  stream: VideoColorSpaceInit
}

/** What a film says of its colours. */
export const readVideoTags = async (path: string): Promise<VideoTags> => {
  registerMediabunnyServer({ hardwareContext: null })
  using input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS })
  const video = await input.getPrimaryVideoTrack()
  if (!video) throw new Error('no video')
  using sample = await new VideoSampleSink(video).getSample(0)
  return { container: await video.getColorSpace(), stream: sample?.colorSpace.toJSON() ?? {} }
}
