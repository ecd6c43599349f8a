import { expect, test } from 'vitest'
import { readMessageLink as onDiscord } from '../../../src/platforms/discord/message-link.ts'
import { readMessageLink as onSlack } from '../../../src/platforms/slack/message-link.ts'
import { openHouse } from '../../support/open-house.ts'
import { smallClip } from '../../support/small-clip.ts'

const here = { channel: 'here' }
const clip = await smallClip()

const openRunning = async () => {
  const house = await openHouse({ run: true })
  house.provider.clip = clip
  return house
}

test('a clip is named by number, by last, by link and by id, and its buttons and children are numbered', async () => {
  const house = await openRunning()
  house.platform.isOneList = true
  house.platform.messageAt = (url) => ({ platform: 'web', channel: 'here', message: url.slice('https://chat/'.length) })
  await house.say('t2v', 'a paper boat --takes 2', here)
  const [first = '', second = ''] = await house.finished()
  const idOf = async (name: string) => (await house.say('info', name, here)).replies[0]?.post.generationIds
  for (const [name, id] of [
    ['1', first],
    ['#2', second],
    ['last', second],
    [`https://chat/clip:${first}`, first],
    [second.toUpperCase(), second],
  ] as const) {
    expect(await idOf(name), name).toEqual([id])
  }
  await house.say('reroll', '2', here)
  await house.finished()
  const clips = [...house.platform.messages.values()].filter(({ kind }) => kind === 'clip')
  expect(clips.map(({ number }) => number).toSorted()).toEqual(['1', '2', '2a'])
  expect(clips.map(({ facts, generationIds: [id] }) => facts.at(-1) === `id ${id}`)).toEqual([true, true, true])
})

test.each([
  ['7', 'There is no clip 7 in this thread. Use a number from a post of this thread, an ID, or last.'],
  ['last', 'You have no clip yet. Make one first.'],
  ['https://example.org/', 'That link does not lead to a clip of mine. Copy the link of the clip’s message.'],
])('%s that names nothing is told', async (name, sentence) => {
  const house = await openHouse()
  expect((await house.say('info', name, here)).sentences).toEqual([sentence])
})

test('a number of another workspace, channel or thread is none here', async () => {
  const house = await openRunning()
  await house.say('t2v', 'a paper boat', here)
  const [id = ''] = await house.finished()
  const thread = (await house.storage.generations.find(id))?.batch.thread?.thread ?? ''
  const sentences = async (place: object) => (await house.say('cancel', '1', { ...here, ...place })).sentences
  expect(await sentences({ thread })).toEqual(['That clip is already finished, so nothing was canceled.'])
  for (const place of [{}, { thread: 'other' }, { thread, channel: 'there' }, { thread, workspace: 'w2' }]) {
    expect(await sentences(place), JSON.stringify(place)).toEqual([expect.stringContaining('There is no clip 1')])
  }
})

test('a link to somebody else’s clip elsewhere finds nothing here', async () => {
  const house = await openRunning()
  house.platform.messageAt = (url) => ({ platform: 'web', channel: 'here', message: url.slice('https://chat/'.length) })
  await house.say('t2v', 'a paper boat', here)
  const [id = ''] = await house.finished()
  const { sentences } = await house.say('info', `https://chat/clip:${id}`, { ...here, workspace: 'w2' })
  expect(sentences).toEqual([expect.stringContaining(`There is no clip with the ID ${id}.`)])
})

test.each([
  [onDiscord('https://discord.com/channels/11/22/33'), { platform: 'discord', channel: '22', message: '33' }],
  [onDiscord('https://ptb.discord.com/channels/@me/22/33?x=1'), { platform: 'discord', channel: '22', message: '33' }],
  [onDiscord('https://discord.com.evil.org/channels/11/22/33'), null],
  [onDiscord('https://discord.com/channels/11/22'), null],
  [onSlack('https://acme.slack.com/archives/C1/p1700000000123456'), { platform: 'slack', channel: 'C1', message: '1700000000.123456' }],
  [
    onSlack('https://acme.slack.com/archives/C1/p1700000000123456?thread_ts=1.2&cid=C1'),
    { platform: 'slack', channel: 'C1', message: '1700000000.123456' },
  ],
  [onSlack('https://acme.slack.com/archives/C1/p17'), null],
  [onSlack('https://slack.com.evil.org/archives/C1/p1700000000123456'), null],
])('the address of a message is read %#', (read, place) => {
  expect(read).toEqual(place)
})
