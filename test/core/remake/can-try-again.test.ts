import { expect, test } from 'vitest'
import type { Failure, Generation } from '../../../src/core/generation.ts'
import { canTryAgain } from '../../../src/core/remake/can-try-again.ts'
import { admission } from '../../support/admission.ts'
import { sampleInput } from '../../support/sample-clip.ts'

const failed = (failure: Omit<Failure, 'message'>, fields: Partial<Generation> = {}): Generation => {
  const [generation] = admission().generations as [Generation]
  return { ...generation, failure: { ...failure, message: 'It failed.' }, ...fields }
}

test.each([
  [true, { code: 'provider_failed', providerClass: 'transient' }],
  [true, { code: 'provider_failed', providerClass: 'credits' }],
  [true, { code: 'outcome_unknown' }],
  [true, { code: 'storage_full' }],
  [false, { code: 'provider_failed', providerClass: 'moderation' }],
  [false, { code: 'provider_failed', providerClass: 'invalid_input' }],
  [false, { code: 'not_allowed' }],
  [false, { code: 'canceled' }],
] satisfies [boolean, Omit<Failure, 'message'>][])('%s for %j', (expected, failure) => expect(canTryAgain(failed(failure))).toBe(expected))

test('not where its files never came', () => {
  const [generation] = admission().generations as [Generation]
  const request = { ...generation.request, mode: 'i2v' as const, firstFrame: { url: 'https://cdn.example/a.png', name: 'a.png' } }
  expect(canTryAgain(failed({ code: 'fetch_failed' }, { request }))).toBe(false)
  expect(canTryAgain(failed({ code: 'provider_failed' }, { request, inputs: [sampleInput('firstFrame', 'ab12.jpg')] }))).toBe(true)
})
