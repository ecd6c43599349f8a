import { expect, test } from 'vitest'
import { openHouse } from '../support/open-house.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true }

test('lets a member make clips again', async () => {
  const house = await openHouse()
  await house.say('block', '@ann spam', mod)
  const { sentences } = await house.say('unblock', '<@ann|ann>', mod)
  expect(sentences).toEqual(['ann can make clips again. /quota show tells what they have left.'])
  expect((await house.say('t2v', 'a boat')).sentences).toEqual([])
})
