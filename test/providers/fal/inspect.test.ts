import { expect, test } from 'vitest'
import { readModels } from '../../../config/models.ts'
import { type Sentence, say } from '../../../src/core/words/sentence.ts'
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

test('an input that an endpoint lost, and a value that it takes no more, is told', async () => {
  const { server, provider } = await openBench()
  const properties = { prompt: { type: 'string' }, resolution: { type: 'string', enum: ['480p', '720p'] } }
  server.answers.schema = { status: 200, body: { components: { schemas: { ThatInput: { properties } } } } }
  const { model } = requestOf({}, { modes: ['t2v'], seed: true, resolutions: ['720p', '1080p'] })
  const state = await provider.inspect?.(model, signal)
  const told = (drift: Sentence) => say('model.driftAt', { endpoint: 'fal-ai/wan/v2.7/text-to-video', drift })
  expect(state).toEqual({
    kind: 'available',
    drift: [
      told(
        say('model.driftValue', { part: say('part.resolution'), value: '1080p', takes: say('model.oneOf', { values: ['480p', '720p'] }) }),
      ),
      told(say('model.driftUntaken', { part: say('part.seed') })),
    ],
  })
})

test('what cannot be learnt now is a fault', async () => {
  const { server, provider } = await openBench()
  server.answers.schema = { status: 500 }
  await expect(provider.inspect?.(requestOf().model, signal)).rejects.toMatchObject({ code: 'provider_failed' })
})
