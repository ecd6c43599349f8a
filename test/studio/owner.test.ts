import { expect, test } from 'vitest'
import { admission, tier as sampleTier } from '../support/admission.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { smallClip } from '../support/small-clip.ts'

const clip = await smallClip()
const owner = { id: 'local', moderator: true, manager: true, owner: true }

/** A house in which two clips a day and two credits a month are all that anybody gets. */
const open = async () => {
  const tier = { ...sampleTier, clipsPerDay: 2, creditsPerMonth: 2, inFlight: 2 }
  const models = [
    fakeModel({ name: 'drawn', price: { usdPerClip: 0.01, nominal: true } }),
    fakeModel({ name: 'paid', price: { usdPerClip: 0.01 } }),
  ]
  const house = await openHouse({ run: true, models, parts: { tiers: { default: tier, all: [tier] } } })
  house.provider.clip = clip
  return house
}

test('the operator’s own page and console do not run out of what nobody bills, and it uses up nothing', async () => {
  const house = await open()
  for (let at = 0; at < 4; at += 1) {
    expect((await house.say('t2v', 'a boat --model drawn', owner)).sentences).toEqual([])
    await house.finished()
  }
  // All of the day is left for what is paid for.
  for (let at = 0; at < 2; at += 1) {
    expect((await house.say('t2v', 'a boat --model paid', owner)).sentences).toEqual([])
    await house.finished()
  }
  expect((await house.say('t2v', 'a boat --model paid', owner)).sentences[0]).toMatch(/^You have 0 of 2 clips left today/)
  expect((await house.say('t2v', 'a boat --model drawn', owner)).sentences).toEqual([])
  await house.finished()
})

test('how many go on at one time is limited all the same', async () => {
  const house = await open()
  house.provider.clip = null
  expect((await house.say('t2v', 'a boat --model drawn --takes 3', owner)).sentences[0]).toMatch(/Your limit is 2/)
})

test.each([
  ['a manager of a server', { moderator: true, manager: true }],
  ['a member', {}],
])('%s has as many of them as the tier says', async (_, member) => {
  const house = await open()
  for (let at = 0; at < 2; at += 1) {
    await house.say('t2v', 'a boat --model drawn', member)
    await house.finished()
  }
  expect((await house.say('t2v', 'a boat --model drawn', member)).sentences[0]).toMatch(/^You have 0 of 2 clips left today/)
})

test('what is counted nowhere is closed without a trace in the totals', async () => {
  const house = await open()
  const asked = { ...admission({ credits: 0 }), uncounted: true }
  expect(await house.storage.ledger.admit(asked)).toMatchObject({ kind: 'admitted' })
  const [generation] = asked.generations
  await house.storage.ledger.close(generation?.id ?? '', { state: 'failed', costCredits: 0, failure: null, now: asked.now })
  expect(await house.storage.ledger.quota(asked.batch, asked.tier, asked.periods, asked.now)).toMatchObject({
    today: { clips: 0, stills: 0 },
    creditsLeft: 100,
  })
})
