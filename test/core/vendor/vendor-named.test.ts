import { describe, expect, test } from 'vitest'
import { MoodreelError } from '../../../src/core/errors.ts'
import { vendorNamed } from '../../../src/core/vendor/vendor-named.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { say } from '../../../src/core/words/sentence.ts'

const acme = vendorNamed('acme')
const headers = new Headers({ 'retry-after': '7' })

describe('a failure is said of the vendor', () => {
  test('a refusal waits for as long as the answer says, and a failure waits for nothing', () => {
    expect(acme.refused('rate_limited', { headers })).toMatchObject({
      message: say('provider.queued', { vendor: 'acme' }),
      retryAfterMs: 7_000,
    })
    expect(acme.refused('auth', { headers })).not.toHaveProperty('retryAfterMs')
    expect(acme.failed('rate_limited')).toEqual({ class: 'rate_limited', message: say('provider.busy', { vendor: 'acme' }) })
  })

  test('a better sentence takes the place of the usual one, and the detail is one line', () => {
    const told = {
      message: say('provider.fileRefused', { vendor: 'acme' }),
      reason: 'Too dark',
      detail: `HTTP 422 \n too ${'x'.repeat(2000)}`,
    }
    expect(acme.refused('invalid_input', told)).toEqual({ ...told, class: 'invalid_input', detail: `HTTP 422 too ${'x'.repeat(987)}` })
  })

  test('a name in small letters begins a sentence with a capital, in Korean as it is', () => {
    expect(inWords(acme.unreached.message, 'en')).toBe('Acme cannot be reached. Nothing was charged. Try again.')
    expect(inWords(acme.unreached.message, 'ko')).toMatch(/^acme에 /)
  })
})

test('what broke a free call is thrown with the vendor’s sentence, a fault of ours as it is', () => {
  const ours = new MoodreelError('fetch_refused', 'no')
  expect(acme.asFault(ours)).toBe(ours)
  expect(acme.asFault(new Error('odd'), 'fetch_failed')).toMatchObject({
    code: 'fetch_failed',
    sentence: say('provider.unanswered', { vendor: 'acme' }),
    cause: 'odd',
  })
})

test.each([200, 202, 400, 404, 409, 410, 422])('a cancellation that is answered %i is done, or was not needed', (status) => {
  expect(() => acme.expectCanceled(new Response(null, { status }))).not.toThrow()
})

test.each([401, 429, 500])('one that is answered %i is not', (status) => {
  expect(() => acme.expectCanceled(new Response(null, { status }))).toThrow(MoodreelError)
})
