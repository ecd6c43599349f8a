import { expect, test } from 'vitest'
import { createGenerations } from '../../src/storage/generations.ts'
import { createLedger } from '../../src/storage/ledger.ts'
import { admission, noon, periodsAt, tier } from '../support/admission.ts'
import { newDatabase } from '../support/lay-databases.ts'

const ann = { platform: 'web', workspace: 'local', memberId: 'ann' }

const open = async () => {
  const db = await newDatabase()
  return { db, ledger: createLedger(db), generations: createGenerations(db) }
}

test('holds the credits of every take at admission', async () => {
  const { ledger } = await open()
  expect(await ledger.admit(admission({ takes: 3, credits: 10 }))).toMatchObject({ kind: 'admitted' })
  expect(await ledger.quota(ann, tier, periodsAt(noon), noon)).toMatchObject({
    creditsLeft: 70,
    inFlight: { clips: 3, stills: 0 },
    today: { clips: 3 },
  })
})

test('admits one batch however often its event is delivered', async () => {
  const { ledger } = await open()
  const first = admission({ invocation: 'event-1' })
  const results = await Promise.all(
    [first, admission({ invocation: 'event-1' }), admission({ invocation: 'event-1' })].map((one) => ledger.admit(one)),
  )
  expect(results).toEqual([
    { kind: 'admitted', workspaceSpent: 10 },
    { kind: 'duplicate', batchId: first.batch.id },
    { kind: 'duplicate', batchId: first.batch.id },
  ])
  expect(await ledger.quota(ann, tier, periodsAt(noon), noon)).toMatchObject({ creditsLeft: 90 })
})

test('refuses a batch whole when not all of its takes fit, and writes nothing of it', async () => {
  const { ledger, generations } = await open()
  const tooMany = admission({ takes: 3, tier: { clipsPerDay: 2 } })
  expect(await ledger.admit(tooMany)).toMatchObject({ kind: 'refused', limit: 'clipsPerDay' })
  expect(await ledger.admit(admission({ takes: 2, credits: 51 }))).toMatchObject({
    kind: 'refused',
    limit: 'credits',
    quota: { creditsLeft: 100 },
  })
  expect(await generations.ofBatch(tooMany.batch.id)).toEqual([])
  expect(await ledger.quota(ann, tier, periodsAt(noon), noon)).toMatchObject({
    creditsLeft: 100,
    inFlight: { clips: 0, stills: 0 },
    today: { clips: 0 },
  })
})

test('gives back what a hold took too much, takes what it took too little, and all of it on a failure', async () => {
  const { ledger } = await open()
  const batch = admission({ takes: 3, credits: 10 })
  const [cheap, dear, failed] = batch.generations
  await ledger.admit(batch)
  await ledger.close(cheap!.id, { state: 'delivered', costCredits: 4, failure: null, now: noon })
  await ledger.close(dear!.id, { state: 'delivered', costCredits: 13, failure: null, now: noon })
  await ledger.close(failed!.id, { state: 'failed', costCredits: 0, failure: { code: 'provider_failed', message: 'no' }, now: noon })
  expect(await ledger.quota(ann, tier, periodsAt(noon), noon)).toMatchObject({
    creditsLeft: 100 - 4 - 13,
    inFlight: { clips: 0, stills: 0 },
    today: { clips: 2 },
  })
  expect((await ledger.entriesOf(failed!.id)).map((entry) => [entry.kind, entry.credits])).toEqual([
    ['hold', -10],
    ['refund', 10],
  ])
})

test('closes a generation once, whoever closes it a second time and however', async () => {
  const { ledger } = await open()
  const batch = admission({ credits: 10 })
  const id = batch.generations[0]!.id
  await ledger.admit(batch)
  const results = await Promise.all([
    ledger.close(id, { state: 'delivered', costCredits: 10, failure: null, now: noon }),
    ledger.close(id, { state: 'failed', costCredits: 0, failure: null, now: noon }),
    ledger.close(id, { state: 'delivered', costCredits: 10, failure: null, now: noon }),
  ])
  expect(results.toSorted()).toEqual([false, false, true])
  expect(await ledger.entriesOf(id)).toHaveLength(2)
})

test('the database itself refuses a second hold and a refund after a settle', async () => {
  const { ledger, db } = await open()
  const batch = admission()
  const id = batch.generations[0]!.id
  await ledger.admit(batch)
  await ledger.close(id, { state: 'delivered', costCredits: 10, failure: null, now: noon })
  const entry = {
    workspace: 'web:local' as const,
    member_id: 'ann',
    period: '2026-11',
    generation_id: id,
    credits: 1,
    note: '',
    unique_key: null,
    created_at: noon,
  }
  await expect(
    db
      .insertInto('ledger')
      .values({ ...entry, id: 'x1', kind: 'hold' })
      .execute(),
  ).rejects.toThrow(/unique/i)
  await expect(
    db
      .insertInto('ledger')
      .values({ ...entry, id: 'x2', kind: 'refund' })
      .execute(),
  ).rejects.toThrow(/unique/i)
})

test('a month starts with its own allowance, and a clip that ends next month is settled in the month of its hold', async () => {
  const { ledger } = await open()
  const batch = admission({ credits: 60, now: Date.UTC(2026, 10, 30, 23, 59) })
  await ledger.admit(batch)
  const december = Date.UTC(2026, 11, 1, 0, 5)
  await ledger.close(batch.generations[0]!.id, { state: 'delivered', costCredits: 50, failure: null, now: december })
  expect(await ledger.quota(ann, tier, periodsAt(december), december)).toMatchObject({
    creditsLeft: 100,
    today: { clips: 0 },
    monthResetsAt: Date.UTC(2027, 0, 1),
  })
  expect(await ledger.quota(ann, tier, periodsAt(Date.UTC(2026, 10, 30, 23)), Date.UTC(2026, 10, 30, 23))).toMatchObject({
    creditsLeft: 50,
  })
})

test('members and workspaces count for themselves', async () => {
  const { ledger } = await open()
  await ledger.admit(admission({ memberId: 'ann', credits: 100 }))
  expect(await ledger.admit(admission({ memberId: 'bob', credits: 100 }))).toMatchObject({ kind: 'admitted' })
  expect(await ledger.admit(admission({ memberId: 'ann', workspace: 'other', credits: 100 }))).toMatchObject({ kind: 'admitted' })
  expect(await ledger.admit(admission({ memberId: 'ann', credits: 1 }))).toMatchObject({ kind: 'refused', limit: 'credits' })
})
