import { expect, test } from 'vitest'
import { tier as usual } from '../support/admission.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'

/** A clip costs 60 credits: one is made at once, two are asked about. */
const tier = { ...usual, creditsPerMonth: 10_000 }
const open = () => openHouse({ models: [fakeModel({ price: { usdPerClip: 0.6 } })], parts: { tiers: { default: tier, all: [tier] } } })

const asksAbout = async (house: Awaited<ReturnType<typeof open>>, line: string, who = {}) => {
  const { replies } = await house.say('t2v', line, who)
  return replies[0]?.post.actions[0]?.argument ?? ''
}
const openClips = async (house: Awaited<ReturnType<typeof open>>) => (await house.storage.generations.open()).length

test('what costs more than 100 credits is asked about first, privately, and made by the button', async () => {
  const house = await open()
  await house.say('t2v', 'a boat')
  expect(await openClips(house)).toBe(1)
  const { replies } = await house.say('t2v', 'a boat --takes 2')
  expect(replies).toMatchObject([
    {
      isPrivate: true,
      post: expect.objectContaining({
        kind: 'notice',
        text: 'This makes 2 clips for about 120 credits. You are asked because that is more than 100.',
        actions: [{ command: 'yes', argument: expect.any(String), label: 'Make it', style: 'primary' }],
      }),
    },
  ])
  expect(await openClips(house)).toBe(1)
  await house.press('yes', replies[0]?.post.actions[0]?.argument ?? '')
  expect(await openClips(house)).toBe(3)
})

test('a yes that is given twice, or at one instant twice, is one batch', async () => {
  const house = await open()
  const question = await asksAbout(house, 'a boat --takes 2')
  await Promise.all([house.press('yes', question), house.press('yes', question)])
  await house.press('yes', question)
  expect(await openClips(house)).toBe(2)
})

test('each chooses from where on; a form’s values and the picture are kept', async () => {
  const house = await open()
  const clip = await house.clip()
  await house.say('settings', '--ask-above 500')
  await house.say('t2v', 'a boat --takes 2')
  expect(await openClips(house)).toBe(2)
  await house.say('settings', '--ask-above 0')
  const { replies } = await house.press('edit', clip.id, { prompt: 'a red boat', seed: 7 })
  await house.press('yes', replies[0]?.post.actions[0]?.argument ?? '')
  const [made] = await house.childrenOf(clip.id)
  expect(made?.request).toMatchObject({ prompt: 'a red boat', seed: 7 })
})

test.each([
  ['somebody else', { id: 'bob', name: 'Bob' }],
  ['another workspace', { workspace: 'w2' }],
])('%s cannot say yes', async (_, who) => {
  const house = await open()
  const question = await asksAbout(house, 'a boat --takes 2')
  expect((await house.press('yes', question, {}, who)).sentences).toEqual(['That question is no longer open. Say the command again.'])
  expect(await openClips(house)).toBe(0)
})

test('a newer question closes the one before, and /forget closes both', async () => {
  const house = await open()
  const first = await asksAbout(house, 'a boat --takes 2')
  const second = await asksAbout(house, 'a ship --takes 2')
  expect((await house.press('yes', first)).sentences).toEqual([expect.stringContaining('no longer open')])
  await house.say('forget', '--yes')
  expect((await house.press('yes', second)).sentences).toEqual([expect.stringContaining('no longer open')])
  expect(await openClips(house)).toBe(0)
})

test('rights and limits are asked again when the yes is said', async () => {
  const house = await open()
  const question = await asksAbout(house, 'a boat --takes 2')
  await house.say('queue', 'pause for today', { id: 'mod', name: 'Mod', moderator: true })
  expect((await house.press('yes', question)).replies[0]?.post.kind).toBe('failure')
  expect(await openClips(house)).toBe(0)
})
