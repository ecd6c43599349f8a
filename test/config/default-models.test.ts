import { describe, expect, test } from 'vitest'
import { readModels } from '../../config/models.ts'
import { MoodreelError } from '../../src/core/errors.ts'
import { checkRequest } from '../../src/core/fit/check-request.ts'
import { chooseModel } from '../../src/core/fit/choose-model.ts'
import { estimateCredits } from '../../src/core/fit/price.ts'
import type { Model } from '../../src/core/model.ts'
import type { RequestDraft } from '../../src/core/request.ts'

const { models: rows } = await readModels(undefined)
const paid = [...new Set(rows.map(({ provider }) => provider))].filter((name) => name !== 'local')

/** The catalogue of an operator who has the keys of these providers. */
const withKeysOf = (providers: readonly string[]): Model[] =>
  rows.map((row) =>
    row.unavailable || row.provider === 'local' || providers.includes(row.provider) ? row : { ...row, unavailable: { reason: 'no key' } },
  )

const picture = { url: 'media:p', name: 'p.png' }
const film = { url: 'media:v', name: 'v.mp4' }
const sound = { url: 'media:s', name: 's.mp3' }
const words = { mode: 't2v', prompt: 'a boat' } as const
const image = { mode: 'i2v', prompt: 'a boat', firstFrame: picture } as const
const video = { mode: 'v2v', prompt: 'a boat', video: film } as const

/** What is asked for, and who makes it where the keys of all providers, or of some, are there. Everything but the mode and the files is typed. */
const table: [asked: string, draft: RequestDraft, providers: string[], model: string][] = [
  ['words', words, paid, 'wan-2.2-t2v-comfyui'],
  ['words', words, ['replicate'], 'wan-2.7-t2v'],
  ['words', words, ['fal'], 'wan-2.7-fal'],
  ['words', words, ['runway'], 'gen-4.5-runway'],
  ['words', words, ['veo'], 'veo-3.1-vertex'],
  ['words', words, ['minimax'], 'hailuo-2.3-minimax'],
  ['words', words, ['kling'], 'kling-v3-kling'],
  ['words', words, ['kling', 'runway'], 'gen-4.5-runway'],
  ['words', words, ['videogen'], 'videogen'],
  ['words', words, [], 'local'],
  ['a seed', { ...words, seed: 0 }, ['minimax', 'runway'], 'gen-4.5-runway'],
  ['a negative prompt', { ...words, negativePrompt: 'text' }, ['minimax', 'kling'], 'kling-v3-kling'],
  ['a seed and a negative prompt', { ...words, seed: 7, negativePrompt: 'text' }, ['runway', 'kling', 'veo'], 'veo-3.1-fast-runway'],
  ['a camera move', { ...words, camera: 'push in' }, ['replicate'], 'video-01-director'],
  ['the same in other letters', { ...words, camera: 'Push-In' }, ['replicate'], 'video-01-director'],
  ['a move of one family', { ...words, camera: 'jib up' }, ['replicate', 'fal'], 'ltx-2.3-fast'],
  ['a length', { ...words, durationSeconds: 12 }, ['replicate', 'minimax'], 'wan-2.7-t2v'],
  ['a length of few', { ...words, durationSeconds: 20 }, ['replicate', 'fal'], 'wan-3-fal'],
  ['a ratio of few', { ...words, aspectRatio: '21:9' }, ['replicate', 'veo'], 'seedance-2.0'],
  ['a resolution of few', { ...words, resolution: '2160p' }, paid, 'ltx-2.3-fal'],
  ['a frame rate', { ...words, fps: 48 }, ['replicate', 'minimax'], 'ltx-2.3-fast'],
  ['sound', { ...words, generateAudio: true }, ['replicate'], 'seedance-2.0'],
  ['a sound to move to', { ...words, audio: sound }, ['replicate'], 'wan-2.7-t2v'],
  ['reference pictures', { ...words, referenceImages: [picture, picture] }, ['replicate'], 'seedance-2.0'],
  ['ten seconds of 1080p', { ...words, durationSeconds: 10, resolution: '1080p' }, ['minimax', 'videogen', 'kling'], 'kling-v3-kling'],
  ['a square, which one of two makes from pictures only', { ...words, aspectRatio: '1:1' }, ['runway', 'kling'], 'kling-v3-kling'],
  ['a picture', image, ['replicate'], 'wan-2.7-i2v'],
  ['a picture in a ratio', { ...image, aspectRatio: '1:1' }, ['replicate', 'fal'], 'seedance-2.0'],
  ['a picture in a ratio, of models that keep its own', { ...image, aspectRatio: '9:16' }, ['fal', 'kling'], 'wan-3-fal'],
  ['two pictures', { ...image, lastFrame: picture }, ['runway'], 'veo-3.1-fast-runway'],
  ['a picture and others for the look', { ...image, referenceImages: [picture] }, ['replicate'], 'kling-v3-omni'],
  ['a film', video, ['replicate'], 'wan-2.7-videoedit'],
  ['a film with a strength that nobody takes', { ...video, strength: 0.5 }, ['replicate'], 'wan-2.7-videoedit'],
  ['a film and nobody to pay', { ...video, strength: 0.5 }, [], 'local'],
]

test.each(table)('%s: %o with the keys of %j is made by %s', (_, draft, providers, name) => {
  expect(chooseModel(draft, withKeysOf(providers)).name).toBe(name)
})

/** What a model would make of a draft, by the check alone; null where it refuses it. */
const offerOf = (draft: RequestDraft, model: Model, models: readonly Model[]) => {
  if (model.unavailable || !model.modes.includes(draft.mode)) return null
  try {
    const { requests, warnings } = checkRequest({ ...draft, model: model.name }, model, models)
    return { model, passedOver: warnings.length, credits: requests.reduce((sum, request) => sum + estimateCredits(request, model), 0) }
  } catch (error) {
    if (error instanceof MoodreelError) return null
    throw error
  }
}

const subsets = [...paid.map((one) => [one]), ...paid.flatMap((one, at) => paid.slice(at + 1).map((other) => [one, other])), paid]

describe('whatever the keys, a request is made by a model', () => {
  test.each([...new Map(table.map(([asked, draft]) => [JSON.stringify(draft), { asked, draft }])).values()])(
    'that passes over least, is no preview, and takes a seed where that is at most twice as expensive: $asked',
    ({ draft }) => {
      for (const providers of subsets) {
        const models = withKeysOf(providers)
        const chosen = offerOf(draft, chooseModel(draft, models), models)
        const offers = models.flatMap((model) => offerOf(draft, model, models) ?? []).filter(({ model }) => model.grade !== 'preview')
        const least = Math.min(...offers.map(({ passedOver }) => passedOver))
        if (!chosen || offers.length === 0) continue
        expect([providers, chosen.model.name, chosen.passedOver]).toEqual([providers, chosen.model.name, least])
        expect([providers, chosen.model.grade]).not.toEqual([providers, 'preview'])
        const seeded = offers.filter(
          ({ model, passedOver, credits }) => model.seed && passedOver === least && credits <= 2 * chosen.credits,
        )
        if (!chosen.model.seed) expect([providers, seeded.map(({ model }) => model.name)]).toEqual([providers, []])
      }
    },
  )
})
