import { registerMediabunnyServer } from '@mediabunny/server'
import { createCanvas } from '@napi-rs/canvas'
import {
  ALL_FORMATS,
  AudioSample,
  AudioSampleSource,
  BufferSource,
  BufferTarget,
  EncodedPacketSink,
  Input,
  Mp4OutputFormat,
  Output,
  Quality,
  VideoSample,
  VideoSampleSink,
  VideoSampleSource,
} from 'mediabunny'

/** A decoded frame, upright. */
export interface Frame {
  timestamp: number
  duration: number
  width: number
  height: number
  rgba: Uint8Array
}

export interface Clip {
  durationSeconds: number
  rotation: number
  videoCodec: string | null
  frames: Frame[]
  audio: { codec: string | null; seconds: number; packets: number } | null
}

/** Reads a whole clip; meant for the small ones of the tests. */
export const readClip = async (bytes: Uint8Array): Promise<Clip> => {
  registerMediabunnyServer({ hardwareContext: null })
  using input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS })
  const video = await input.getPrimaryVideoTrack()
  if (!video) throw new Error('the clip has no video track')
  const frames: Frame[] = []
  for await (const sample of new VideoSampleSink(video).samples()) {
    const rgba = new Uint8Array(sample.codedWidth * sample.codedHeight * 4)
    await sample.copyTo(rgba, { format: 'RGBA' })
    frames.push({ timestamp: sample.timestamp, duration: sample.duration, width: sample.codedWidth, height: sample.codedHeight, rgba })
    sample.close()
  }
  const sound = await input.getPrimaryAudioTrack()
  let packets = 0
  if (sound) for await (const _ of new EncodedPacketSink(sound).packets()) packets++
  return {
    durationSeconds: await input.computeDuration(),
    rotation: await video.getRotation(),
    videoCodec: await video.getCodec(),
    frames,
    audio: sound ? { codec: await sound.getCodec(), seconds: await sound.computeDuration(), packets } : null,
  }
}

/** One frame of a clip; -1 is the last. */
export const frame = (clip: Clip, index: number): Frame => {
  const found = clip.frames.at(index)
  if (!found) throw new Error('the clip is too short')
  return found
}

/** A photo with soft colours, shapes and the noise of a sensor; always the same one. */
export const noisyPhoto = (width: number, height: number, noise: number): { png: Uint8Array; rgba: Uint8Array } => {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  const sky = context.createLinearGradient(0, 0, width * 0.3, height)
  sky.addColorStop(0, '#31589c')
  sky.addColorStop(0.6, '#d9a577')
  sky.addColorStop(1, '#2f5b3a')
  context.fillStyle = sky
  context.fillRect(0, 0, width, height)
  for (let dot = 0; dot < 24; dot++) {
    context.fillStyle = `hsl(${(dot * 47) % 360} 35% ${35 + (dot % 5) * 8}%)`
    context.beginPath()
    context.arc((dot * 131) % width, (dot * 79) % height, 8 + (dot % 7) * 5, 0, Math.PI * 2)
    context.fill()
  }
  const image = context.getImageData(0, 0, width, height)
  let state = 12_345
  for (let at = 0; at < image.data.length; at++) {
    if (at % 4 === 0) state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff
    if (at % 4 < 3) image.data[at] = (image.data[at] ?? 0) + ((state / 0x7fff_ffff) * 2 - 1) * noise
  }
  context.putImageData(image, 0, 0)
  return { png: canvas.toBuffer('image/png'), rgba: canvas.data() }
}

export interface VideoOptions {
  width: number
  height: number
  /** When each frame begins, in seconds, and when the last one ends. */
  times: number[]
  end: number
  rotation?: 0 | 90 | 180 | 270
  /** Length of a tone in seconds; no sound when absent. */
  sound?: number
}

/** A video whose upper left quarter is red and the rest blue, with a white bar that moves. */
export const makeVideo = async ({ width, height, times, end, rotation = 0, sound }: VideoOptions): Promise<Uint8Array> => {
  registerMediabunnyServer({ hardwareContext: null })
  const target = new BufferTarget()
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target })
  const video = new VideoSampleSource({ codec: 'avc', quality: new Quality({ quantizer: 18 }) })
  output.addVideoTrack(video, { rotation })
  const audio = sound ? new AudioSampleSource({ codec: 'aac', quality: new Quality('medium') }) : null
  if (audio) output.addAudioTrack(audio)
  await output.start()
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  for (const [index, timestamp] of times.entries()) {
    context.fillStyle = '#2040a0'
    context.fillRect(0, 0, width, height)
    context.fillStyle = '#d03020'
    context.fillRect(0, 0, width / 2, height / 2)
    context.fillStyle = '#ffffff'
    context.fillRect((index * 6) % width, height * 0.7, 8, height * 0.2)
    const sample = new VideoSample(canvas.data(), {
      format: 'RGBA',
      codedWidth: width,
      codedHeight: height,
      timestamp,
      duration: (times[index + 1] ?? end) - timestamp,
    })
    await video.add(sample)
    sample.close()
  }
  if (audio && sound) {
    const rate = 48_000
    const data = Float32Array.from({ length: Math.round(rate * sound) }, (_, index) => Math.sin((index / rate) * 440 * 2 * Math.PI) * 0.3)
    const sample = new AudioSample({ data, format: 'f32', numberOfChannels: 1, sampleRate: rate, timestamp: 0 })
    await audio.add(sample)
    sample.close()
  }
  await output.finalize()
  if (!target.buffer) throw new Error('nothing was written')
  return new Uint8Array(target.buffer)
}

/** How far two pictures are from each other on average, 0 to 255. */
export const meanDifference = (one: Uint8Array, other: Uint8Array): number => {
  let sum = 0
  for (let at = 0; at < one.length; at++) if (at % 4 < 3) sum += Math.abs((one[at] ?? 0) - (other[at] ?? 0))
  return sum / (one.length * 0.75)
}

/** The mean colour of a part of a frame, given in parts of its sides. */
export const meanColour = (
  { width, height, rgba }: Frame,
  from: [number, number] = [0, 0],
  to: [number, number] = [1, 1],
): [number, number, number] => {
  const sums: [number, number, number] = [0, 0, 0]
  let count = 0
  for (let y = Math.floor(from[1] * height); y < Math.floor(to[1] * height); y++) {
    for (let x = Math.floor(from[0] * width); x < Math.floor(to[0] * width); x++) {
      const at = (y * width + x) * 4
      sums[0] += rgba[at] ?? 0
      sums[1] += rgba[at + 1] ?? 0
      sums[2] += rgba[at + 2] ?? 0
      count++
    }
  }
  return [sums[0] / count, sums[1] / count, sums[2] / count]
}
