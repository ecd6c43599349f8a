import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { textInput } from '../../support/provider-input.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { openBench, providerOf, requestOf } from './bench.ts'
import { descriptions, openApiOf } from './models.ts'
import { token } from './server.ts'

const hour = 60 * 60_000
const picture = requestOf({ mode: 'i2v' }, { target: 'wan-video/wan-2.7-i2v', inputs: [textInput('firstFrame')] })

describe('what a model takes', () => {
  test('is asked for once in an hour, also over a restart', async () => {
    let now = Date.now()
    const { cache } = providerTools({ now: () => now })
    const { server, provider } = await openBench({ now: () => now, cache })
    const reads = () => server.asked.filter(({ method }) => method === 'GET').length
    for (let clip = 0; clip < 3; clip++) await provider.submit(requestOf(), newAttempt())
    expect(reads()).toBe(1)
    now += 50 * 60_000
    const next = providerOf(server.origin, { now: () => now, cache })
    await next.submit(requestOf(), newAttempt())
    expect(reads()).toBe(1)
    // Not an hour of the new process's own.
    now += 10 * 60_000 + 1
    await next.submit(requestOf(), newAttempt())
    expect(reads()).toBe(2)
    expect(server.predictions).toHaveLength(5)
  })

  test('is told to the operator when it has changed', async () => {
    let now = Date.now()
    const warnings: unknown[] = []
    const { log } = providerTools()
    const { server, provider } = await openBench({ now: () => now, log: { ...log, warn: (facts) => void warnings.push(facts) } })
    await provider.submit(requestOf(), newAttempt())
    now += hour + 1
    await provider.submit(requestOf(), newAttempt())
    expect(warnings).toEqual([])
    const { properties } = descriptions['wan-video/wan-2.7-t2v'] ?? {}
    server.answers.model = {
      status: 200,
      body: { latest_version: { openapi_schema: openApiOf({ properties: { ...properties, more: { type: 'string' } } }) } },
    }
    now += hour + 1
    await provider.submit(requestOf(), newAttempt())
    const digest = expect.stringMatching(/^[0-9a-f]{64}$/)
    expect(warnings).toEqual([{ target: 'wan-video/wan-2.7-t2v', before: digest, digest }])
  })

  test('is asked for anew when the cache fails', async () => {
    const cache = { get: () => Promise.reject(new Error('no room')), set: () => Promise.reject(new Error('no room')) }
    const { provider } = await openBench({ cache })
    expect((await provider.submit(requestOf(), newAttempt())).kind).toBe('accepted')
  })
})

describe('a free call by the vendor’s package is one request', () => {
  test.each([
    ['model', { status: 500 }],
    ['model', { status: 429, headers: { 'retry-after': '2' } }],
    ['model', { status: 404 }],
    ['file', { status: 429 }],
    ['file', { status: 503 }],
  ] as const)('%s: %o', async (place, answer) => {
    const { server, provider } = await openBench()
    server.answers[place] = answer
    await provider.submit(picture, newAttempt())
    expect(server.asked.map(({ path }) => path)).toEqual(
      place === 'model' ? ['/v1/models/wan-video/wan-2.7-i2v'] : ['/v1/models/wan-video/wan-2.7-i2v', '/v1/files'],
    )
  })

  test.each(['model', 'file'] as const)('%s: a connection that breaks', async (place) => {
    const { server, provider } = await openBench()
    server.cut[place] = 'before'
    await provider.submit(picture, newAttempt())
    expect(server.asked).toHaveLength(place === 'model' ? 1 : 2)
  })

  test('no error of its own that could tell the token comes through', async () => {
    const { server, provider } = await openBench()
    server.answers.model = { status: 400, body: { detail: 'bad' } }
    const [told] = await Promise.allSettled([provider.inspect?.(requestOf().model, newAttempt().signal)])
    expect(told).toMatchObject({ status: 'rejected', reason: { code: 'provider_failed' } })
    expect(inspect(told, { depth: 10, showHidden: true })).not.toContain(token)
  })
})
