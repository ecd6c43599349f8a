import { expect, test } from 'vitest'
import { openHouse } from '../support/open-house.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true }
const home = { platform: 'web', workspace: 'local' }
const told = ({ platform }: Awaited<ReturnType<typeof openHouse>>) =>
  [...platform.messages.entries()].filter(([key]) => key.startsWith('sanction:')).map(([, post]) => post)

test('a member is warned without a report, told why with a way to appeal, and it is written down and counted', async () => {
  const house = await openHouse()
  await house.ask()
  const event = 'said-twice'
  for (let time = 0; time < 2; time += 1) {
    const { sentences, replies } = await house.say('warn', '@ann no faces of others', { ...mod, event })
    expect(sentences).toEqual(['Ann is warned. Warnings count on the cards of their reported clips.'])
    expect(replies[0]).toMatchObject({ isPrivate: true, post: { warnings: [] } })
  }
  expect(told(house)).toMatchObject([
    { text: 'A moderator warns you about your clips. Reason: no faces of others', actions: [{ command: 'appeal', label: 'Appeal' }] },
  ])
  const { entries } = await house.storage.audit.page(home, { after: null })
  expect(entries).toMatchObject([{ action: 'warn', target: 'ann', detail: { reason: 'no faces of others' } }])
  expect(await house.storage.sanctions.count({ ...home, memberId: 'ann' })).toEqual({ warnings: 1, blocks: 0 })
})

test('without a reason the message says so much', async () => {
  const house = await openHouse()
  await house.ask()
  await house.say('warn', '@ann', mod)
  expect(told(house)).toMatchObject([{ text: 'A moderator warns you about your clips. Ask a moderator what to do otherwise.' }])
})

test('in place of the member a clip may be named, and then its reports end', async () => {
  const house = await openHouse()
  await house.ask()
  const { id } = await house.clip()
  house.platform.homeChannel = 'mods'
  await house.say('report', `${id} minors`, { id: 'bea', name: 'Bea' })
  expect((await house.say('warn', `${id} that is a real person`, mod)).sentences).toEqual(['The member is warned. The clip stays.'])
  expect(told(house)).toMatchObject([{ text: 'A moderator warns you about your clips. Reason: that is a real person' }])
  expect(house.platform.messages.get(`report:${id}`)?.facts).toContain('member warned by Mo')
  expect((await house.say('warn', `--id ${id} once more`, { ...mod, id: 'mia', name: 'Mia' })).sentences[0]).toMatch(/^Somebody was faster/)
})

test('who cannot be told, or was never here, is warned all the same, and the moderator reads it', async () => {
  const house = await openHouse()
  const { sentences, replies } = await house.say('warn', '@nobody spam', mod)
  expect(sentences).toEqual(['nobody is warned. Warnings count on the cards of their reported clips.'])
  expect(replies[0]?.post.warnings).toEqual([expect.stringContaining('No member with the ID nobody')])
})

test('only moderators, and not without saying whom', async () => {
  const house = await openHouse()
  expect((await house.say('warn', '@ann spam')).sentences).toEqual(['Only a moderator can do that. Ask one.'])
  expect(await house.storage.sanctions.count({ ...home, memberId: 'ann' })).toEqual({ warnings: 0, blocks: 0 })
  expect((await house.say('warn', '', mod)).sentences[0]).toMatch(/^\/mod warn needs a member or a clip/)
})
