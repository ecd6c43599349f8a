import { expect, test } from 'vitest'
import { readModels } from '../../../config/models.ts'
import { checkRequest } from '../../../src/core/fit/check-request.ts'
import { overLimit } from '../../../src/core/fit/input-limits.ts'
import { estimateCredits } from '../../../src/core/fit/price.ts'
import type { RequestDraft } from '../../../src/core/request.ts'
import { providerInput } from '../../support/provider-input.ts'

const { models } = await readModels(undefined)
const rowOf = (name: string) => {
  const row = models.find((one) => one.name === name)
  if (!row) throw new Error(`there is no row ${name}`)
  return row
}
const file = { url: 'media:x', name: 'x.mp4' }

test.each<[string, Partial<RequestDraft>, number]>([
  ['kling-v3-kling', { resolution: '2160p' }, 210],
  ['kling-v3-turbo-kling', {}, 56],
  ['kling-v3-turbo-kling', { resolution: '1080p', generateAudio: true }, 70],
  ['kling-v3-omni-kling', { resolution: '720p', generateAudio: false }, 42],
  ['kling-v3-omni-kling', { resolution: '720p', referenceVideos: [file] }, 63],
  // By the longest source, whatever comes.
  ['kling-v3-omni-edit-kling', { mode: 'v2v', video: file }, 168],
  ['kling-v3-omni-edit-kling', { mode: 'v2v', video: file, resolution: '720p' }, 126],
])('%s is held at the price of its settings: %o', (name, fields, credits) => {
  const model = rowOf(name)
  const [request] = checkRequest({ mode: 't2v', prompt: 'a boat', ...fields }, model, models).requests
  expect(request && estimateCredits(request, model)).toBe(credits)
})

test('a video that is made over has no length of its own to ask for', () => {
  const ask = () =>
    checkRequest({ mode: 'v2v', prompt: 'snow', video: file, durationSeconds: 5 }, rowOf('kling-v3-omni-edit-kling'), models)
  expect(ask).toThrow(/length/)
})

test.each([
  [{ width: 1920, height: 719 }, 'fit.videoTooSmall'],
  [{ width: 2161, height: 1080 }, 'fit.videoTooWide'],
  [{ width: 1920, height: 1080, durationSeconds: 11 }, 'fit.videoTooLong'],
  [{ width: 1280, height: 720 }, undefined],
])('a video of %o is refused with %s', (sides, refusal) => {
  expect(overLimit(rowOf('kling-v3-omni-edit-kling'), providerInput('video', { durationSeconds: 5, ...sides }))?.say).toBe(refusal)
})
