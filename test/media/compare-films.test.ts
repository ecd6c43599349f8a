import { afterAll, beforeAll, expect, test } from 'vitest'
import { compareFilms, type Making } from '../../src/media/compare-films.ts'
import { defaultLimits } from '../../src/media/media-tools.ts'
import { openFilm } from '../../src/media/open-film.ts'
import { type ClipOptions, makeMp4, makeSound } from './fixtures.ts'
import { type Bench, openBench } from './workbench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
  await makeMp4(bench.path('film.mp4'), film)
})
afterAll(() => bench[Symbol.asyncDispose]())

const film: ClipOptions = { width: 160, height: 90, fps: 15, durationSeconds: 1, audio: true }
const copied: Making = { kind: 'copied' }
const encoded: Making = { kind: 'encoded', width: 160, height: 90 }

const compare = async (other: Partial<ClipOptions>, making: Making) => {
  await makeMp4(bench.path('to.mp4'), { ...film, ...other })
  using from = await openFilm(bench.path('film.mp4'), defaultLimits)
  using to = await openFilm(bench.path('to.mp4'), defaultLimits)
  return await compareFilms(from, to, making)
}

test.each([copied, encoded])('a film is the same as itself, $kind', async (making) => {
  expect(await compare({}, making)).toBeNull()
})

test.each([
  ['the sound', { audio: false }, copied, 'the sound is gone'],
  ['its size', { width: 160, height: 96 }, copied, '160x90 became 160x96'],
  ['its turn', { width: 90, height: 160, rotation: 90 }, copied, 'a turn of 0 became 90'],
  ['the turn that was to be encoded', { width: 90, height: 160, rotation: 90 }, encoded, 'a turn of 0 became 90'],
  ['its end', { durationSeconds: 0.8 }, encoded, '1 s became 0.8 s'],
  ['what was cut from it', { durationSeconds: 1.2 }, encoded, '1 s became 1.2 s'],
  ['some packets', { fps: 14 }, copied, '15 packets became 14'],
  ['half of its frames', { fps: 7 }, encoded, 'some 15 frames became 7'],
] as const)('says so when a film has lost or gained %s', async (_, other, making, says) => {
  expect(await compare(other, making)).toBe(says)
})

test('says so when a film has lost its picture', async () => {
  await makeSound(bench.path('sound.m4a'), 1)
  using from = await openFilm(bench.path('film.mp4'), defaultLimits)
  using to = await openFilm(bench.path('sound.m4a'), defaultLimits)
  expect(await compareFilms(from, to, copied)).toBe('video became audio')
})
