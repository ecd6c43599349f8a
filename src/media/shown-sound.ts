import * as AV from 'node-av'
import { type Decoded, type DecodeOptions, decodeTrack, type FilmFile, type Tally } from './decode-track.ts'
import type { Part, Presentation } from './presentation.ts'

/** Sound as it is heard: 32-bit floats, the channels in turn. */
export interface Sound {
  samples: Float32Array<ArrayBuffer>
  channels: number
  sampleRate: number
  /** Seconds from the beginning of the film. */
  begins: number
}

/** Rates that AAC has (ISO/IEC 14496-3, table 1.18), without those that phones do not play. */
const rates = [48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000]

/** The rate itself, or the next lower one. */
const playableRate = (rate: number): number => rates.find((known) => known <= rate) ?? 8_000

/** Brings decoded sound into one format, however the source changes. */
const createResampler = (channels: number) => {
  let context: AV.SoftwareResampleContext | null = null
  let sampleRate = 0
  return {
    get sampleRate() {
      return sampleRate
    },
    convert(frame: AV.Frame): Float32Array<ArrayBuffer> {
      const layout = channels === 1 ? AV.AV_CHANNEL_LAYOUT_MONO : AV.AV_CHANNEL_LAYOUT_STEREO
      const own = frame.channelLayout
      // PCM often does not say which channel is which.
      const isNamed = own.order !== AV.AV_CHANNEL_ORDER_UNSPEC
      const from = isNamed
        ? own
        : own.nbChannels === 1
          ? AV.AV_CHANNEL_LAYOUT_MONO
          : own.nbChannels === 2
            ? AV.AV_CHANNEL_LAYOUT_STEREO
            : own
      if (!context) {
        sampleRate = playableRate(frame.sampleRate)
        context = new AV.SoftwareResampleContext()
        const set = context.allocSetOpts2(
          layout,
          AV.AV_SAMPLE_FMT_FLT,
          sampleRate,
          from,
          frame.format as AV.AVSampleFormat,
          frame.sampleRate,
        )
        AV.FFmpegError.throwIfError(set, 'sound to be resampled')
        AV.FFmpegError.throwIfError(context.init(), 'sound to be resampled')
      }
      const room = context.getOutSamples(frame.nbSamples)
      const out = Buffer.alloc(room * channels * 4)
      const count = context.convertSync([out], room, frame.extendedData ?? frame.data, frame.nbSamples)
      AV.FFmpegError.throwIfError(count, 'sound to be resampled')
      const samples = new Float32Array(count * channels)
      for (let index = 0; index < samples.length; index += 1) samples[index] = out.readFloatLE(index * 4)
      return samples
    },
    free: () => context?.free(),
  }
}

/** Cuts what lies before `from` and from `to` on, in seconds of the film. Null when nothing is left. */
const cut = (sound: Sound, from: number, to: number): Sound | null => {
  const frames = sound.samples.length / sound.channels
  const first = Math.max(0, Math.round((from - sound.begins) * sound.sampleRate))
  const end = Math.min(frames, Math.round((to - sound.begins) * sound.sampleRate))
  if (end <= first) return null
  const samples = sound.samples.slice(first * sound.channels, end * sound.channels)
  return { ...sound, samples, begins: sound.begins + first / sound.sampleRate }
}

/** Plays sound slower or faster, as a tape does. */
const stretched = (sound: Sound, rate: number): Float32Array<ArrayBuffer> => {
  const { samples, channels } = sound
  const frames = samples.length / channels
  const out = new Float32Array(Math.max(0, Math.round(frames / rate)) * channels)
  for (let index = 0; index < out.length; index += 1) {
    const [frame, channel] = [Math.floor(index / channels) * rate, index % channels]
    const [low, share] = [Math.floor(frame), frame % 1]
    const at = (which: number) => samples[Math.min(frames - 1, which) * channels + channel] ?? 0
    out[index] = at(low) * (1 - share) + at(low + 1) * share
  }
  return out
}

export interface SoundOptions {
  presentation: Presentation
  /** When the film begins, by its edits. */
  filmBegins: number
  channels: 1 | 2
  tally: Tally
}

const heard = async function* (frames: AsyncGenerator<Decoded>, channels: number): AsyncGenerator<Sound> {
  const resampler = createResampler(channels)
  try {
    for await (const { frame, begins } of frames) {
      using decoded = frame
      const samples = resampler.convert(decoded)
      if (samples.length > 0) yield { samples, channels, sampleRate: resampler.sampleRate, begins }
    }
  } finally {
    resampler.free()
  }
}

const pacedSound = async function* (sounds: AsyncGenerator<Sound>, { begins, ends, mediaBegins, rate }: Part): AsyncGenerator<Sound> {
  if (rate === 0) return
  const mediaEnds = mediaBegins + (ends - begins) * rate
  for await (const sound of sounds) {
    if (sound.begins >= mediaEnds) return
    const kept = cut(sound, mediaBegins, mediaEnds)
    if (kept) yield { ...kept, samples: stretched(kept, rate), begins: begins + (kept.begins - mediaBegins) / rate }
  }
}

/** The sound of a film as it is heard, in order, with its times from the beginning of the film. */
export const shownSound = async function* (
  file: FilmFile,
  { presentation, filmBegins, channels, tally }: SoundOptions,
): AsyncGenerator<Sound> {
  const options: DecodeOptions = { kind: 'audio', tally }
  if (!presentation.paced) {
    for await (const sound of heard(decodeTrack(file, options), channels)) {
      const kept = cut(sound, 0, Number.POSITIVE_INFINITY)
      if (kept) yield kept
    }
    return
  }
  for (const part of presentation.parts) {
    const sounds = heard(decodeTrack(file, { ...options, ignoreEdits: true, from: part.mediaBegins }), channels)
    for await (const sound of pacedSound(sounds, part)) yield { ...sound, begins: sound.begins - filmBegins }
  }
}
