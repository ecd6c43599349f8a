import { expect, test } from 'vitest'
import mod from '../../commands/mod.ts'
import { commandContract } from '../contracts/command-contract.ts'
import { openHouse } from '../support/open-house.ts'

commandContract(mod, import.meta.filename)

const mo = { id: 'mod', name: 'Mo', moderator: true }

test('lists what was reported and nobody has handled', async () => {
  const house = await openHouse()
  const [one, other] = [await house.clip(), await house.clip()]
  await house.say('report', `${one.id} minors`, { id: 'bea', name: 'Bea' })
  await house.say('report', `${other.id} rights`, { id: 'bea', name: 'Bea' })
  await house.say('mod', `dismiss ${one.id}`, mo)
  const [reply] = (await house.say('mod', 'reports', mo)).replies
  expect(reply).toMatchObject({
    isPrivate: true,
    post: {
      text: '1 reported clip waiting, oldest first.',
      fields: [{ name: '1 report of a clip by Ann', value: expect.stringContaining(`${other.id} · rights of others 1 · a sunset`) }],
    },
  })
  await house.say('mod', `dismiss ${other.id}`, mo)
  expect((await house.say('mod', 'reports', mo)).sentences).toEqual(['No reports are waiting.'])
})

test('a moderator’s own words are the reason that the member reads', async () => {
  const house = await openHouse()
  const { id } = await house.clip()
  await house.say('mod', `warn ${id} that is my neighbour`, mo)
  expect([...house.platform.messages.values()].map(({ text }) => text)).toEqual([
    'A moderator warns you about your clips. Reason: that is my neighbour',
  ])
})

test.each([
  ['', /^\/mod needs a word: reports, remove/],
  ['warn', '/mod warn needs a clip. Example: /mod warn 3'],
])('%j is not enough', async (line, sentence) => {
  const house = await openHouse()
  expect((await house.say('mod', line, mo)).sentences).toEqual([expect.stringMatching(sentence)])
})
