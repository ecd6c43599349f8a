import { expect, test } from 'vitest'
import { openHouse } from '../support/open-house.ts'

test('leaves the clip where it is and is written down', async () => {
  const house = await openHouse()
  const { id } = await house.clip()
  const { sentences } = await house.say('dismiss', id, { id: 'mod', name: 'Mo', moderator: true })
  expect(sentences).toEqual(['The report is dismissed. The clip stays.'])
  expect((await house.studio.find(id)).generation.removedAt).toBeNull()
  expect((await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null })).entries).toMatchObject([
    { action: 'dismiss', target: id },
  ])
})

test('the card of the clip loses its buttons, and that of another clip keeps its own', async () => {
  const house = await openHouse()
  house.platform.homeChannel = 'moderators'
  const [one, other] = [await house.clip(), await house.clip()]
  for (const [id, clip] of [
    ['bea', one],
    ['cat', one],
    ['bea', other],
  ] as const)
    await house.say('report', `${clip.id} not nice`, { id, name: id })
  await house.press('dismiss', one.id, {}, { id: 'mod', name: 'Mo', moderator: true })
  const cards = [...house.platform.messages.values()].filter(({ kind }) => kind === 'report')
  expect(cards.map(({ text, facts, actions }) => [text, facts[0], actions.map(({ label }) => label)])).toEqual([
    ['2 reports of a clip “a sunset” by Ann', 'dismissed by Mo', ['Undo']],
    ['1 report of a clip by Ann', '“not nice” bea', ['Remove', 'Remove and block 24 h', 'Warn', 'Dismiss']],
  ])
})
