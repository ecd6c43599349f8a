import { join } from 'node:path'
import { registerMediabunnyServer } from '@mediabunny/server'
import fc from 'fast-check'
import {
  AudioSample,
  EncodedAudioPacketSource,
  EncodedPacket,
  FilePathTarget,
  MkvOutputFormat,
  Output,
  VideoSample,
  VideoSampleSource,
} from 'mediabunny'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEvenSound } from '../../src/media/even-sound.ts'
import { sampleRecipe } from '../support/sample-recipe.ts'
import { readBack } from './read-back.ts'
import { type Bench, openBench } from './workbench.ts'

let bench: Bench
beforeAll(async () => {
  registerMediabunnyServer({ hardwareContext: null })
  bench = await openBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

const finish = (path: string, name: string) =>
  bench.tools.finish(path, {
    outPath: bench.path(`${name}.mp4`),
    posterPath: bench.path(`${name}.jpg`),
    posterWidth: 160,
    recipe: sampleRecipe(),
  })

test('a film with PCM sound becomes a clip of the same length with AAC', async () => {
  const path = join(import.meta.dirname, '../fixtures/media/pcm-sound.mov')
  const before = await bench.tools.inspect(path)
  const finished = await finish(path, 'pcm')
  expect(finished).toMatchObject({ kind: 'clip', video: { videoCodec: 'avc', audioCodec: 'aac' } })
  if (finished.kind !== 'clip') return
  expect(Math.abs(finished.video.durationSeconds - before.durationSeconds)).toBeLessThanOrEqual(1 / before.fps)
  const { soundPackets } = await readBack(bench.path('pcm.mp4'))
  // 8 kHz in packets of 1024 frames.
  expect(soundPackets * 1024).toBeGreaterThanOrEqual(before.durationSeconds * 8_000)
})

/** A film in Matroska with PCM sound in packets of these lengths, in frames at 8 kHz; a negative one is a gap. */
const writeUneven = async (path: string, lengths: readonly number[]): Promise<void> => {
  const output = new Output({ format: new MkvOutputFormat(), target: new FilePathTarget(path) })
  const video = new VideoSampleSource({ codec: 'avc', bitrate: 100_000 })
  const sound = new EncodedAudioPacketSource('pcm-s16')
  output.addVideoTrack(video)
  output.addAudioTrack(sound)
  await output.start()
  for (let index = 0; index < 20; index += 1) {
    const init = { format: 'RGBA' as const, codedWidth: 64, codedHeight: 64, timestamp: index / 10, duration: 0.1 }
    using sample = new VideoSample(new Uint8Array(64 * 64 * 4).fill(index), init)
    await video.add(sample)
  }
  video.close()
  let at = 0
  for (const length of lengths) {
    const frames = Math.abs(length)
    const packet = new EncodedPacket(new Uint8Array(frames * 2).fill(17), 'key', at / 8_000, frames / 8_000)
    if (length > 0) await sound.add(packet, { decoderConfig: { codec: 'pcm-s16', sampleRate: 8_000, numberOfChannels: 1 } })
    at += frames
  }
  sound.close()
  await output.finalize()
}

test.each([
  ['packets that grow', [64, 256, 1024, 4096, 6000]],
  ['a gap longer than any packet', [1024, 1024, -6000, 1024, 1024]],
  ['a first packet that is very short', [1, 8000, 1, 4000]],
])('encodes sound with %s and lives', async (what, lengths) => {
  const name = what.replaceAll(' ', '-')
  await writeUneven(bench.path(`${name}.mkv`), lengths)
  const finished = await finish(bench.path(`${name}.mkv`), name)
  expect(finished).toMatchObject({ kind: 'clip', video: { audioCodec: 'aac' } })
  const frames = lengths.reduce((sum, length) => sum + Math.abs(length), 0)
  expect((await readBack(bench.path(`${name}.mp4`))).soundPackets).toBeGreaterThanOrEqual(Math.floor(frames / 1024))
})

test('keeps every frame of sound where it was, in blocks none of which is longer than the first', () => {
  const piece = fc.record({
    frames: fc.integer({ min: 1, max: 5_000 }),
    gap: fc.constantFrom(0, 0, 0, 64, 3_000),
    channels: fc.constant(2),
  })
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
      const even = createEvenSound()
      const blocks: AudioSample[] = []
      const heard: number[] = []
      let at = 0
      for (const { frames, gap, channels } of pieces) {
        if (heard.length > 0) {
          at += gap
          heard.push(...Array<number>(gap * channels).fill(0))
        }
        const data = Float32Array.from({ length: frames * channels }, (_, index) => ((at + index) % 200) / 256)
        heard.push(...data)
        using sample = new AudioSample({ data, format: 'f32', numberOfChannels: channels, sampleRate: 48_000, timestamp: at / 48_000 })
        blocks.push(...even.take(sample))
        at += frames
      }
      if (blocks.length === 0) {
        blocks.push(...even.end())
        heard.push(...Array<number>((1_024 - at) * 2).fill(0))
      }
      const said = blocks.flatMap((block) => {
        const data = new Float32Array(block.numberOfFrames * 2)
        block.copyTo(data, { planeIndex: 0, format: 'f32' })
        return [...data]
      })
      const lengths = blocks.map(({ numberOfFrames }) => numberOfFrames)
      for (const block of blocks) block.close()
      expect(said).toEqual(heard)
      expect(Math.max(...lengths)).toBe(lengths[0])
      return true
    }),
    { numRuns: 30 },
  )
})
