import { expect, test } from 'vitest'
import type { Provider } from '../../src/core/provider.ts'
import { creditsOfAClip, openSpendingHouse, remoteModel, type SpendingHouse } from '../support/spending-house.ts'

const costs = `This still cost ${creditsOfAClip} credits, because the provider charges for it.`

/** Cancels everything that is on its way, as its member does. */
const cancelAll = async (house: SpendingHouse, presser = {}): Promise<void> => {
  for (const { id } of await house.storage.generations.open()) await house.press('cancel', id, {}, presser)
}

/** Asks twenty times, and lets each end be as it is; gives the refusals. */
const loop = async (house: SpendingHouse, end: () => Promise<void>, line = 'a boat'): Promise<string[]> => {
  const refusals: string[] = []
  for (let round = 0; round < 20; round += 1) {
    const before = house.vendor.jobs.length
    const { sentences } = await house.say('t2v', line)
    refusals.push(...sentences)
    if (sentences.length > 0) continue
    await house.taken(before + 1)
    await end()
    await house.over()
  }
  return refusals
}

const pause = /^10 clips of yours failed or were canceled within an hour, and the limit is 10\. You can make the next one /

test('cancelled twenty times over, a vendor that does not say what it bills is taken to bill all, and the member has to stop', async () => {
  const house = await openSpendingHouse({ limits: { endsPerHour: 10 }, renderMs: 60_000 })
  house.vendor.behaviour.endsCostUsd = null
  const refusals = await loop(house, () => cancelAll(house))
  expect(refusals).toHaveLength(10)
  for (const sentence of refusals) expect(sentence).toMatch(pause)
  expect(house.vendor.jobs).toHaveLength(10)
  const { ledger, roof, day, members } = await house.books()
  expect(ledger).toBe(house.asked())
  expect([roof, day, members]).toEqual([
    { spent: house.asked(), clips: 10 },
    { spent: house.asked(), clips: 10 },
    { spent: house.asked(), clips: 10 },
  ])
  await expect.poll(house.failures).toEqual(Array.from({ length: 10 }, () => `Canceled. ${costs}`))
  const quota = await house.say('quota', '')
  const field = quota.replies[0]?.post.fields?.find(({ name }) => name === 'Failed or canceled clips an hour')
  expect(field?.value).toMatch(/^10 of 10, next clip /)
  // Others are not stopped by it.
  expect((await house.say('t2v', 'a boat', { id: 'bea', name: 'Bea' })).sentences).toEqual([])
})

test('cancelled where the vendor says that it is free, the credits come back and the day does not', async () => {
  const house = await openSpendingHouse({ limits: { clipsPerDay: 3 }, renderMs: 60_000 })
  const refusals = await loop(house, () => cancelAll(house))
  expect(refusals).toHaveLength(17)
  for (const sentence of refusals) expect(sentence).toMatch(/^You have 0 of 3 clips left today/)
  expect(await house.books()).toMatchObject({ ledger: 0, roof: { spent: 0, clips: 3 }, members: { spent: 0, clips: 3 } })
  await expect.poll(house.failures).toEqual(Array.from({ length: 3 }, () => `Canceled. Your ${creditsOfAClip} credits are back.`))
})

test('cancelled before a provider has it, a clip is free and gives the day back', async () => {
  const house = await openSpendingHouse({ limits: { clipsPerDay: 2, endsPerHour: 1 }, concurrency: 1, renderMs: 60_000 })
  await house.say('t2v', 'a boat that is made')
  await house.taken(1)
  const [made] = await house.storage.generations.open()
  for (let round = 0; round < 20; round += 1) {
    expect((await house.say('t2v', 'a boat in line')).sentences).toEqual([])
    for (const { id } of await house.storage.generations.open()) if (id !== made?.id) await house.press('cancel', id)
    await house.left(1)
  }
  expect(house.vendor.jobs).toHaveLength(1)
  expect(await house.books()).toMatchObject({ ledger: creditsOfAClip, roof: { spent: creditsOfAClip, clips: 1 }, members: { clips: 1 } })
})

test('failed twenty times over, takes by four, the books are never below what the vendor was asked for', async () => {
  const house = await openSpendingHouse({ limits: { endsPerHour: 1_000 }, renderMs: 1 })
  Object.assign(house.vendor.behaviour, { fail: true, endsCostUsd: null })
  for (let round = 0; round < 5; round += 1) {
    expect((await house.say('t2v', 'a boat --takes 4')).sentences).toEqual([])
    expect((await house.books()).ledger).toBeGreaterThanOrEqual(house.asked())
    await house.over()
  }
  expect(house.vendor.jobs).toHaveLength(20)
  expect(await house.books()).toMatchObject({ ledger: house.asked(), roof: { spent: house.asked(), clips: 20 }, members: { clips: 20 } })
  const [post] = [...house.platform.messages.values()].filter(({ kind }) => kind === 'failure')
  expect(post?.warnings).toEqual([costs])
})

test('what a vendor bills above the hold is charged, and counts at the roof', async () => {
  const house = await openSpendingHouse({ roof: { day: 100, month: null }, renderMs: 1 })
  Object.assign(house.vendor.behaviour, { fail: true, endsCostUsd: 0.95 })
  await house.say('t2v', 'a boat')
  await house.over()
  expect(await house.books()).toMatchObject({ ledger: 95, roof: { spent: 95 } })
  expect((await house.say('t2v', 'a boat', { id: 'bea', name: 'Bea', workspace: 'elsewhere' })).sentences[0]).toMatch(
    /^This is over what the bot’s operator allows for a day\. The limit resets /,
  )
  expect(house.vendor.jobs).toHaveLength(1)
})

test('a clip that was made and cannot be shown costs what a clip costs', async () => {
  const house = await openSpendingHouse({ renderMs: 1 })
  house.vendor.behaviour.clip = new TextEncoder().encode('this is no video')
  await house.say('t2v', 'a boat')
  await house.over()
  expect(await house.books()).toMatchObject({ ledger: creditsOfAClip, roof: { spent: creditsOfAClip } })
  await expect.poll(house.failures).toEqual([`The provider sent a clip that cannot be used. Try again. ${costs}`])
})

test('and what its vendor says that it costs, where that is less or more', async () => {
  for (const [usd, credits] of [
    [0.03, 3],
    [0.3, 30],
  ] as const) {
    const house = await openSpendingHouse({ renderMs: 1 })
    Object.assign(house.vendor.behaviour, { clip: new TextEncoder().encode('this is no video'), clipCostUsd: usd })
    await house.say('t2v', 'a boat')
    await house.over()
    expect(await house.books()).toMatchObject({ ledger: credits, roof: { spent: credits } })
  }
})

test('handed on, a clip is charged by whoever made it and held by who was asked first', async () => {
  const refusing: Provider = {
    name: 'refusing',
    submit: async () => ({ kind: 'rejected', error: { class: 'auth', message: 'The key is wrong; tell the operator.' } }),
    poll: async () => ({ kind: 'queued' }),
  }
  const first = remoteModel({ name: 'first', provider: 'refusing', price: { usdPerClip: 0.2 }, fallbacks: ['remote'] })
  const house = await openSpendingHouse({ models: [first, remoteModel()], providers: [refusing], renderMs: 1 })
  Object.assign(house.vendor.behaviour, { fail: true, endsCostUsd: null })
  for (let round = 0; round < 20; round += 1) {
    await house.say('t2v', 'a boat --model first')
    await house.over()
    expect((await house.books()).ledger).toBeGreaterThanOrEqual(house.asked())
    expect((await house.books()).roof.spent).toBeGreaterThanOrEqual(house.asked())
  }
  expect(house.vendor.jobs).toHaveLength(20)
})

test('what nobody bills is not handed on to somebody who does', async () => {
  const broken: Provider = {
    name: 'broken',
    submit: async () => ({ kind: 'rejected', error: { class: 'auth', message: 'The key is wrong; tell the operator.' } }),
    poll: async () => ({ kind: 'queued' }),
  }
  const own = remoteModel({ name: 'own', provider: 'broken', price: { usdPerClip: 0.2, nominal: true }, fallbacks: ['remote'] })
  const house = await openSpendingHouse({ models: [own, remoteModel()], providers: [broken], roof: { day: 0, month: 0 }, renderMs: 1 })
  await house.say('t2v', 'a boat --model own')
  await house.over()
  expect([house.vendor.jobs, (await house.books()).ledger]).toEqual([[], 0])
})

test('inputs of its provider’s own that no row names are not sent', async () => {
  const house = await openSpendingHouse({ renderMs: 1 })
  for (const name of ['num_outputs', 'num_frames', 'n', 'batch_size', 'disable_safety_checker', 'safety_tolerance', '__proto__']) {
    for (const value of ['8', 'true', '1e3']) {
      const { sentences } = await house.say('t2v', `a boat --set ${name}=${value}`)
      expect(sentences).toHaveLength(1)
    }
  }
  expect([house.vendor.jobs, (await house.books()).ledger]).toEqual([[], 0])
})
