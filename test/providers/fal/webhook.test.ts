import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { openBench, requestOf } from './bench.ts'
import { signWebhook } from './sign-webhook.ts'

const now = Date.parse('2026-11-21T12:00:00Z')
const seconds = now / 1000
const body = JSON.stringify({ request_id: 'r1', gateway_request_id: 'r1', status: 'OK', payload: {} })
const [ours, theirs] = [generateKeyPairSync('ed25519'), generateKeyPairSync('ed25519')]

const signed = ({ text = body, key = ours.privateKey, at = seconds, id = 'r1', user = 'user1' } = {}) =>
  new Headers(signWebhook(text, { key, at, id, user }))

const open = async () => {
  let time = now
  const bench = await openBench({ now: () => time })
  bench.server.keys = [{ kty: 'RSA', n: 'x', e: 'AQAB' }, ours.publicKey.export({ format: 'jwk' })]
  const read = (headers: Headers, text = body, attemptId = 'attempt1') =>
    bench.provider.parseWebhook?.({ attemptId, rawBody: new TextEncoder().encode(text), headers })
  const keyReads = () => bench.server.heard.filter(({ path }) => path === '/.well-known/jwks.json').length
  return { ...bench, read, keyReads, pass: (ms: number) => (time += ms) }
}

describe('a webhook', () => {
  test('that is genuine is believed, is the same event when it is sent again, and asks for the keys once', async () => {
    const { read, keyReads } = await open()
    const hint = { kind: 'moved', eventId: 'r1' }
    expect(await read(signed())).toEqual(hint)
    expect(await read(signed())).toEqual(hint)
    expect(keyReads()).toBe(1)
  })

  test.each([-299, 299])('may be %i seconds away', async (away) => {
    const { read } = await open()
    expect(await read(signed({ at: seconds + away }))).toMatchObject({ kind: 'moved' })
  })

  const changed = (name: string, value: string | null): Headers => {
    const headers = signed()
    if (value === null) headers.delete(name)
    else headers.set(name, value)
    return headers
  }
  test.each<[string, Headers, string?]>([
    ['of another key', signed({ key: theirs.privateKey })],
    ['of another body', signed(), body.replace('r1', 'r2')],
    ['of the same JSON in other bytes', signed(), `${body} `],
    ['of another id', changed('x-fal-webhook-request-id', 'r2')],
    ['of another user', changed('x-fal-webhook-user-id', 'user2')],
    ['of another time', changed('x-fal-webhook-timestamp', String(seconds + 1))],
    ['that is old', signed({ at: seconds - 301 })],
    ['of the future', signed({ at: seconds + 301 })],
    ['without a time that is one', changed('x-fal-webhook-timestamp', 'NaN')],
    ['without a signature', changed('x-fal-webhook-signature', null)],
    ['with a signature that is none', changed('x-fal-webhook-signature', 'zz')],
    ['without a user', changed('x-fal-webhook-user-id', null)],
  ])('%s is ignored, and its sender is told', async (_, headers, text) => {
    const { read } = await open()
    expect(await read(headers, text)).toMatchObject({ kind: 'ignored', unsigned: true })
  })

  test.each<[string, Headers, string?]>([
    ['that is genuine but no JSON', signed({ text: 'moved' }), 'moved'],
    ['that is genuine but names no request', signed({ text: '{}' }), '{}'],
  ])('%s is ignored', async (_, headers, text) => {
    const { read } = await open()
    expect(await read(headers, text)).toEqual({ kind: 'ignored', reason: 'it names no request' })
  })

  test('is ignored when it came to the address of another attempt', async () => {
    const { server, provider, read } = await open()
    const attempt = newAttempt()
    await provider.submit(requestOf(), attempt)
    expect(await read(signed(), body, attempt.id)).toMatchObject({ kind: 'ignored', reason: 'it is about another attempt' })
    const text = JSON.stringify({ request_id: server.requests[0]?.id })
    expect(await read(signed({ text }), text, attempt.id)).toMatchObject({ kind: 'moved' })
  })

  test('is to be sent again while the keys cannot be read', async () => {
    const { server, read } = await open()
    server.cut.keys = 'before'
    await expect(read(signed())).rejects.toMatchObject({ code: 'provider_failed' })
    delete server.cut.keys
    expect(await read(signed())).toMatchObject({ kind: 'moved' })
  })

  test('of a new key is believed once the keys are read anew, which forgeries cannot force at will', async () => {
    const { server, read, keyReads, pass } = await open()
    await read(signed())
    server.keys = [theirs.publicKey.export({ format: 'jwk' })]
    for (let time = 0; time < 3; time++) expect(await read(signed({ key: theirs.privateKey }))).toMatchObject({ kind: 'ignored' })
    expect(keyReads()).toBe(1)
    pass(5 * 60_000)
    expect(await read(signed({ key: theirs.privateKey, at: seconds + 300 }))).toMatchObject({ kind: 'moved' })
    expect(keyReads()).toBe(2)
  })
})

test('a submit whose answer was lost is found by its webhook', async () => {
  const { server, provider, read } = await open()
  server.cut.create = 'after'
  const attempt = { ...newAttempt(), webhookUrl: 'https://bot.example/webhooks/fal/key/attempt1' }
  expect(await provider.submit(requestOf(), attempt)).toMatchObject({ kind: 'unknown' })
  const written = { id: attempt.id, createdAt: now }
  expect(await provider.reconcile?.(written, requestOf(), attempt.signal)).toEqual({ kind: 'unknown' })
  const requestId = server.requests[0]?.id
  const text = JSON.stringify({ request_id: requestId, status: 'OK' })
  await read(signed({ text }), text, attempt.id)
  expect(await provider.reconcile?.(written, requestOf(), attempt.signal)).toEqual({
    kind: 'found',
    operation: { endpoint: 'fal-ai/wan/v2.7/text-to-video', requestId, seed: 42 },
  })
})
