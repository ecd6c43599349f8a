import { expect, test } from 'vitest'
import { creditsOfAClip, openSpendingHouse, remoteModel } from '../support/spending-house.ts'

const roofRefusal = /^This is over what the bot’s operator allows for a (day|month)\. The limit resets /

test('200 requests of 20 members in 5 workspaces in one instant spend what the roof allows, to the cent', async () => {
  const house = await openSpendingHouse({ roof: { day: 10 * creditsOfAClip + 6, month: null }, renderMs: 1 })
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, at) =>
      house.say('t2v', 'a boat', { id: `member${at % 20}`, name: `Member ${at % 20}`, workspace: `place${at % 5}` }),
    ),
  )
  const refused = answers.flatMap(({ sentences }) => sentences)
  expect(refused).toHaveLength(190)
  for (const sentence of refused) expect(sentence).toMatch(roofRefusal)
  await house.over()
  expect(house.vendor.jobs).toHaveLength(10)
  expect(await house.books()).toMatchObject({ ledger: house.asked(), day: { spent: house.asked(), clips: 10 } })
})

test.each([
  ['direct messages', (at: number) => `direct:member${at}`],
  ['servers of their own', (at: number) => `server${at}`],
])('neither %s nor other names get past it, nor batches that would fit in part', async (_, place) => {
  const house = await openSpendingHouse({ roof: { day: null, month: 5 * creditsOfAClip }, renderMs: 1 })
  const refusals: string[] = []
  for (let at = 0; at < 20; at += 1) {
    const presser = { id: `member${at}`, name: 'Ann', workspace: place(at), moderator: true, manager: true }
    await house.say('budget', 'off', presser)
    await house.say('quota', `grant @member${at} --value 100000 --reason more`, presser)
    refusals.push(...(await house.say('t2v', `a boat --takes ${1 + (at % 4)}`, presser)).sentences)
  }
  for (const sentence of refusals) expect(sentence).toMatch(roofRefusal)
  await house.over()
  expect(house.vendor.jobs.length).toBeLessThanOrEqual(5)
  expect(await house.books()).toMatchObject({ ledger: house.asked(), roof: { spent: house.asked() } })
})

test('a roof of nothing lets nothing be bought, and the preview renderer is no money', async () => {
  const preview = remoteModel({ name: 'preview', price: { usdPerClip: 0.01, nominal: true } })
  const house = await openSpendingHouse({ roof: { day: 0, month: 0 }, models: [remoteModel(), preview], renderMs: 1 })
  expect((await house.say('t2v', 'a boat --model remote')).sentences[0]).toMatch(roofRefusal)
  expect((await house.say('t2v', 'a boat --model preview')).sentences).toEqual([])
  await house.over()
  expect(await house.books()).toMatchObject({ ledger: 1, roof: { spent: 0, clips: 0 } })
})

test('a budget of a workspace is there before anybody sets one, and one command lifts it', async () => {
  const house = await openSpendingHouse({ models: [remoteModel({ price: { usdPerClip: 8 } })], renderMs: 1 })
  const mod = { id: 'mod', name: 'Mo', moderator: true, manager: true }
  await house.say('settings', '--ask-above 100000')
  expect((await house.say('t2v', 'a boat --takes 2')).sentences).toEqual([])
  expect((await house.say('t2v', 'a boat')).sentences[0]).toMatch(/^What is left of this month’s budget is too little for this\./)
  await house.say('budget', '50', mod)
  expect((await house.say('t2v', 'a boat')).sentences).toEqual([])
  await house.say('budget', 'off', mod)
  expect((await house.say('t2v', 'a boat --takes 4')).sentences).toEqual([])
  const { replies } = await house.say('workspace', '', mod)
  expect(replies[0]?.post.facts).toEqual(['At most any amount a day and any amount a month for everybody, and any amount a month here.'])
  await house.over()
})

test('the operator is told in a channel of their own, once when most is spent and once when all is', async () => {
  const tell = { platform: 'web', workspace: 'operators', channel: 'money' }
  const house = await openSpendingHouse({ roof: { day: 10 * creditsOfAClip, month: null }, tell, renderMs: 1 })
  const told = () => [...house.platform.messages].flatMap(([key, { text }]) => (key.startsWith('roof:') ? [text] : []))
  const near = /^Most of the day’s limit for the whole bot is spent: \$0\.56 of \$0\.70\. It resets .*\. MOODREEL_USD_PER_DAY changes it\.$/
  const reached = /^The day’s limit for the whole bot is spent: \$0\.70 of \$0\.70\. It resets .*\. MOODREEL_USD_PER_DAY changes it\.$/
  for (let at = 0; at < 7; at += 1) await house.say('t2v', 'a boat', { workspace: `place${at}` })
  expect(told()).toEqual([])
  await house.say('t2v', 'a boat')
  await expect.poll(told).toEqual([expect.stringMatching(near)])
  await house.say('t2v', 'a boat')
  await house.say('t2v', 'a boat')
  await expect.poll(told).toEqual([expect.stringMatching(near), expect.stringMatching(reached)])
  await house.say('t2v', 'a boat')
  await house.over()
  expect(told()).toHaveLength(2)
})

test('approval is asked for by the day and not by the batch, also when all is asked for at once', async () => {
  const house = await openSpendingHouse({ renderMs: 1 })
  house.platform.homeChannel = 'moderators'
  await house.say('workspace', `--approve ${2 * creditsOfAClip}`, { id: 'mod', name: 'Mo', moderator: true, manager: true })
  await Promise.all(Array.from({ length: 6 }, () => house.say('t2v', 'a boat')))
  await house.say('t2v', 'a boat', { id: 'bea', name: 'Bea' })
  await expect.poll(async () => (await house.storage.generations.open()).length).toBe(4)
  expect(house.vendor.jobs).toHaveLength(3)
})
