import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import replicate from '../../../providers/replicate.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { providerOf, webhookSecret } from './bench.ts'
import { token } from './server.ts'

const now = Date.parse('2026-11-21T12:00:00Z')
const otherAttempt = JSON.stringify({ id: 'p1', webhook: 'https://bot.example/webhooks/replicate/attempt2' })
const provider = providerOf('http://127.0.0.1:1', { now: () => now })
const body = JSON.stringify({ id: 'p1', status: 'succeeded', webhook: 'https://bot.example/webhooks/replicate/attempt1' })

/** What Replicate would send, by https://replicate.com/docs/topics/webhooks/verify-webhook. */
const signed = ({ text = body, secret = webhookSecret, seconds = now / 1000, id = 'msg_1' } = {}) => {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${text}`).digest('base64')
  return new Headers({ 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` })
}
const read = (headers: Headers, text = body) =>
  provider.parseWebhook?.({ attemptId: 'attempt1', rawBody: new TextEncoder().encode(text), headers })

describe('a webhook', () => {
  test('that is genuine is believed, and is the same event when it is sent again', async () => {
    const hint = { kind: 'moved', eventId: 'msg_1', operation: { id: 'p1' } }
    expect(await read(signed())).toEqual(hint)
    expect(await read(signed())).toEqual(hint)
  })

  test('may be signed with two secrets while one is changed', async () => {
    const headers = signed()
    headers.set('webhook-signature', `v1,AAAA v1a,AAAA ${headers.get('webhook-signature')}`)
    expect(await read(headers)).toMatchObject({ kind: 'moved' })
  })

  test.each([-299, 299])('may be %i seconds away', async (away) => {
    expect(await read(signed({ seconds: now / 1000 + away }))).toMatchObject({ kind: 'moved' })
  })

  const without = (name: string): Headers => {
    const headers = signed()
    headers.delete(name)
    return headers
  }
  const changed = (name: string, value: string): Headers => {
    const headers = signed()
    headers.set(name, value)
    return headers
  }

  test.each<[string, Headers, string?]>([
    ['of another secret', signed({ secret: `whsec_${Buffer.from('forged').toString('base64')}` })],
    ['of another body', signed(), body.replace('attempt1', 'attempt2')],
    ['of the same JSON in other bytes', signed(), `${body} `],
    ['of another id', changed('webhook-id', 'msg_2')],
    ['of another time', changed('webhook-timestamp', String(now / 1000 + 1))],
    ['that is old', signed({ seconds: now / 1000 - 301 })],
    ['from 2001', signed({ seconds: 1_000_000_000 })],
    ['of the future', signed({ seconds: now / 1000 + 301 })],
    ['without a time that is one', changed('webhook-timestamp', 'NaN')],
    ['without a signature', without('webhook-signature')],
    ['without an id', without('webhook-id')],
    ['with an empty signature', changed('webhook-signature', 'v1,')],
  ])('%s is ignored, and its sender is told', async (_, headers, text) => {
    expect(await read(headers, text)).toMatchObject({ kind: 'ignored', unsigned: true })
  })

  test.each<[string, Headers, string?]>([
    ['that is genuine but no JSON', signed({ text: 'moved' }), 'moved'],
    ['that is genuine but names no attempt', signed({ text: '{}' }), '{}'],
    ['that is genuine but came to the address of another attempt', signed({ text: otherAttempt }), otherAttempt],
  ])('%s is ignored', async (_, headers, text) => {
    expect(await read(headers, text)).toEqual({ kind: 'ignored', reason: 'it is about another attempt' })
  })

  test('is never believed without a secret', async () => {
    const open = replicate.create(replicate.settings.parse({ REPLICATE_API_TOKEN: token }), providerTools({ now: () => now }))
    const webhook = { attemptId: 'attempt1', rawBody: new TextEncoder().encode(body), headers: signed() }
    expect(await open?.parseWebhook?.(webhook)).toMatchObject({ kind: 'ignored' })
  })
})
