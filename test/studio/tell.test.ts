import { expect, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import type { Post } from '../../src/core/post.ts'
import { type House, openHouse } from '../support/open-house.ts'
import { smallClip } from '../support/small-clip.ts'

const clip = await smallClip()

const unreachable = new MoodreelError('delivery_failed', 'The chat did not answer.')
const gone = new MoodreelError('not_found', 'That message is gone.')
const forbidden = new MoodreelError('not_allowed', 'The bot may not write there any more.')

/** A house whose provider makes the clip, or refuses it. */
const working = async (fails = false): Promise<House> => {
  const house = await openHouse({ run: true })
  house.provider.clip = clip
  if (fails) house.provider.poll = async () => ({ kind: 'failed', error: { class: 'internal', message: 'It failed.' } })
  return house
}
const root = ({ platform }: House) => [...platform.messages.values()].find(({ kind }) => kind === 'batch')
const failures = ({ platform }: House) => [...platform.messages.values()].filter(({ kind }) => kind === 'failure')
/** The edit that tells the end. */
const isEnd = ({ progress }: Post): boolean => progress?.length === 0
/** Waits until every run is over, whatever could be told. */
const over = (house: House) => house.until(house.isIdle).toBe(true)

test.each([1, 2])('the first message says the end although the chat refuses %i times to change it', async (times) => {
  const house = await working()
  house.platform.faults.push({ call: 'edit', fits: isEnd, when: 'before', error: unreachable, times })
  await house.say('t2v', 'a boat')
  await house.finished()
  expect(root(house)).toMatchObject({ facts: [expect.stringMatching(/^done in/), '1 take'], actions: [], progress: [] })
})

test('a failure is told although the chat did not answer at first, and once', async () => {
  const house = await working(true)
  house.platform.faults.push({ call: 'post', when: 'before', error: unreachable, times: 2 })
  await house.say('t2v', 'a boat')
  await house.finished()
  await house.until(() => failures(house)).toHaveLength(1)
})

test('where the first message is gone the failure is told all the same, and the end is tried once', async () => {
  const house = await working(true)
  house.platform.faults.push({ call: 'edit', fits: isEnd, when: 'before', error: gone, times: Number.POSITIVE_INFINITY })
  await house.say('t2v', 'a boat')
  await over(house)
  expect(failures(house)).toHaveLength(1)
  const last = house.platform.edits.filter(isEnd)
  expect(last).toHaveLength(1)
})

test('where the failure cannot be posted the first message says the end all the same', async () => {
  const house = await working(true)
  house.platform.faults.push({ call: 'post', when: 'before', error: forbidden, times: Number.POSITIVE_INFINITY })
  await house.say('t2v', 'a boat')
  await over(house)
  expect(house.platform.sends.filter(({ post }) => post.kind === 'failure')).toHaveLength(1)
  expect(root(house)?.facts).toContain('failed')
})

test('where no place takes a failure, whoever asked is told by the way that they asked', async () => {
  const house = await working(true)
  house.platform.faults.push({ call: 'post', when: 'before', error: forbidden, times: Number.POSITIVE_INFINITY })
  const answers = await house.say('t2v', 'a boat')
  await over(house)
  expect(answers.replies.at(-1)).toMatchObject({ isPrivate: true, post: { kind: 'failure', text: expect.stringContaining('It failed.') } })
})

test('a refusal beside a fault that passes does not end the telling', async () => {
  const house = await working(true)
  house.platform.faults.push({ call: 'post', when: 'before', error: forbidden, times: Number.POSITIVE_INFINITY })
  house.platform.faults.push({ call: 'edit', fits: isEnd, when: 'before', error: unreachable, times: 2 })
  await house.say('t2v', 'a boat')
  await over(house)
  expect(root(house)?.facts).toContain('failed')
})
