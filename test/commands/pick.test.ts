import { expect, test } from 'vitest'
import { openHouse } from '../support/open-house.ts'
import { smallClip } from '../support/small-clip.ts'

const clip = await smallClip()

test('anybody of the workspace chooses what the buttons of a message are for, by its number, its id or its button', async () => {
  const house = await openHouse({ run: true })
  house.provider.clip = clip
  house.platform.holdRounds()
  await house.say('t2v', 'a boat --takes 3')
  const ids = await house.finished()
  const chosen = () => [...house.platform.messages.values()].find(({ kind }) => kind === 'clip')?.actions[0]?.label
  expect(chosen()).toBe('Reroll 1')
  const { channel = '', thread = '' } = (await house.studio.find(ids[0] ?? '')).batch.thread ?? {}
  expect((await house.say('pick', '3', { id: 'bob', name: 'Bob', channel, thread })).sentences).toEqual(['The buttons are for 3 now.'])
  expect(chosen()).toBe('Reroll 3')
  expect((await house.press('pick', ids[1] ?? '')).replies).toEqual([])
  expect(chosen()).toBe('Reroll 2')
  expect((await house.say('pick', ids[0] ?? '')).sentences).toEqual(['The buttons are for 1 now.'])
  expect((await house.say('pick', ids[2] ?? '', { id: 'eve', name: 'Eve', workspace: 'elsewhere' })).sentences[0]).toMatch(/no clip/)
  expect(chosen()).toBe('Reroll 1')
})

test('says that there is nothing to choose where each clip has a message of its own', async () => {
  const house = await openHouse({ run: true })
  house.provider.clip = await smallClip()
  await house.say('t2v', 'a boat --takes 2')
  const [first = ''] = await house.finished()
  const { number } = (await house.studio.find(first)).generation
  expect((await house.say('pick', first)).sentences).toEqual([
    `Clip ${number} shares its message with no other clip, so there is nothing to choose.`,
  ])
  expect((await house.storage.generations.find(first))?.batch.chosen).toBeNull()
})
