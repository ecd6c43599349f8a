import { expect, test } from 'vitest'
import { readModels } from '../../../config/models.ts'
import { checkRequest } from '../../../src/core/fit/check-request.ts'
import { estimateCredits } from '../../../src/core/fit/price.ts'
import type { RequestDraft } from '../../../src/core/request.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { providerInput } from '../../support/provider-input.ts'
import { openBench } from './bench.ts'

const { models } = await readModels(undefined)
const rows = models.filter(({ provider, camera }) => provider === 'minimax' && camera)
const picture = { url: 'media:x', name: 'x' }

test.each(rows.flatMap((model) => model.modes.map((mode) => ({ name: model.name, mode, model }))))(
  '$name takes what its row says in $mode',
  async ({ model, mode }) => {
    const { server, provider } = await openBench()
    const inputs = mode === 'i2v' ? [providerInput('firstFrame'), ...(model.lastFrame ? [providerInput('lastFrame')] : [])] : []
    const files = Object.fromEntries(inputs.map(({ role }) => [role, picture]))
    for (const resolution of model.resolutions ?? [undefined]) {
      for (const camera of model.camera ?? []) {
        const [request] = checkRequest({ mode, prompt: 'a boat', resolution, camera, ...files }, model, models).requests
        if (!request) throw new Error('no request')
        expect(await provider.submit({ request, model, inputs }, newAttempt())).toMatchObject({ kind: 'accepted' })
        const prompt = server.jobs.at(-1)?.request.prompt
        expect(prompt?.toLowerCase()).toBe(`[${camera}] a boat`)
      }
    }
    expect(server.jobs).toHaveLength(15 * (model.resolutions?.length ?? 1))
  },
)

test.each<[string, Partial<RequestDraft>, number]>([
  ['t2v-01-director-minimax', {}, 50],
  ['hailuo-2.3-minimax', {}, 28],
  ['hailuo-2.3-minimax', { resolution: '1080p' }, 49],
  ['hailuo-2.3-minimax', { durationSeconds: 10 }, 56],
  ['minimax-h3-minimax', {}, 40],
  ['minimax-h3-minimax', { resolution: '1440p', durationSeconds: 15 }, 195],
  ['minimax-h3-minimax', { referenceVideos: [picture] }, 80],
  ['minimax-h3-max-minimax', { resolution: '480p', referenceVideos: [picture] }, 50],
])('%s is held at the price of its settings: %o', (name, fields, credits) => {
  const model = models.find((row) => row.name === name)
  const [request] = model ? checkRequest({ mode: 't2v', prompt: 'a boat', ...fields }, model, models).requests : []
  expect(model && request && estimateCredits(request, model)).toBe(credits)
})
