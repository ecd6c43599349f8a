import { describe, expect, test } from 'vitest'
import { readModels } from '../../../config/models.ts'
import { checkRequest } from '../../../src/core/fit/check-request.ts'
import { modeFacts } from '../../../src/core/mode-facts.ts'
import type { Model } from '../../../src/core/model.ts'
import type { InputRole, Mode, RequestDraft } from '../../../src/core/request.ts'
import { accepted, newAttempt } from '../../contracts/provider-contract.ts'
import { textInput } from '../../support/provider-input.ts'
import { openBench, requestOf } from './bench.ts'

const { models } = await readModels(undefined)
const rows = models.filter(({ provider, unavailable }) => provider === 'fal' && !unavailable)

const file = { url: 'media:x', name: 'x.png' }
const last = <Value>(values: readonly Value[] | undefined): Value | undefined => values?.at(-1)
const longest = (numbers: Model['duration']): number | undefined => (Array.isArray(numbers) ? Math.max(...numbers) : numbers?.max)

/** What somebody asks of a row: the least, everything that can be typed, and each kind of file. */
const draftsOf = (row: Model, mode: Mode): RequestDraft[] => {
  const { source, makes, upscales } = modeFacts[mode]
  const least: RequestDraft = {
    mode,
    prompt: upscales ? '' : 'a boat',
    seed: 7,
    ...(source && { [source]: file }),
    ...(row.mask === 'needed' && { mask: file }),
  }
  const all = { ...least, resolution: last(row.resolutions) }
  const typed: RequestDraft = {
    ...all,
    durationSeconds: source === 'video' || makes === 'image' || row.never.length > 0 ? undefined : longest(row.duration),
    aspectRatio: source && row.sourceShape === 'only' ? undefined : last(row.aspectRatios),
    fps: last(Array.isArray(row.fps) ? row.fps : undefined),
    negativePrompt: row.negativePrompt ? 'blur' : undefined,
    generateAudio: row.generateAudio || undefined,
    loop: row.loop === true || undefined,
    expandPrompt: row.expandPrompt || undefined,
  }
  return [
    least,
    typed,
    ...(row.factors && upscales ? [{ ...least, factor: last(row.factors) }] : []),
    ...(row.shots ? [{ ...least, prompt: '', shots: [{ prompt: 'a boat' }, { prompt: 'a bird' }] }] : []),
    ...(row.lastFrame && mode === 'i2v' ? [{ ...all, lastFrame: file }] : []),
    ...(row.referenceImages > 0 && (mode === 't2v' || mode === 'i2i') ? [{ ...all, referenceImages: [file] }] : []),
    ...(row.referenceAudios > 0 && mode === 't2v'
      ? [{ ...all, referenceImages: [file], referenceVideos: [file], referenceAudios: [file] }]
      : []),
    ...(row.continues && mode === 't2v' ? [{ mode: 'v2v' as const, prompt: 'on', seed: 7, video: file, continues: true }] : []),
  ]
}

const roles: readonly InputRole[] = ['firstFrame', 'lastFrame', 'video', 'mask', 'referenceImages', 'referenceVideos', 'referenceAudios']

/** What a paid call sends for a draft. */
const bodyOf = async (bench: Awaited<ReturnType<typeof openBench>>, row: Model, draft: RequestDraft) => {
  const [request] = checkRequest(draft, row, models).requests
  if (!request) throw new Error('there is no request')
  const inputs = roles.flatMap((role) => [request[role] ?? []].flat().map(() => textInput(role)))
  accepted(await bench.provider.submit({ ...requestOf(), request, model: row, inputs }, newAttempt()))
  const { endpoint, input } = bench.server.requests.at(-1) ?? {}
  return { endpoint, input }
}

describe('while fal’s documents cannot be had, each row of the catalogue sends what it sends otherwise', () => {
  test.each(rows)('$name', async (row) => {
    const [told, untold] = [await openBench(), await openBench()]
    untold.server.answers.schema = { status: 403, body: '<html>Are you a person?</html>' }
    for (const mode of row.modes) {
      for (const draft of draftsOf(row, mode)) expect(await bodyOf(untold, row, draft)).toEqual(await bodyOf(told, row, draft))
    }
    // Who was not answered does not keep every clip waiting.
    expect(untold.server.count('schema')).toBe(1)
  })
})

test.each([
  ['a page', { status: 200, body: '<html>' }],
  ['nothing of such an endpoint', { status: 404 }],
])('a model of the catalogue is made also where fal’s documents are %s', async (_, answer) => {
  const bench = await openBench()
  bench.server.answers.schema = answer
  const [row] = rows
  if (!row) throw new Error('there is no row')
  expect(await bodyOf(bench, row, { mode: 't2v', prompt: 'a boat', seed: 7 })).toMatchObject({ input: { prompt: 'a boat', seed: 7 } })
})
