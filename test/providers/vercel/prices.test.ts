import { expect, test } from 'vitest'
import type { ListPrice } from '../../../src/core/model.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { openBench } from './bench.ts'

const { signal } = newAttempt()
const target = 'bytedance/seedance-2.5'
const model = sampleModel({ provider: 'vercel', target })

test.each<[string, object | undefined, ListPrice | null]>([
  ['nothing at all', undefined, null],
  ['an empty list of prices', {}, null],
  ['a form of tomorrow', { video_duration_pricing: { '720p': 0.1 } }, null],
  ['no number', { video_duration_pricing: [{ cost_per_second: 'free' }] }, null],
  ['a price for all', { video_duration_pricing: [{ cost_per_second: '0.13' }] }, { usdPerSecond: 0.13, cases: [] }],
  [
    'prices by size and sound, the exact ones first',
    {
      video_duration_pricing: [
        { resolution: '720p', cost_per_second: '0.1' },
        { resolution: '720p', audio: true, cost_per_second: 0.15 },
        { resolution: '4k', cost_per_second: '0.6' },
      ],
    },
    {
      cases: [
        { when: { resolution: '720p', generateAudio: true }, usdPerSecond: 0.15 },
        { when: { resolution: '720p' }, usdPerSecond: 0.1 },
        { when: { resolution: '2160p' }, usdPerSecond: 0.6 },
      ],
    },
  ],
  [
    'qualities that nobody here chooses between, as the highest',
    {
      video_duration_pricing: [
        { mode: 'std', cost_per_second: '0.126' },
        { mode: 'pro', cost_per_second: '0.168' },
      ],
    },
    { usdPerSecond: 0.168, cases: [] },
  ],
])('what the gateway publishes: %s', async (_, pricing, price) => {
  const { server, provider } = await openBench()
  server.models = [{ id: target, pricing }]
  expect(await provider.prices?.(model, signal)).toEqual(price)
})

test('tokens are reckoned into seconds, by the tier of each size or of the next larger one', async () => {
  const { server, provider } = await openBench()
  const tier = (resolution: string, usd: string) => ({ resolution, no_video_input: { cost_per_million_tokens: usd } })
  server.models = [{ id: target, pricing: { video_token_pricing: { tiers: [tier('1080p', '11.7'), tier('720p', '10.7')] } } }]
  const price = await provider.prices?.(model, signal)
  const of = (resolution: string) => price?.cases.find(({ when }) => when.resolution === resolution)?.usdPerSecond
  expect(of('720p')).toBeCloseTo(0.23112, 5)
  expect(of('480p')).toBeCloseTo(0.10747, 5)
  expect(of('1080p')).toBeCloseTo(0.57283, 5)
  expect(of('2160p')).toBeUndefined()
})

test('a model that the list does not have is not available, and one list serves all rows', async () => {
  const { server, provider } = await openBench()
  expect(await provider.inspect?.(model, signal)).toEqual({ kind: 'available', drift: [] })
  expect(await provider.inspect?.({ ...model, target: 'bytedance/seedance-9' }, signal)).toEqual({
    kind: 'unavailable',
    reason: say('provider.notListed', { vendor: 'Vercel AI Gateway', target: 'bytedance/seedance-9' }),
  })
  expect(server.count('models')).toBe(1)
})

test('a list that cannot be read now says nothing, and is asked for again', async () => {
  const { server, provider } = await openBench()
  server.answers.models = { status: 503 }
  await expect(provider.inspect?.(model, signal)).rejects.toMatchObject({ code: 'provider_failed' })
  delete server.answers.models
  expect(await provider.inspect?.(model, signal)).toMatchObject({ kind: 'available' })
})
