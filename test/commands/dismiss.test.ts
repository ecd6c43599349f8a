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

test('the reports of the clip lose their buttons, and those of others keep theirs', async () => {
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
  // One that somebody deleted by hand keeps nobody from changing the others.
  house.platform.messages.delete(`report:${one.id}:bea`)
  await house.press('dismiss', one.id, {}, { id: 'mod', name: 'Mia', moderator: true })
  const reports = [...house.platform.messages.values()].filter(({ kind }) => kind === 'notice')
  expect(reports.map(({ text, actions }) => [text, actions.map(({ command }) => command)])).toEqual([
    [`Mia dismissed the reports of the clip ${one.id}.`, []],
    ['bea reports a clip of Ann: not nice', ['delete', 'block', 'dismiss']],
  ])
})
