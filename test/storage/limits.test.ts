import fc from 'fast-check'
import type { Kysely } from 'kysely'
import { describe, expect, test } from 'vitest'
import { newId } from '../../src/core/id.ts'
import type { Tier } from '../../src/core/tier.ts'
import type { AdmissionResult } from '../../src/storage/admission.ts'
import { createAttempts } from '../../src/storage/attempts.ts'
import { createLedger } from '../../src/storage/ledger.ts'
import { createMembers } from '../../src/storage/members.ts'
import type { Schema } from '../../src/storage/schema.ts'
import { admission, noon, periodsAt, tier } from '../support/admission.ts'
import { newDatabase } from '../support/lay-databases.ts'

const ann = { platform: 'web', workspace: 'local', memberId: 'ann' }
const wide: Partial<Tier> = { clipsPerDay: 1000, inFlight: 1000, creditsPerMonth: 100_000 }

/** What the totals say and what the ledger adds up to, a line for each member and month. */
const books = async (db: Kysely<Schema>) => {
  const entries = await db.selectFrom('ledger').selectAll().execute()
  const totals = await db.selectFrom('totals').selectAll().execute()
  const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + Number(one), 0)
  const months = totals.filter(({ scope, period }) => scope.startsWith('member:') && period.length === 7)
  return {
    members: months.map(({ scope, period, allowance, granted, spent }) => {
      const own = entries.filter((entry) => `member:${entry.workspace}:${entry.member_id}` === scope && entry.period === period)
      return { totals: Number(allowance) + Number(granted) - Number(spent), ledger: sum(own.map(({ credits }) => credits)) }
    }),
    workspace: {
      totals: sum(totals.filter(({ scope, period }) => scope.startsWith('workspace:') && period.length === 7).map(({ spent }) => spent)),
      ledger: sum(entries.filter(({ kind }) => kind !== 'grant').map(({ credits }) => -credits)),
    },
  }
}

describe('limits', () => {
  const open = async () => {
    const db = await newDatabase()
    return { db, ledger: createLedger(db), members: createMembers(db) }
  }
  const count = (results: AdmissionResult[]) => ({
    admitted: results.filter(({ kind }) => kind === 'admitted').length,
    refused: [...new Set(results.flatMap((result) => (result.kind === 'refused' ? [result.limit] : [])))],
  })

  test.each<[string, Partial<Tier>, number | null]>([
    ['clipsPerDay', { ...wide, clipsPerDay: 5 }, null],
    ['clipsPerMonth', { ...wide, clipsPerMonth: 5 }, null],
    ['inFlight', { ...wide, inFlight: 5 }, null],
    ['queued', { ...wide, queued: 5 }, null],
    ['burst', { ...wide, burst: { clips: 5, seconds: 60 } }, null],
    ['credits', { ...wide, creditsPerMonth: 59 }, null],
    ['sharedClips', { ...wide, shared: { clipsPerDay: 5 } }, null],
    ['sharedCredits', { ...wide, shared: { creditsPerMonth: 59 } }, null],
    ['budget', wide, 59],
  ])('twenty commands in one instant with five left by %s are five', async (limit, limits, budgetCredits) => {
    const { db, ledger } = await open()
    const together = ['sharedClips', 'sharedCredits', 'budget'].includes(limit)
    const commands = Array.from({ length: 20 }, (_, at) =>
      ledger.admit({ ...admission({ tier: limits, memberId: together ? `member${at}` : 'ann' }), budgetCredits }),
    )
    expect(count(await Promise.all(commands))).toEqual({ admitted: 5, refused: [limit] })
    expect(await db.selectFrom('generations').select('id').execute()).toHaveLength(5)
    const { members, workspace } = await books(db)
    expect(workspace).toEqual({ totals: 50, ledger: 50 })
    for (const { totals, ledger: added } of members) expect(totals).toBe(added)
  })

  test('fifty commands of fifty members in one instant in a channel that takes ten an hour are ten', async () => {
    const { db, ledger } = await open()
    const ask = (memberId: string, more: Partial<Parameters<typeof ledger.admit>[0]> = {}) =>
      ledger.admit({ ...admission({ tier: wide, memberId }), channel: 'cats', clipsPerHour: 10, ...more })
    const results = await Promise.all(Array.from({ length: 50 }, (_, at) => ask(`member${at}`)))
    expect(count(results)).toEqual({ admitted: 10, refused: ['pace'] })
    expect(await db.selectFrom('generations').select('id').execute()).toHaveLength(10)
    // Other channels, and those of other places, are not full for that.
    expect(await ask('ann', { channel: 'dogs' })).toMatchObject({ kind: 'admitted' })
    const elsewhere = admission({ tier: wide, workspace: 'other' })
    expect(await ledger.admit({ ...elsewhere, channel: 'cats', clipsPerHour: 10 })).toMatchObject({ kind: 'admitted' })
    expect(await ask('ann', { clipsPerHour: 11 })).toMatchObject({ kind: 'admitted' })
  })

  test('a channel has room again an hour after what filled it, and says when', async () => {
    const { ledger } = await open()
    const ask = (minute: number, takes = 1) => {
      const now = noon + minute * 60_000
      return ledger.admit({ ...admission({ tier: wide, takes, now, credits: 1 }), channel: 'cats', clipsPerHour: 4 })
    }
    await ask(0, 2)
    await ask(10, 2)
    expect(await ask(20)).toMatchObject({ limit: 'pace', nextAt: noon + 60 * 60_000 })
    expect(await ask(20, 3)).toMatchObject({ limit: 'pace', nextAt: noon + 70 * 60_000 })
    expect(await ask(20, 5)).toMatchObject({ limit: 'pace', nextAt: null })
    expect(await ask(59)).toMatchObject({ kind: 'refused' })
    expect(await ask(60, 2)).toMatchObject({ kind: 'admitted' })
    expect(await ask(60)).toMatchObject({ limit: 'pace', nextAt: noon + 70 * 60_000 })
  })

  test.each([
    ['roofDay', { day: 59, month: null }],
    ['roofMonth', { day: null, month: 59 }],
  ] as const)('200 admissions of 20 members in 5 workspaces in one instant with five left by %s are five', async (limit, roof) => {
    const { db, ledger } = await open()
    const commands = Array.from({ length: 200 }, (_, at) =>
      ledger.admit({ ...admission({ tier: wide, memberId: `member${at % 20}`, workspace: `place${at % 5}` }), roof }),
    )
    expect(count(await Promise.all(commands))).toEqual({ admitted: 5, refused: [limit] })
    expect(await ledger.spentByEverybody(noon)).toEqual({ day: 50, month: 50 })
    expect((await books(db)).workspace).toEqual({ totals: 50, ledger: 50 })
    // Of UTC, whatever the zones of the workspaces.
    expect(await ledger.spentByEverybody(noon + 12 * 3_600_000)).toEqual({ day: 0, month: 50 })
    expect(await ledger.admit({ ...admission({ tier: wide, now: noon }), nominal: true, roof: { day: 0, month: 0 } })).toMatchObject({
      kind: 'admitted',
    })
  })

  test('a run that a provider took counts for the day, and what it may have billed stays at the roof', async () => {
    const { ledger } = await open()
    const ends = [
      { end: { costCredits: 0 }, left: { today: { clips: 0 } }, roof: 0 },
      { end: { costCredits: 0, counts: true }, left: { today: { clips: 1 } }, roof: 0 },
      { end: { costCredits: 0, billedCredits: 10, counts: true }, left: { today: { clips: 2 }, creditsLeft: 100 }, roof: 10 },
      { end: { costCredits: 4, counts: true }, left: { today: { clips: 3 }, creditsLeft: 96 }, roof: 14 },
      { end: { costCredits: 25, billedCredits: 25, counts: true }, left: { today: { clips: 4 }, creditsLeft: 71 }, roof: 39 },
    ]
    for (const { end, left, roof } of ends) {
      const asked = admission()
      await ledger.admit(asked)
      await ledger.close(asked.generations[0]?.id ?? '', { state: 'failed', failure: null, now: noon, ...end })
      expect(await ledger.quota(ann, tier, periodsAt(noon), noon)).toMatchObject(left)
      expect(await ledger.spentByEverybody(noon)).toMatchObject({ day: roof })
    }
  })

  test('what a provider turns out to have taken late is counted at the roof, once, and charged to nobody', async () => {
    const { ledger } = await open()
    const asked = admission()
    const id = asked.generations[0]?.id ?? ''
    await ledger.admit(asked)
    await ledger.close(id, { state: 'failed', costCredits: 0, failure: null, now: noon })
    for (const attempt of ['one', 'one', 'two']) await ledger.billLate(id, attempt, noon)
    expect(await ledger.spentByEverybody(noon)).toEqual({ day: 20, month: 20 })
    expect(await ledger.quota(ann, tier, periodsAt(noon), noon)).toMatchObject({ creditsLeft: 100, today: { clips: 0 } })
  })

  test('only what a paid provider took makes a member wait, until the first of it is an hour old', async () => {
    const { db, ledger } = await open()
    const limits = { ...wide, endsPerHour: 2 }
    const attempts = createAttempts(db)
    const end = async (at: number, taken: boolean, nominal = false) => {
      const asked = admission({ tier: limits, now: at })
      const id = asked.generations[0]?.id ?? ''
      expect(await ledger.admit({ ...asked, nominal })).toMatchObject({ kind: 'admitted' })
      if (taken) {
        const attempt = await attempts.write({ id: newId(), generationId: id, number: 1, model: 'local', now: at })
        await attempts.resolve(attempt?.id ?? '', { state: 'accepted', operation: null }, at)
      }
      await ledger.close(id, { state: 'canceled', costCredits: 0, failure: null, now: at })
    }
    for (let round = 0; round < 5; round += 1) await end(noon, false)
    await end(noon, true, true)
    await end(noon, true)
    await end(noon + 60_000, true)
    const refused = await ledger.admit(admission({ tier: limits, now: noon + 120_000 }))
    expect(refused).toMatchObject({ kind: 'refused', limit: 'ends', quota: { endsThisHour: 2, endsOverAt: noon + 3_600_000 } })
    expect(await ledger.admit(admission({ tier: limits, now: noon + 120_000, memberId: 'bea' }))).toMatchObject({ kind: 'admitted' })
    expect(await ledger.admit(admission({ tier: limits, now: noon + 3_600_000 }))).toMatchObject({ kind: 'admitted' })
  })

  test('the totals are what the ledger adds up to, however holds, settles, refunds, grants and cut-off transactions fall together', async () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('admit' as const),
          member: fc.nat(2),
          takes: fc.integer({ min: 1, max: 3 }),
          credits: fc.integer({ min: 0, max: 30 }),
        }),
      },
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('close' as const),
          pick: fc.nat(50),
          cost: fc.integer({ min: 0, max: 40 }),
          end: fc.constantFrom('delivered' as const, 'failed' as const, 'canceled' as const),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ kind: fc.constant('grant' as const), member: fc.nat(2), credits: fc.integer({ min: -20, max: 50 }) }),
      },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), member: fc.nat(2) }) },
    )
    const { db, ledger } = await open()
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { maxLength: 5 }), async (rounds) => {
        await db.deleteFrom('ledger').execute()
        await db.deleteFrom('totals').execute()
        await db.deleteFrom('generations').execute()
        await db.deleteFrom('batches').execute()
        const asked: string[] = []
        for (const round of rounds) {
          await Promise.all(
            round.map(async (one) => {
              const key = { platform: 'web', workspace: 'local', memberId: `member${'member' in one ? one.member : 0}` }
              if (one.kind === 'admit') {
                const batch = admission({ ...key, takes: one.takes, credits: one.credits })
                if ((await ledger.admit(batch)).kind === 'admitted') asked.push(...batch.generations.map(({ id }) => id))
              } else if (one.kind === 'close') {
                const id = asked[one.pick % Math.max(1, asked.length)]
                const costCredits = one.end === 'failed' ? 0 : one.cost
                if (id) await ledger.close(id, { state: one.end, costCredits, failure: null, now: noon })
              } else if (one.kind === 'grant') {
                await ledger.grant(key, { credits: one.credits, note: 'test', key: newId(), periods: periodsAt(noon), now: noon })
              } else {
                // The batch's id is taken: the transaction is cut off after it has counted, as by a crash.
                const [known] = await db.selectFrom('batches').select('id').limit(1).execute()
                const broken = admission({ ...key, tier: wide })
                if (known) await expect(ledger.admit({ ...broken, batch: { ...broken.batch, id: known.id } })).rejects.toThrow(/unique/i)
              }
            }),
          )
        }
        const { members, workspace } = await books(db)
        expect(workspace.totals).toBe(workspace.ledger)
        for (const { totals, ledger: added } of members) expect(totals).toBe(added)
        const open = await db.selectFrom('generations').select('held_credits').where('finished_at', 'is', null).execute()
        const charged = await db.selectFrom('generations').select('cost_credits').where('finished_at', 'is not', null).execute()
        const all = [...open.map((row) => row.held_credits), ...charged.map((row) => row.cost_credits ?? 0)]
        expect(workspace.ledger).toBe(all.reduce((sum, one) => sum + one, 0))
      }),
      { numRuns: 15 },
    )
  })

  test('a clip that never came is given back to the day and the group it was counted in', async () => {
    const { ledger } = await open()
    const limits: Partial<Tier> = { clipsPerDay: 1, shared: { clipsPerDay: 1 } }
    const first = admission({ tier: limits })
    await ledger.admit(first)
    expect(await ledger.admit(admission({ tier: limits }))).toMatchObject({ kind: 'refused', limit: 'clipsPerDay' })
    const id = first.generations[0]?.id ?? ''
    // It ends on the next day; what it frees is the day before.
    const nextDay = noon + 24 * 3_600_000
    await ledger.close(id, { state: 'failed', costCredits: 0, failure: null, now: nextDay })
    expect(await ledger.quota(ann, { ...tier, ...limits }, periodsAt(nextDay), nextDay)).toMatchObject({ today: { clips: 0 } })
    expect(await ledger.admit(admission({ tier: limits }))).toMatchObject({ kind: 'admitted' })
  })

  test('the allowance follows the tier in the middle of a month', async () => {
    const { db, ledger } = await open()
    await ledger.admit(admission({ credits: 90 }))
    expect(await ledger.admit(admission({ credits: 90 }))).toMatchObject({ kind: 'refused', limit: 'credits' })
    expect(await ledger.admit(admission({ credits: 90, tier: { creditsPerMonth: 200 } }))).toMatchObject({ kind: 'admitted' })
    expect((await books(db)).members).toEqual([{ totals: 20, ledger: 20 }])
    expect(await ledger.admit(admission({ credits: 1, tier: { creditsPerMonth: 100 } }))).toMatchObject({ kind: 'refused' })
  })

  test('a grant adds to the month, and a reset begins it anew but for what is on its way', async () => {
    const { db, ledger } = await open()
    const [made, running] = [admission({ credits: 60 }), admission({ credits: 30 })]
    await ledger.admit(made)
    await ledger.close(made.generations[0]?.id ?? '', { state: 'delivered', costCredits: 60, failure: null, now: noon })
    await ledger.admit(running)
    await ledger.grant(ann, { credits: 15, note: 'for the contest', key: 'web:1', periods: periodsAt(noon), now: noon })
    expect(await ledger.quota(ann, tier, periodsAt(noon), noon)).toMatchObject({ creditsLeft: 25, today: { clips: 2 } })
    await ledger.reset(ann, { note: 'by a moderator', key: 'web:2', periods: periodsAt(noon), now: noon })
    expect(await ledger.quota(ann, tier, periodsAt(noon), noon)).toMatchObject({
      creditsLeft: 70,
      today: { clips: 1 },
      thisMonth: { clips: 1 },
    })
    await ledger.close(running.generations[0]?.id ?? '', { state: 'failed', costCredits: 0, failure: null, now: noon })
    expect(await ledger.quota(ann, tier, periodsAt(noon), noon)).toMatchObject({ creditsLeft: 100, today: { clips: 0 } })
    const [line] = (await books(db)).members
    expect(line?.totals).toBe(line?.ledger)
  })

  test('a blocked member is not let in until the block is over', async () => {
    const { ledger, members } = await open()
    const block = { reason: 'Spam.', by: 'mod', at: noon, until: noon + 1000 }
    await members.setBlock(ann, block, noon)
    expect(await ledger.admit(admission())).toEqual({ kind: 'blocked', block })
    expect(await ledger.admit(admission({ now: noon + 1000 }))).toMatchObject({ kind: 'admitted' })
    expect(await ledger.admit(admission({ workspace: 'other' }))).toMatchObject({ kind: 'admitted' })
  })
})
