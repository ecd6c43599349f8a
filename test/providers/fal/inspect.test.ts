import { expect, test } from 'vitest'
import { readModels } from '../../../config/models.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { openBench, requestOf } from './bench.ts'

const { signal } = newAttempt()
const { models } = await readModels(undefined)
const rows = models.filter(({ provider }) => provider === 'fal')

test('the catalogue has models of fal', () => expect(rows.length).toBeGreaterThanOrEqual(4))

test.each(rows)('the row $name fits its endpoints', async (row) => {
  const { server, provider } = await openBench()
  expect(await provider.inspect?.(row, signal)).toEqual({ kind: 'available', drift: [] })
  expect(server.heard.map(({ headers }) => headers.authorization)).toEqual(row.modes.map(() => undefined))
})

test('an endpoint that fal does not list any more takes its model away', async () => {
  const { server, provider } = await openBench()
  server.answers.schema = { status: 404 }
  const state = await provider.inspect?.(requestOf().model, signal)
  expect(state).toMatchObject({
    kind: 'unavailable',
    reason: say('provider.notListed', { vendor: 'fal', target: 'fal-ai/wan/v2.7/text-to-video' }),
  })
})

test('an input that an endpoint lost is told', async () => {
  const { server, provider } = await openBench()
  server.answers.schema = { status: 200, body: { components: { schemas: { ThatInput: { properties: { prompt: {} } } } } } }
  const { model } = requestOf({}, { modes: ['t2v'], seed: true })
  const state = await provider.inspect?.(model, signal)
  expect(state).toEqual({
    kind: 'available',
    drift: ['seed', 'audio_url'].map((input) => say('model.driftInput', { endpoint: 'fal-ai/wan/v2.7/text-to-video', input })),
  })
})

test('what cannot be learnt now is a fault', async () => {
  const { server, provider } = await openBench()
  server.answers.schema = { status: 500 }
  await expect(provider.inspect?.(requestOf().model, signal)).rejects.toMatchObject({ code: 'provider_failed' })
})
