import { expect, test } from 'vitest'
import { readModels } from '../../../config/models.ts'
import { checkRequest } from '../../../src/core/fit/check-request.ts'
import { estimateCredits } from '../../../src/core/fit/price.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { providerInput } from '../../support/provider-input.ts'
import { openBench } from './bench.ts'

const { models } = await readModels(undefined)
const rows = models.filter(({ provider }) => provider === 'veo')
const picture = { url: 'media:x', name: 'x' }

test.each(rows.flatMap((model) => model.modes.map((mode) => ({ name: model.name, mode, model }))))(
  '$name takes what its row says in $mode',
  async ({ model, mode }) => {
    const { server, provider } = await openBench()
    const inputs = mode === 'i2v' ? [providerInput('firstFrame'), ...(model.lastFrame ? [providerInput('lastFrame')] : [])] : []
    const files = Object.fromEntries(inputs.map(({ role }) => [role, picture]))
    for (const resolution of model.resolutions ?? []) {
      for (const aspectRatio of model.aspectRatios ?? []) {
        const draft = { mode, prompt: 'a boat', negativePrompt: 'rain', generateAudio: true, resolution, aspectRatio, ...files }
        const [request] = checkRequest(draft, model, models).requests
        if (!request) throw new Error('no request')
        expect(await provider.submit({ request, model, inputs }, newAttempt())).toMatchObject({ kind: 'accepted' })
        expect(server.jobs.at(-1)).toMatchObject({
          model: model.target,
          request: { parameters: { resolution: resolution === '2160p' ? '4k' : resolution, aspectRatio, durationSeconds: 8 } },
        })
      }
    }
  },
)

test.each([
  ['veo-3.1-vertex', { durationSeconds: 4 }, 160],
  ['veo-3.1-vertex', { durationSeconds: 4, generateAudio: false }, 80],
  ['veo-3.1-vertex', { durationSeconds: 8, resolution: '2160p' }, 480],
  ['veo-3.1-fast-vertex', { durationSeconds: 8, resolution: '2160p' }, 240],
  ['veo-3.1-lite-vertex', { durationSeconds: 4 }, 20],
  ['veo-3.1-lite-vertex', { durationSeconds: 4, resolution: '1080p' }, 32],
] as const)('%s is held at the price of its settings: %o', (name, fields, credits) => {
  const model = rows.find((row) => row.name === name)
  const [request] = model ? checkRequest({ mode: 't2v', prompt: 'a boat', ...fields }, model, models).requests : []
  expect(model && request && estimateCredits(request, model)).toBe(credits)
})

test.each(['veo-3.1-vertex', 'veo-3.1-fast-vertex'])('%s takes references in 9:16, and 4k in eight seconds only', async (name) => {
  const model = rows.find((row) => row.name === name)
  if (!model) throw new Error('no such row')
  const { provider } = await openBench()
  const draft = { mode: 't2v' as const, prompt: 'a boat', aspectRatio: '9:16', referenceImages: [picture, picture, picture] }
  const [request] = checkRequest(draft, model, models).requests
  const inputs = Array.from({ length: 3 }, () => providerInput('referenceImages'))
  expect(request && (await provider.submit({ request, model, inputs }, newAttempt()))).toMatchObject({ kind: 'accepted' })
  const short = { mode: 't2v' as const, prompt: 'a boat', resolution: '2160p', durationSeconds: 4 }
  expect(() => checkRequest(short, model, models)).toThrow(/4 s.*2160p|2160p.*4 s/)
})
