import { AudioSample, type ConversionAudioOptions } from 'mediabunny'

/** Frames of sound in one block. */
const blockFrames = 1024
/** Where two blocks are further apart than so many frames, the library fills what is between them by itself. */
const gapFrames = 64

/**
 * How sound is to be handed to the encoder: in blocks none of which is longer than the first, in one format, without gaps.
 *
 * `@mediabunny/server` (1.59, `copyAudioSampleToAvFrame`) makes the encoder's buffer for the first block that was not decoded by
 * libav, and writes every later one into the same buffer however long that is: sound in PCM, resampled or trimmed sound, and the
 * silence that fills a gap wrote beyond its end and killed the child. With these options every block is such a one, and fits.
 */
export const evenSound = (): Required<Pick<ConversionAudioOptions, 'sampleFormat' | 'process'>> => {
  /** What came before there was enough for a first block. */
  let held: Float32Array = new Float32Array()
  /** Where the next block begins, in frames; null before the first sound. */
  let at: number | null = null
  let begun = false

  return {
    sampleFormat: 'f32',
    process(sample) {
      const { numberOfChannels, sampleRate } = sample
      const data = new Float32Array(sample.numberOfFrames * numberOfChannels)
      sample.copyTo(data, { planeIndex: 0, format: 'f32' })
      const start = Math.round(sample.timestamp * sampleRate)
      at ??= start
      const gap = start - at - held.length / numberOfChannels
      const silence = new Float32Array(gap < gapFrames ? 0 : gap * numberOfChannels)
      const sound = joined([held, silence, data])
      held = new Float32Array()
      const blockLength = blockFrames * numberOfChannels
      if (!begun && sound.length < blockLength) {
        held = sound
        return null
      }
      begun = true
      const blocks: AudioSample[] = []
      for (let offset = 0; offset < sound.length; offset += blockLength) {
        const block = sound.slice(offset, offset + blockLength)
        blocks.push(new AudioSample({ data: block, format: 'f32', numberOfChannels, sampleRate, timestamp: at / sampleRate }))
        at += block.length / numberOfChannels
      }
      return blocks
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
