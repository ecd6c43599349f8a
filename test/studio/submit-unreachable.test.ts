import { expect, test } from 'vitest'
import type { SubmitResult } from '../../src/core/provider.ts'
import { createFakeProvider } from '../support/fake-provider.ts'
import { openHouse } from '../support/open-house.ts'
import { smallClip } from '../support/small-clip.ts'

const clip = await smallClip()
const unreached: SubmitResult = {
  kind: 'rejected',
  error: { class: 'transient', message: 'The provider fal cannot be reached; nothing was charged, please try again.' },
}

/** A house whose one provider answers submits in this order, the last answer again and again. */
const openWith = async (answers: SubmitResult[], now: () => number = Date.now) => {
  const fake = createFakeProvider()
  fake.clip = clip
  const attempts: string[] = []
  fake.submit = async (_request, { id }) => {
    attempts.push(id)
    return answers[Math.min(attempts.length, answers.length) - 1] ?? unreached
  }
  fake.reconcile = async () => ({ kind: 'absent' })
  const house = await openHouse({ run: true, parts: { providers: new Map([['fake', fake]]), clock: { now } } })
  await house.say('t2v', 'a boat')
  return { attempts, house }
}

const accepted: SubmitResult = { kind: 'accepted', operation: null }

test('a provider that cannot be reached for a moment is tried again, by an attempt of its own', async () => {
  const { attempts, house } = await openWith([unreached, accepted])
  const [id = ''] = await house.finished()
  expect((await house.storage.generations.find(id))?.generation.state).toBe('delivered')
  expect(new Set(attempts).size).toBe(2)
  expect(await house.storage.attempts.find(attempts[0] ?? '')).toMatchObject({ state: 'absent' })
})

test('one that cannot be reached for three minutes ends the clip with its own sentence, and the credits are back', async () => {
  let ahead = 0
  const { attempts, house } = await openWith([unreached], () => Date.now() + ahead)
  await expect.poll(() => attempts.length).toBe(1)
  ahead = 3 * 60_000
  const [id = ''] = await house.finished()
  expect((await house.storage.generations.find(id))?.generation).toMatchObject({
    state: 'failed',
    failure: { message: 'The provider fal cannot be reached; nothing was charged, please try again.', providerClass: 'transient' },
  })
  expect((await house.storage.ledger.entriesOf(id)).map(({ kind }) => kind)).toEqual(['hold', 'refund'])
})

test('an attempt of unknown outcome is only followed by another once it is certainly absent', async () => {
  const { attempts, house } = await openWith([{ kind: 'unknown', reason: 'ECONNRESET' }, accepted])
  const [id = ''] = await house.finished()
  expect((await house.storage.generations.find(id))?.generation.state).toBe('delivered')
  expect(attempts).toHaveLength(2)
})
