import { expect, test } from 'vitest'
import dismiss from '../../commands/dismiss.ts'
import { commandContract } from '../contracts/command-contract.ts'
import { openHouse } from '../support/open-house.ts'

commandContract(dismiss, import.meta.filename)

test('leaves the clip where it is and is written down', async () => {
  const house = await openHouse()
  const { id } = await house.clip()
  const { sentences } = await house.say('dismiss', id, { id: 'mod', name: 'Mo', moderator: true })
  expect(sentences).toEqual(['Dismissed; the clip stays, and nothing is left to do.'])
  expect((await house.studio.find(id)).generation.removedAt).toBeNull()
  expect((await house.storage.audit.page('local', { after: null })).entries).toMatchObject([{ action: 'dismiss', target: id }])
})
