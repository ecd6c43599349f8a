import { expect, test } from 'vitest'
import { MoodreelError } from '../../../src/core/errors.ts'
import { reasonOf, wasNeverSent } from '../../../src/core/vendor/wire-fault.ts'

const socket = (code: unknown, syscall?: string): Error => Object.assign(new Error('/a/path'), { code, ...(syscall && { syscall }) })
const failed = (cause: unknown): Error => new TypeError('fetch failed', { cause })

test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])(
  '%s: nothing can have been sent, however deep it is',
  (code) => {
    const faults = [socket(code), failed(socket(code, 'connect')), new Error('package', { cause: failed(socket(code)) })]
    expect(faults.map(wasNeverSent)).toEqual([true, true, true])
  },
)

test.each([
  [failed(socket('ECONNRESET'))],
  [failed(socket('ETIMEDOUT'))],
  [failed(socket('EHOSTUNREACH', 'read'))],
  [failed(undefined)],
  ['ECONNREFUSED'],
])('it may have been sent: %s', (error) => expect(wasNeverSent(error)).toBe(false))

const circle = new Error('round')
circle.cause = circle

const thrownBy = async (call: () => unknown): Promise<unknown> => {
  try {
    return await call()
  } catch (error) {
    return error
  }
}

test.each([
  [failed(socket('ECONNRESET')), 'ECONNRESET'],
  [new MoodreelError('provider_failed', 'Try again.', { cause: failed(socket('EPIPE')) }), 'EPIPE'],
  [new MoodreelError('provider_failed', 'Try again.'), 'provider_failed: Try again.'],
  [failed(new Error('unexpected redirect')), 'fetch failed: unexpected redirect'],
  [new DOMException('too late', 'TimeoutError'), 'too late'],
  [await thrownBy(() => new Response('<p>secret').json()), 'SyntaxError'],
  [await thrownBy(() => new Headers({ authorization: 'Bearer secret\nkey' })), 'TypeError'],
  [circle, 'round'],
  ['nothing', 'nothing'],
])('%s is told as %s', (error, reason) => expect(reasonOf(error)).toBe(reason))
