import { describe, expect, test } from 'vitest'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { inputOf, openBench, requestOf, wan } from './bench.ts'
import type { ServedPrediction } from './server.ts'

const { signal } = newAttempt()
const start = Date.parse('2026-11-21T12:00:00Z')
const minute = 60_000
const at = (ms: number): string => new Date(start + ms).toISOString()
const attempt = { id: 'attempt1', createdAt: start }
const hook = (id: string): string => `https://bot.example/webhooks/replicate/${id}`
const ours = { prompt: 'a paper boat', seed: 42 }

/** Predictions of the account, oldest first, and what is made of them so long after the attempt. */
const reconciled = async (afterMs: number, predictions: Partial<ServedPrediction>[], request = requestOf(), pageSize = 100) => {
  const { server, provider } = await openBench({ now: () => start + afterMs })
  server.pageSize = pageSize
  for (const prediction of predictions) server.add({ model: wan, created_at: at(1000), ...prediction })
  const result = await provider.reconcile?.(attempt, request, signal)
  return result?.kind === 'found' ? server.predictions.find(({ id }) => id === (result.operation as { id: string }).id) : result?.kind
}

describe('an attempt of unknown outcome', () => {
  test('is found by the webhook that names it, whatever else fits, pages back', async () => {
    const others = Array.from({ length: 7 }, (_, index) => ({ input: ours, webhook: hook(`other${index}`), created_at: at(2000) }))
    expect(await reconciled(0, [{ input: ours, webhook: hook('attempt1') }, ...others], requestOf(), 2)).toMatchObject({
      webhook: hook('attempt1'),
    })
    expect(await reconciled(0, [{ input: {}, data_removed: true, webhook: hook('attempt1') }])).toMatchObject({ webhook: hook('attempt1') })
  })

  test('is found by time and input where exactly one fits', async () => {
    expect(await reconciled(0, [{ input: ours }, { input: { ...ours, seed: 7 } }])).toMatchObject({ input: ours })
    expect(
      await reconciled(0, [
        { input: ours, created_at: at(-10 * minute) },
        { input: ours, webhook: hook('x') },
      ]),
    ).toBe('unknown')
  })

  test('is not guessed at where several fit, or something cannot be told', async () => {
    expect(await reconciled(0, [{ input: ours }, { input: ours }])).toBe('unknown')
    expect(await reconciled(20 * minute, [{ input: { ...ours, duration: 9 } }])).toBe('unknown')
    expect(await reconciled(20 * minute, [{ input: {}, data_removed: true }])).toBe('unknown')
  })

  test('with uploaded files is known by its fields, for the links are new each time', async () => {
    const target = 'wan-video/wan-2.7-i2v'
    const request = requestOf({ mode: 'i2v' }, { target, inputs: [inputOf('firstFrame')] })
    expect(await reconciled(0, [{ model: target, input: { ...ours, first_frame: 'https://x.example/1' } }], request)).toMatchObject({
      model: target,
    })
  })

  test('is absent only when all was seen, nothing fits, and nothing can come any more', async () => {
    const foreign = [{ input: ours, created_at: at(-2 * minute) }, { input: { ...ours, seed: 1 } }, { model: 'a/b', input: ours }]
    expect(await reconciled(1 * minute, foreign)).toBe('unknown')
    expect(await reconciled(3 * minute, foreign)).toBe('unknown')
    expect(await reconciled(20 * minute, foreign)).toBe('absent')
    expect(await reconciled(20 * minute, [])).toBe('absent')
  })

  test('is not absent when there is more than can be read', async () => {
    expect(
      await reconciled(
        20 * minute,
        Array.from({ length: 60 }, () => ({ model: 'a/b' })),
        requestOf(),
        1,
      ),
    ).toBe('unknown')
  })

  test('stays open when Replicate fails to answer', async () => {
    const { server, provider } = await openBench()
    server.answers.list = { status: 500 }
    await expect(provider.reconcile?.(attempt, requestOf(), signal)).rejects.toMatchObject({ code: 'provider_failed' })
  })
})

test('the token does not follow a next page to another host', async () => {
  const { server: elsewhere } = await openBench()
  const { server, provider } = await openBench()
  server.answers.list = { status: 200, body: { results: [], next: `${elsewhere.url}/predictions?cursor=1` } }
  await expect(provider.reconcile?.(attempt, requestOf(), signal)).rejects.toMatchObject({ code: 'fetch_refused' })
  expect(elsewhere.heard).toEqual([])
})
