import { expect, test } from 'vitest'
import type { Failure } from '../../src/core/generation.ts'
import { failurePost } from '../../src/studio/posts/clip-post.ts'
import { openHouse } from '../support/open-house.ts'

/** The post of a clip that failed, as its thread shows it. */
const failed = async (failure: Failure) => {
  const house = await openHouse()
  const { id } = await house.clip({ clip: null })
  const record = await house.storage.generations.find(id)
  if (!record) throw new Error('the clip is not there')
  return { house, id, post: failurePost({ ...record, generation: { ...record.generation, failure } }) }
}

test('has a button that asks for the same clip again', async () => {
  const { house, id, post } = await failed({ code: 'provider_failed', message: 'It failed.', providerClass: 'transient' })
  expect(post.actions).toEqual([{ command: 'reroll', argument: id, label: 'Try again' }])
  await house.press('reroll', id)
  expect(await house.childrenOf(id)).toHaveLength(1)
})

test('has none where that would be refused again', async () => {
  const { post } = await failed({ code: 'provider_failed', message: 'Not this.', providerClass: 'moderation' })
  expect(post.actions).toEqual([])
})
