import { expect, test } from 'vitest'
import unblock from '../../commands/unblock.ts'
import { commandContract } from '../contracts/command-contract.ts'
import { openHouse } from '../support/open-house.ts'

commandContract(unblock, import.meta.filename)

const mod = { id: 'mod', name: 'Mo', moderator: true }

test('lets a member make clips again', async () => {
  const house = await openHouse()
  await house.say('block', '@ann spam', mod)
  const { sentences } = await house.say('unblock', '<@ann|ann>', mod)
  expect(sentences).toEqual(['The member can make clips again. /quota show tells what they have left.'])
  expect((await house.say('t2v', 'a boat')).sentences).toEqual([])
})
