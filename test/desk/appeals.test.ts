import { expect, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import { type House, openHouse } from '../support/open-house.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true }
const mia = { id: 'mia', name: 'Mia', moderator: true }
const alone = { workspace: 'direct:ann' }

const find = ({ platform }: House, prefix: string) => [...platform.messages.entries()].find(([key]) => key.startsWith(prefix))?.[1]
const press = (house: House, deed: string, id: string, presser: object = mod) =>
  house.press('mod', `${deed}-${id}`, {}, presser).then(({ replies }) => replies[0]?.post)

/** Ann is blocked for a week, and was told. `appeal` is what her button carries. */
const blocked = async () => {
  const house = await openHouse({ allowed: { web: ['local'] } })
  house.platform.homeChannel = 'mods'
  await house.clip()
  await house.say('block', '@ann the same clip forty times --for 7d', mod)
  const told = find(house, 'sanction:')
  return { house, told, appeal: told?.actions[0]?.argument ?? '' }
}

test('a blocked member is told why and until when, and appeals once, in their own direct messages', async () => {
  const { house, told, appeal } = await blocked()
  expect(told?.text).toMatch(/^A moderator blocked you from making clips until .*\. Reason: the same clip forty times$/)
  expect((await house.press('appeal', appeal, { words: 'my brother did it' }, alone)).sentences).toEqual([
    'Your appeal is with the moderators. You are told what they answer.',
  ])
  expect(find(house, 'appeal:')).toMatchObject({
    text: 'Ann appeals',
    facts: [expect.stringMatching(/^blocked by Mo until/), 'the same clip forty times'],
    fields: [{ value: 'my brother did it' }],
    actions: [{ label: 'Lift' }, { label: 'Keep' }],
  })
  for (const words of ['again', 'and again'])
    expect((await house.press('appeal', appeal, { words }, alone)).sentences).toEqual([
      'You have appealed against that already. The moderators answer once.',
    ])
})

test('Lift ends the block and tells the member; the other moderator is told who was faster', async () => {
  const { house, appeal } = await blocked()
  await house.press('appeal', appeal, { words: 'my brother did it' }, alone)
  expect(await press(house, 'lift', appeal)).toMatchObject({ text: 'It is lifted, and the member can make clips again.', warnings: [] })
  expect(await press(house, 'keep', appeal, mia)).toMatchObject({ text: 'Somebody was faster: lifted by Mo. There is nothing left to do.' })
  expect(find(house, 'appeal:')).toMatchObject({ facts: expect.arrayContaining(['lifted by Mo']), actions: [] })
  expect(find(house, 'appealed:')?.text).toBe('The moderators looked at your appeal and lifted the block or warning.')
  expect((await house.say('t2v', 'a boat')).sentences).toEqual([])
})

test('Keep leaves it, and where the member cannot be told the card says so', async () => {
  const { house, appeal } = await blocked()
  await house.press('appeal', appeal, { words: 'my brother did it' }, alone)
  house.platform.faults.push({ call: 'tell', when: 'before', error: new MoodreelError('not_allowed', 'They take no messages.') })
  await press(house, 'keep', appeal)
  expect(find(house, 'appeal:')).toMatchObject({
    facts: expect.arrayContaining(['kept by Mo']),
    warnings: ['Ann could not be told by direct message.'],
  })
  expect((await house.say('t2v', 'a boat')).sentences[0]).toContain('You are blocked')
})

test('nobody appeals for another, and nobody of another place answers', async () => {
  const { house, appeal } = await blocked()
  expect((await house.press('appeal', appeal, { words: 'x' }, { id: 'eve', name: 'Eve' })).sentences).toEqual([
    'There is no warning or block here to appeal against.',
  ])
  await house.press('appeal', appeal, { words: 'my brother did it' }, alone)
  expect(await press(house, 'lift', appeal, { id: 'eve', name: 'Eve' })).toMatchObject({ text: 'Only a moderator can do that. Ask one.' })
  expect(await press(house, 'lift', appeal, { ...mod, ...alone })).not.toMatchObject({ kind: 'notice' })
  expect((await house.say('t2v', 'a boat')).sentences[0]).toContain('You are blocked')
})

test('a block that is over, or that another took the place of, is nothing to appeal against', async () => {
  const { house, appeal } = await blocked()
  await house.say('block', '@ann for good now', mod)
  expect((await house.press('appeal', appeal, { words: 'x' }, alone)).sentences).toEqual([
    'There is no warning or block here to appeal against.',
  ])
  await house.say('unblock', '@ann', mod)
  expect((await house.say('appeal', 'x')).sentences).toEqual(['There is no warning or block here to appeal against.'])
})

test('who has their data deleted takes the words of their appeal along, also from the card', async () => {
  const { house, appeal } = await blocked()
  await house.press('appeal', appeal, { words: 'my brother did it' }, alone)
  await house.say('forget', '--yes')
  expect(find(house, 'appeal:')).toMatchObject({ text: 'ann appeals', fields: [], actions: [{ label: 'Lift' }, { label: 'Keep' }] })
  expect((await house.storage.sanctions.find(appeal))?.appeal?.words).toBe('')
  await press(house, 'lift', appeal)
  expect((await house.say('t2v', 'a boat')).sentences).toEqual([])
})
