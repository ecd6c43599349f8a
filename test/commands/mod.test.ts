import { expect, test } from 'vitest'
import { fakeModel, openHouse } from '../support/open-house.ts'

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
      fields: [
        {
          name: '1 report of a clip by Ann',
          value: expect.stringMatching(`^a sunset · rights of others 1 · since .\\d+. · id ${other.id}$`),
        },
      ],
    },
  })
  await house.say('mod', `dismiss ${other.id}`, mo)
  expect((await house.say('mod', 'reports', mo)).sentences).toEqual(['No reports are waiting.'])
})

test('lists what waits for a moderator, and it can be answered without a channel', async () => {
  const house = await openHouse({ run: true, models: [fakeModel({ price: { usdPerClip: 0.2 } })] })
  await house.say('workspace', '--approve 10', { ...mo, manager: true })
  await house.say('t2v', 'two boats --takes 2')
  const list = async () => (await house.say('mod', 'waiting', mo)).replies[0]?.post
  const asked = async () => (await house.storage.notices.waiting({ platform: 'web', workspace: 'local' }, 'moderators')).length
  await expect.poll(asked).toBe(1)
  const [open] = await house.storage.generations.open()
  expect(await list()).toMatchObject({
    text: '1 request waiting, oldest first. /mod approve or /mod decline with the ID answers one.',
    fields: [{ name: 'Ann: 2 clips, 40 credits in all', value: expect.stringMatching(`^two boats · since .\\d+. · id ${open?.id}$`) }],
  })
  await house.say('decline', open?.id ?? '', mo)
  await house.finished()
  expect(await list()).toMatchObject({ text: 'No requests are waiting for a moderator.' })
})

test('lists who is blocked, while they are', async () => {
  let now = Date.now()
  const house = await openHouse({ parts: { clock: { now: () => now } } })
  await house.clip()
  await house.say('block', '@ann spam --for 7d', mo)
  await house.say('block', '@bea worse', mo)
  const list = async () => (await house.say('mod', 'blocked', mo)).replies[0]?.post.fields?.map(({ name }) => name) ?? []
  expect((await list()).toSorted()).toEqual(['Ann', 'bea'])
  now += 8 * 24 * 3_600_000
  expect(await list()).toEqual(['bea'])
  await house.say('unblock', '@bea', mo)
  expect((await house.say('mod', 'blocked', mo)).sentences).toEqual(['Nobody is blocked here.'])
})

test('lists the tiers as they count here', async () => {
  const house = await openHouse()
  const manager = { ...mo, manager: true }
  await house.say('workspace', '--role 88 --tier default', manager)
  await house.say('workspace', '--tier default --limit clipsPerDay --value 77', manager)
  const [tier] = (await house.say('mod', 'tiers', mo)).replies[0]?.post.fields ?? []
  expect(tier).toMatchObject({
    name: 'default · members without a tier, 88',
    value: expect.stringMatching(/^Clips a day: 77 · .* · Longest clip: 10 s · What a still counts: 0\.2 of a clip$/),
  })
})

test.each(['reports', 'waiting', 'blocked', 'tiers'])('/mod %s is for moderators', async (what) => {
  const house = await openHouse()
  expect((await house.say('mod', what)).sentences).toEqual(['Only a moderator can do that. Ask one.'])
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
  ['warn', '/mod warn needs a member or a clip'],
  ['remove', '/mod remove needs a clip. Example: /mod remove 3'],
])('%j is not enough', async (line, sentence) => {
  const house = await openHouse()
  expect((await house.say('mod', line, mo)).sentences).toEqual([expect.stringMatching(sentence)])
})
