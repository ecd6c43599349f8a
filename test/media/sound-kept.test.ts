import { registerMediabunnyServer } from '@mediabunny/server'
import { AudioSampleSink, FilePathSource, Input, MATROSKA, MP4, QTFF } from 'mediabunny'
import * as AV from 'node-av'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleRecipe } from '../support/sample-recipe.ts'
import { type MadeEdit, setEdits } from './edit-maker.ts'
import { type MadeFilm, makeFilm } from './film-maker.ts'
import { makeSound } from './fixtures.ts'
import { type Bench, openBench } from './workbench.ts'

let bench: Bench
beforeAll(async () => {
  registerMediabunnyServer({ hardwareContext: null })
  bench = await openBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

/** The loudness of each channel in the middle of a sound, and the times at which the 440 Hz tone rises there, counted: how fast it plays. */
const listen = async (path: string) => {
  using input = new Input({ source: new FilePathSource(path), formats: [MP4, QTFF, MATROSKA] })
  const track = await input.getPrimaryAudioTrack()
  if (!track) throw new Error('there is no sound')
  const [begins, ends] = [await track.getFirstTimestamp(), await track.computeDuration()]
  const middle = (Math.max(0, begins) + ends) / 2
  const channels: number[][] = []
  let rate = 0
  for await (using sample of new AudioSampleSink(track).samples(middle - 0.1, middle + 0.1)) {
    rate = sample.sampleRate
    for (let channel = 0; channel < sample.numberOfChannels; channel += 1) {
      const data = new Float32Array(sample.numberOfFrames)
      sample.copyTo(data, { planeIndex: channel, format: 'f32-planar' })
      channels[channel] = [...(channels[channel] ?? []), ...data]
    }
  }
  const loudness = channels.map((values) => Math.max(...values))
  const [first = []] = channels
  const rises = first.filter((value, at) => value >= 0 && (first[at - 1] ?? 0) < 0).length
  return { loudness, hertz: (rises * rate) / first.length, seconds: ends - Math.max(0, begins) }
}

const finish = async (name: string, made: Partial<MadeFilm>, edits?: MadeEdit[]) => {
  const path = bench.path(name)
  await makeFilm(path, { width: 160, height: 90, fps: 15, seconds: 2, video: AV.FF_ENCODER_LIBX264, ...made })
  if (edits) await setEdits(path, [edits, edits])
  const outPath = bench.path(`${name}.clip.mp4`)
  await bench.tools.finish(path, { outPath, posterPath: bench.path(`${name}.jpg`), posterWidth: 160, recipe: sampleRecipe() })
  return await listen(outPath)
}

test.each([
  ['pcm.mov', { audio: AV.FF_ENCODER_PCM_S16LE, sampleFormat: AV.AV_SAMPLE_FMT_S16 }],
  ['opus.mkv', { audio: AV.FF_ENCODER_LIBOPUS, sampleFormat: AV.AV_SAMPLE_FMT_S16 }],
  ['alac.mov', { audio: AV.FF_ENCODER_ALAC, sampleFormat: AV.AV_SAMPLE_FMT_S16P }],
  ['ac3.mp4', { audio: AV.FF_ENCODER_AC3 }],
])('both channels of %s are heard as they were', async (name, made) => {
  const { loudness, hertz, seconds } = await finish(name, { ...made, channels: 2 })
  expect(loudness).toHaveLength(2)
  expect(loudness[0]).toBeCloseTo(0.25, 1)
  expect(loudness[1]).toBeCloseTo(0.125, 1)
  expect((loudness[0] ?? 0) / (loudness[1] ?? 1)).toBeGreaterThan(1.7)
  expect(Math.abs(hertz - 440)).toBeLessThan(10)
  expect(Math.abs(seconds - 2)).toBeLessThan(0.15)
})

test('six channels become two that phones play', async () => {
  const { loudness } = await finish('surround.mkv', { audio: AV.FF_ENCODER_AC3, channels: 6 })
  expect(loudness).toHaveLength(2)
  expect(loudness[0]).toBeGreaterThan(0.1)
})

test('sound that is shown at another pace is that much lower or higher', async () => {
  const slow = await finish('slow.mov', { audio: AV.FF_ENCODER_AAC }, [{ seconds: 2, from: 0.5, rate: 0.5 }])
  expect(Math.abs(slow.hertz - 220)).toBeLessThan(10)
  expect(Math.abs(slow.seconds - 2)).toBeLessThan(0.15)
})

test('what was cut of a sound alone is in no copy', async () => {
  const [path, out] = [bench.path('voice.m4a'), bench.path('clean.m4a')]
  await makeSound(path, 3)
  await setEdits(path, [[{ seconds: 1, from: 1 }]])
  expect((await bench.tools.inspect(path)).durationSeconds).toBeCloseTo(1, 2)
  expect(await bench.tools.cleanTracks(path, out)).toMatchObject({ kind: 'audio', audioCodec: 'aac' })
  expect(Math.abs((await listen(out)).seconds - 1)).toBeLessThan(0.12)
})
