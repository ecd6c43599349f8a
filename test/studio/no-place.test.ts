import { expect, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import { standing } from '../support/hurry-house.ts'
import { openHouse } from '../support/open-house.ts'

const notHere = new MoodreelError('not_allowed', 'I am not in this channel; invite me.')

test('a clip that its person was told cannot be posted is not made when the place opens a moment later', async () => {
  const { platform, say, storage } = await openHouse()
  const open = platform.openThread
  platform.openThread = async () => {
    platform.openThread = open
    throw new MoodreelError('not_allowed', 'I am not in this channel; invite me.')
  }
  expect((await say('t2v', 'a paper boat --takes 2')).sentences).toEqual(['I am not in this channel; invite me. No credits were used.'])
  const admitted = await storage.generations.open()
  expect(admitted).toHaveLength(2)
  for (const { id } of admitted) expect((await storage.generations.find(id))?.generation.cancelRequestedAt).not.toBeNull()
})

test('who heard as their answer that a clip cannot be posted is not told again', async () => {
  const house = await openHouse({ run: true })
  const { platform, say, storage, until } = house
  platform.faults.push({ call: 'openThread', error: notHere, when: 'before', times: 100 })
  expect((await say('t2v', 'a paper boat --takes 3')).sentences).toEqual([`${notHere.userMessage} No credits were used.`])
  await until(() => storage.generations.open()).toEqual([])
  expect(platform.shown).toEqual([])
})

test('a place that is closed only when it is tried again is told to the one who asked, once for all takes', async () => {
  const house = await openHouse({ run: true })
  const { platform, say, storage, until } = house
  platform.faults.push(
    { call: 'openThread', error: new Error('the chat does not answer'), when: 'before' },
    { call: 'openThread', error: notHere, when: 'before', times: 100 },
    { call: 'tell', error: new Error('the chat does not answer'), when: 'after' },
  )
  expect((await say('t2v', 'a paper boat --takes 3')).sentences).toEqual([])
  const ids = (await storage.generations.open()).map(({ id }) => id)
  await until(() => storage.generations.open()).toEqual([])
  await until(() => platform.shown.length).toBe(1)
  expect([...platform.messages.values()]).toMatchObject([{ kind: 'failure', text: notHere.userMessage }])
  for (const id of ids) expect(await standing(house, id)).toMatchObject({ state: 'failed', sentence: notHere.userMessage })
})
