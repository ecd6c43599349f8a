import { expect, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import { openHouse } from '../support/open-house.ts'

test('a clip that its person was told cannot be posted is not made when the place opens a moment later', async () => {
  const { platform, say, storage } = await openHouse()
  const open = platform.openThread
  platform.openThread = async () => {
    platform.openThread = open
    throw new MoodreelError('not_allowed', 'I am not in this channel; invite me.')
  }
  expect((await say('t2v', 'a paper boat --takes 2')).sentences).toEqual(['I am not in this channel; invite me.'])
  const admitted = await storage.generations.open()
  expect(admitted).toHaveLength(2)
  for (const { id } of admitted) expect((await storage.generations.find(id))?.generation.cancelRequestedAt).not.toBeNull()
})
