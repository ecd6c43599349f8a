import { AudioSample } from 'mediabunny'

/** Frames of sound in one block. */
const blockFrames = 1024
/** Where two blocks are further apart than so many frames, the library fills what is between them by itself. */
const gapFrames = 64

/**
 * How sound is to be handed to the encoder: in blocks none of which is longer than the first, in one format, without gaps.
 *
 * `@mediabunny/server` (1.59, `copyAudioSampleToAvFrame`) makes the encoder's buffer for the first block that was not decoded by
 * libav, and writes every later one into the same buffer however long that is: sound in PCM, resampled or trimmed sound, and the
 * silence that fills a gap wrote beyond its end and killed the child (heap corruption: `corrupted size vs. prev_size`). Every block here fits.
 */
export const createEvenSound = () => {
  /** What came before there was enough for a first block. */
  let held: Float32Array = new Float32Array()
  /** Where the next block begins, in frames; null before the first sound. */
  let at: number | null = null
  let begun = false
  let shape = { numberOfChannels: 1, sampleRate: 48_000 }

  const blocksOf = (sound: Float32Array): AudioSample[] => {
    const { numberOfChannels, sampleRate } = shape
    const blockLength = blockFrames * numberOfChannels
    const blocks: AudioSample[] = []
    for (let offset = 0; offset < sound.length; offset += blockLength) {
      const data = sound.slice(offset, offset + blockLength)
      blocks.push(new AudioSample({ data, format: 'f32', numberOfChannels, sampleRate, timestamp: (at ?? 0) / sampleRate }))
      at = (at ?? 0) + data.length / numberOfChannels
    }
    begun = true
    return blocks
  }

  return {
    /** The blocks that are ready once this has come; none while there is too little for the first. */
    take(sample: AudioSample): AudioSample[] {
      const { numberOfChannels, sampleRate } = sample
      shape = { numberOfChannels, sampleRate }
      const data = new Float32Array(sample.numberOfFrames * numberOfChannels)
      sample.copyTo(data, { planeIndex: 0, format: 'f32' })
      const start = Math.round(sample.timestamp * sampleRate)
      at ??= start
      const gap = start - at - held.length / numberOfChannels
      const silence = new Float32Array(gap < gapFrames ? 0 : gap * numberOfChannels)
      const sound = joined([held, silence, data])
      const isEnough = begun || sound.length >= blockFrames * numberOfChannels
      held = isEnough ? new Float32Array() : sound
      return isEnough ? blocksOf(sound) : []
    },
    /** What is left at the end: a sound that is shorter than one block, filled up with silence. */
    end(): AudioSample[] {
      if (begun || held.length === 0) return []
      return blocksOf(joined([held, new Float32Array(blockFrames * shape.numberOfChannels - held.length)]))
    },
  }
}

const joined = (parts: Float32Array[]): Float32Array => {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}
