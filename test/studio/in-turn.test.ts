import { expect, test } from 'vitest'
import { openHouse } from '../support/open-house.ts'

test('of many commands in one moment some are worked on, the others follow, and a chat that does not answer holds up nobody for long', async () => {
  const house = await openHouse()
  const opened = Promise.withResolvers<void>()
  const { openThread } = house.platform
  house.platform.openThread = async (...asked) => {
    await opened.promise
    return openThread.apply(house.platform, asked)
  }
  const admitted = async () => (await house.storage.generations.open()).length
  const said = Array.from({ length: 20 }, (_, at) => house.say('t2v', 'a boat', { id: `member-${at}`, name: 'Ann' }))
  const helped = house.say('help', '', { id: 'bob', name: 'Bob' })
  await expect.poll(admitted).toBe(16)
  expect((await helped).replies).toHaveLength(1)
  await expect.poll(admitted).toBe(20)
  opened.resolve()
  for (const one of said) expect((await one).sentences).toEqual([])
})
