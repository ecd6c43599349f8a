import { expect, test } from 'vitest'
import type { Failure } from '../../src/core/generation.ts'
import type { ProviderErrorClass } from '../../src/core/provider.ts'
import { say } from '../../src/core/words/sentence.ts'
import { failurePost } from '../../src/studio/posts/failure-post.ts'
import { asFailure } from '../../src/studio/workflow/submit.ts'
import { openHouse } from '../support/open-house.ts'

/** The post of a clip that failed, as its thread shows it. */
const failed = async (failure: Failure, credits: { heldCredits?: number; costCredits?: number } = {}) => {
  const house = await openHouse()
  const { id } = await house.clip({ clip: null })
  const record = await house.storage.generations.find(id)
  if (!record) throw new Error('the clip is not there')
  return { house, id, post: failurePost({ ...record, generation: { ...record.generation, failure, ...credits } }) }
}

test('has a button that asks for the same clip again', async () => {
  const { house, id, post } = await failed({ code: 'provider_failed', message: 'It failed.', providerClass: 'transient' })
  expect(post.actions).toEqual([{ command: 'reroll', argument: id, label: say('clip.tryAgain') }])
  await house.press('reroll', id)
  expect(await house.childrenOf(id)).toHaveLength(1)
})

test('has none where that would be refused again', async () => {
  const { post } = await failed({ code: 'provider_failed', message: 'Not this.', providerClass: 'moderation' })
  expect(post.actions).toEqual([])
})

test.each([
  [9, 0, say('failure.creditsBack', { credits: 9 })],
  [9, 9, say('failure.cost', { credits: 9 })],
  [9, 12, say('failure.cost', { credits: 12 })],
  [9, 4, say('failure.costPart', { credits: 4, back: 5 })],
  [0, 0, say('failure.free')],
])('of %i credits that were held and %i that it cost, says what became of them', async (heldCredits, costCredits, line) => {
  const { post } = await failed({ code: 'canceled', message: say('failure.canceled') }, { heldCredits, costCredits })
  expect(post.warnings).toEqual([line])
})

test.each<[ProviderErrorClass, boolean]>([
  ['invalid_input', true],
  ['moderation', true],
  ['internal', true],
  ['resource', false],
  ['auth', false],
  ['credits', false],
  ['expired', false],
])('the vendor’s reason for %s is told: %s', (kind, told) => {
  const { message } = asFailure({ class: kind, message: 'It was refused.', reason: 'Too long' })
  expect(message).toEqual(told ? say('failure.withReason', { sentence: 'It was refused.', reason: 'Too long' }) : 'It was refused.')
})
