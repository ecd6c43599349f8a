import { expect, test } from 'vitest'
import { type House, openHouse } from '../support/open-house.ts'
import { smallClip } from '../support/small-clip.ts'

const clip = await smallClip()
const crowd = Array.from({ length: 100 }, (_, at) => ({ id: `m${at}`, name: `M${at}` }))

const made = async (line = 'a boat', rounds = false): Promise<{ house: House; ids: string[] }> => {
  const house = await openHouse({ run: true })
  house.provider.clip = clip
  if (rounds) house.platform.holdRounds()
  await house.say('t2v', line)
  return { house, ids: await house.finished() }
}
const posted = ({ platform }: House) => [...platform.messages.values()].find(({ kind }) => kind === 'clip')
const thumb = (house: House): string | undefined => posted(house)?.actions.find(({ command }) => command === 'vote')?.label

test('a hundred members who press a thumb at once are a hundred thumbs, and the clip stays as it was', async () => {
  const { house, ids } = await made()
  const [id = ''] = ids
  const before = posted(house)
  expect(thumb(house)).toBe('👍')
  const answers = await Promise.all(crowd.map((member) => house.press('vote', id, {}, member)))
  expect(answers.flatMap(({ replies }) => replies)).toEqual([])
  expect(thumb(house)).toBe('👍 100')
  expect(posted(house)).toMatchObject({ text: before?.text, facts: before?.facts, media: before?.media })
})

test('a member has one vote, which a second press takes back, and which a typed line tells of', async () => {
  const { house, ids } = await made()
  const [id = ''] = ids
  expect((await house.say('vote', id)).sentences).toEqual(['You gave it a thumb: 👍 1.'])
  await Promise.all(Array.from({ length: 3 }, () => house.press('vote', id, {}, { id: 'bob', name: 'Bob' })))
  expect(thumb(house)).toBe('👍 2')
  expect((await house.say('vote', id)).sentences).toEqual(['You took your thumb back: 👍 1.'])
  expect(thumb(house)).toBe('👍 1')
})

test('of the takes of one message each has its own count, and who is forgotten takes theirs along', async () => {
  const { house, ids } = await made('a boat --takes 2', true)
  const [first = '', second = ''] = ids
  await house.press('vote', second, {}, { id: 'bob', name: 'Bob' })
  await house.press('vote', second)
  expect(posted(house)?.fields?.map(({ value }) => value.split(' · ').at(-1))).toEqual([`id ${first}`, '👍 2'])
  expect(thumb(house)).toBe('👍 for 1')
  await house.say('forget', 'yes', { id: 'bob', name: 'Bob' })
  expect((await house.storage.generations.find(second))?.votes).toBe(1)
})

test('a clip of another workspace, or one that was deleted, gets none', async () => {
  const { house, ids } = await made()
  const [id = ''] = ids
  expect((await house.press('vote', id, {}, { id: 'eve', name: 'Eve', workspace: 'elsewhere' })).sentences[0]).toContain('no clip')
  await house.press('delete', id)
  await house.press('vote', id)
  expect((await house.storage.generations.find(id))?.votes).toBe(0)
})
