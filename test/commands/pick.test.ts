import { expect, test } from 'vitest'
import { openHouse } from '../support/open-house.ts'
import { smallClip } from '../support/small-clip.ts'

test('says that there is nothing to choose where each clip has a message of its own', async () => {
  const house = await openHouse({ run: true })
  house.provider.clip = await smallClip()
  await house.say('t2v', 'a boat --takes 2')
  const [first = ''] = await house.finished()
  const { number } = (await house.studio.find(first)).generation
  expect((await house.say('pick', first)).sentences).toEqual([
    `Clip ${number} shares its message with no other clip, so there is nothing to choose.`,
  ])
  expect((await house.storage.generations.find(first))?.batch.chosen).toBeNull()
})
