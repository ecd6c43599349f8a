import { expect, test } from 'vitest'
import { createGenerations } from '../../src/storage/generations.ts'
import { createLedger } from '../../src/storage/ledger.ts'
import { createSlots } from '../../src/storage/slots.ts'
import { admission, noon } from '../support/admission.ts'
import { newDatabase } from '../support/lay-databases.ts'

const open = async () => {
  const db = await newDatabase()
  const ledger = createLedger(db)
  const slots = createSlots(db)
  const enqueue = async (memberId: string, now: number, workspace?: string): Promise<string> => {
    const batch = admission({ memberId, now, credits: 0, ...(workspace !== undefined && { workspace }) })
    await ledger.admit(batch)
    const id = batch.generations[0]!.id
    await slots.join(id)
    return id
  }
  return { ledger, slots, enqueue, generations: createGenerations(db) }
}

test('never gives more slots than the provider has, however many ask at once', async () => {
  const { slots, enqueue } = await open()
  for (let n = 0; n < 4; n++) await enqueue(`member-${n}`, noon + n)
  const granted = (await Promise.all(Array.from({ length: 10 }, () => slots.grant('local', 2, noon)))).flat()
  expect(new Set(granted).size).toBe(2)
  expect(granted).toHaveLength(2)
  expect(await slots.line('local')).toHaveLength(2)
})

test('a slot that is given back goes to the member who has none', async () => {
  const { slots, enqueue } = await open()
  const first = await enqueue('ann', noon)
  const second = await enqueue('ann', noon + 1)
  const third = await enqueue('bob', noon + 2)
  expect(await slots.grant('local', 1, noon)).toEqual([first])
  expect(await slots.line('local')).toEqual([third, second])
  await slots.release(first)
  expect(await slots.grant('local', 1, noon)).toEqual([third])
  expect(await slots.holds(third)).toBe(true)
})

test('the end of a generation frees its slot', async () => {
  const { ledger, slots, enqueue } = await open()
  const first = await enqueue('ann', noon)
  const second = await enqueue('ann', noon + 1)
  await slots.grant('local', 1, noon)
  await ledger.close(first, { state: 'failed', costCredits: 0, failure: null, now: noon })
  expect(await slots.grant('local', 1, noon)).toEqual([second])
})

test('finds those who were given a slot and never used it', async () => {
  const { slots, enqueue, generations } = await open()
  const id = await enqueue('ann', noon)
  await slots.grant('local', 1, noon)
  await generations.enter(id, 'queued', noon)
  expect(await slots.unused(noon)).toEqual([])
  expect(await slots.unused(noon + 1)).toEqual([id])
  await generations.enter(id, 'submitting', noon)
  expect(await slots.unused(noon + 1)).toEqual([])
})

test('a clip that gave its slot back gets in line no more, whatever step of its is run again', async () => {
  const { slots, enqueue } = await open()
  const id = await enqueue('ann', noon)
  await slots.grant('local', 1, noon)
  await slots.release(id)
  await slots.join(id)
  expect(await slots.line('local')).toEqual([])
})

test('the first of the line are those of the whole line, whoever has slots already', async () => {
  const { ledger, slots, enqueue } = await open()
  const asked = ['a1', 'a1', 'b1', 'a2', 'c1', 'b2', 'd3', 'a1', 'a3', 'b1']
  const ids: string[] = []
  for (const [at, [member = '', workspace = '']] of asked.entries()) ids.push(await enqueue(member, noon + at, `w${workspace}`))
  for (let round = 0; round < asked.length; round += 1) {
    const line = await slots.line('local')
    for (const limit of [1, 2, 50]) expect(await slots.next('local', limit)).toEqual(line.slice(0, limit))
    expect(await slots.grant('local', 3, noon + 100 + round)).toEqual(line.slice(0, round === 0 ? 3 : 1))
    const held = (await Promise.all(ids.map(async (id) => ((await slots.holds(id)) ? [id] : [])))).flat()
    const [over] = held.slice(round % 3)
    if (over) await ledger.close(over, { state: 'failed', costCredits: 0, failure: null, now: noon })
  }
})
