import fc from 'fast-check'
import { type Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { newId } from '../../src/core/id.ts'
import { type Kind, madeOf, usedBy } from '../../src/core/made.ts'
import type { Mode } from '../../src/core/request.ts'
import type { Tier } from '../../src/core/tier.ts'
import type { Admission, AdmissionResult } from '../../src/storage/admission.ts'
import { createFigures } from '../../src/storage/figures.ts'
import { createLedger } from '../../src/storage/ledger.ts'
import { stills as migration } from '../../src/storage/migrations/028-stills.ts'
import { createPast, firstPast } from '../../src/storage/past.ts'
import type { Schema } from '../../src/storage/schema.ts'
import type { Counted } from '../../src/storage/totals.ts'
import { createUsage } from '../../src/storage/usage.ts'
import { admission, noon, periodsAt, tier } from '../support/admission.ts'
import { newDatabase } from '../support/lay-databases.ts'

const here = { platform: 'web', workspace: 'local' }
const ann = { ...here, memberId: 'ann' }
const wide: Partial<Tier> = { clipsPerDay: 1_000, inFlight: 1_000, creditsPerMonth: 100_000 }
const hour = 3_600_000

const open = async () => {
  const db = await newDatabase()
  const ledger = createLedger(db)
  const quota = (limits: Partial<Tier> = wide, memberId = 'ann', now = noon) =>
    ledger.quota({ ...ann, memberId }, { ...tier, ...limits }, periodsAt(now), now)
  return { db, ledger, quota }
}

const empty = async (db: Kysely<Schema>): Promise<void> => {
  for (const table of ['ledger', 'totals', 'generations', 'batches'] as const) await db.deleteFrom(table).execute()
}

const count = (results: readonly AdmissionResult[]) => ({
  admitted: results.filter(({ kind }) => kind === 'admitted').length,
  refused: [...new Set(results.flatMap((result) => (result.kind === 'refused' ? [result.limit] : [])))],
})

/** As the version before this one leaves a still: a clip wherever it counts, and nothing that says otherwise but its mode. */
const admitBefore = async (db: Kysely<Schema>, asked: Admission): Promise<void> => {
  const modes = asked.generations.map(({ mode }) => mode)
  for (const generation of asked.generations) generation.mode = 't2v'
  await createLedger(db).admit(asked)
  for (const [at, generation] of asked.generations.entries()) {
    generation.mode = modes[at] ?? 't2v'
    await db.updateTable('generations').set({ mode: generation.mode }).where('id', '=', generation.id).execute()
  }
}

/** The totals that a row names. */
const namesOf = async (db: Kysely<Schema>, id: string): Promise<string[]> => {
  const { counted_json } = await db.selectFrom('generations').select('counted_json').where('id', '=', id).executeTakeFirstOrThrow()
  return (JSON.parse(counted_json) as Counted[]).map(({ scope, period }) => `${scope} ${period}`)
}

/** Every total counts as many as the rows that name it. */
const expectAsNamed = async (db: Kysely<Schema>, without: readonly string[] = []): Promise<void> => {
  const rows = await db.selectFrom('generations').select('id').execute()
  const names = (await Promise.all(rows.filter(({ id }) => !without.includes(id)).map(({ id }) => namesOf(db, id)))).flat()
  for (const { scope, period, clips } of await db.selectFrom('totals').selectAll().execute()) {
    const name = `${scope} ${period}`
    expect({ name, clips: Number(clips) }).toEqual({ name, clips: names.filter((one) => one === name).length })
  }
}

describe('a still counts as a part of a clip', () => {
  const roomForOne: [string, Partial<Tier>][] = [
    ['clipsPerDay', { ...wide, clipsPerDay: 1 }],
    ['clipsPerMonth', { ...wide, clipsPerMonth: 1 }],
    ['inFlight', { ...wide, inFlight: 1 }],
    ['queued', { ...wide, queued: 1 }],
    ['burst', { ...wide, burst: { clips: 1, seconds: 60 } }],
    ['sharedClips', { ...wide, shared: { clipsPerDay: 1 } }],
  ]

  test.each(roomForOne)('ten stills in one instant with room for five by %s are five', async (limit, limits) => {
    const { db, ledger } = await open()
    const memberId = (at: number): string => (limit === 'sharedClips' ? `member${at}` : 'ann')
    const stills = Array.from({ length: 10 }, (_, at) => ledger.admit(admission({ mode: 't2i', tier: limits, memberId: memberId(at) })))
    expect(count(await Promise.all(stills))).toEqual({ admitted: 5, refused: [limit] })
    expect(await db.selectFrom('generations').select('id').execute()).toHaveLength(5)
    // No room for a clip either, nor for part of a round.
    expect(await ledger.admit(admission({ tier: limits }))).toMatchObject({ kind: 'refused', limit })
    await expectAsNamed(db)
  })

  test('one command of ten stills with room for five is none', async () => {
    const { ledger, quota } = await open()
    const limits = { ...wide, clipsPerDay: 1 }
    expect(await ledger.admit(admission({ mode: 't2i', takes: 10, tier: limits }))).toMatchObject({ kind: 'refused', limit: 'clipsPerDay' })
    expect(await quota(limits)).toMatchObject({ today: { clips: 0, stills: 0 } })
    expect(await ledger.admit(admission({ mode: 't2i', takes: 5, tier: limits }))).toMatchObject({ kind: 'admitted' })
    expect(await quota(limits)).toMatchObject({ today: { clips: 0, stills: 5 }, thisMonth: { clips: 0, stills: 5 } })
  })

  test('clips and stills in one instant fill a day to the last still, never over it', async () => {
    const { db, ledger, quota } = await open()
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<Mode>('t2v', 't2i', 'i2i', 'upscale-still'), { minLength: 1, maxLength: 25 }),
        fc.constantFrom(0.2, 0.3, 0.07, 1),
        fc.integer({ min: 1, max: 3 }),
        async (modes, still, clipsPerDay) => {
          await empty(db)
          const limits = { ...wide, clipsPerDay, still }
          const results = await Promise.all(modes.map((mode) => ledger.admit(admission({ mode, tier: limits, credits: 1 }))))
          const { today } = await quota(limits)
          expect(today).toEqual(madeOf(modes.flatMap((mode, at) => (results[at]?.kind === 'admitted' ? [{ mode }] : []))))
          expect(usedBy(today, still)).toBeLessThanOrEqual(clipsPerDay)
          for (const [at, mode] of modes.entries()) {
            if (results[at]?.kind === 'admitted') continue
            const { clips, stills } = madeOf([{ mode }])
            expect(usedBy({ clips: today.clips + clips, stills: today.stills + stills }, still)).toBeGreaterThan(clipsPerDay)
          }
        },
      ),
      { numRuns: 12 },
    )
  })

  test('where it counts nothing no limit of clips is over it, also one that was lowered', async () => {
    const { ledger, quota } = await open()
    for (let made = 0; made < 3; made += 1) await ledger.admit(admission({ tier: wide }))
    const none = { clipsPerDay: 1, clipsPerMonth: 1, inFlight: 1, queued: 1, burst: { clips: 1, seconds: 60 }, shared: { clipsPerDay: 1 } }
    const asked = { ...admission({ mode: 't2i', takes: 4, tier: { ...wide, ...none, still: 0 } }), channel: 'cats', clipsPerHour: 1 }
    expect(await ledger.admit(asked)).toMatchObject({ kind: 'admitted' })
    expect(await quota()).toMatchObject({ inFlight: { clips: 3, stills: 4 }, today: { clips: 3, stills: 4 } })
  })

  test('credits are what they were: a still holds and costs its own', async () => {
    const { ledger, quota } = await open()
    const asked = admission({ mode: 't2i', takes: 3, credits: 30 })
    await ledger.admit(asked)
    expect(await ledger.admit(admission({ mode: 't2i', credits: 11 }))).toMatchObject({ kind: 'refused', limit: 'credits' })
    const [kept, lost] = asked.generations.map(({ id }) => id)
    await ledger.close(kept ?? '', { state: 'delivered', costCredits: 25, failure: null, now: noon })
    await ledger.close(lost ?? '', { state: 'failed', costCredits: 0, failure: null, now: noon })
    expect(await quota({})).toMatchObject({ creditsLeft: 100 - 25 - 30, today: { clips: 0, stills: 2 }, inFlight: { clips: 0, stills: 1 } })
  })

  test('a batch of both counts each as what it is, and gives back no more', async () => {
    const { db, ledger, quota } = await open()
    const both = admission({ takes: 2, tier: wide })
    const [clip, still] = both.generations
    if (still) still.mode = 't2i'
    await ledger.admit(both)
    expect(await quota()).toMatchObject({ today: { clips: 1, stills: 1 } })
    await ledger.close(clip?.id ?? '', { state: 'failed', costCredits: 0, failure: null, now: noon })
    expect(await quota()).toMatchObject({ today: { clips: 0, stills: 1 }, thisMonth: { clips: 0, stills: 1 } })
    await expectAsNamed(db, [clip?.id ?? ''])
  })

  test('fifty members in one instant in a channel that takes two clips an hour make ten stills', async () => {
    const { ledger } = await open()
    const ask = (memberId: string, mode: Mode = 't2i') =>
      ledger.admit({ ...admission({ mode, tier: wide, memberId }), channel: 'cats', clipsPerHour: 2 })
    expect(count(await Promise.all(Array.from({ length: 50 }, (_, at) => ask(`member${at}`))))).toEqual({ admitted: 10, refused: ['pace'] })
    expect(await ask('ann', 't2v')).toMatchObject({ kind: 'refused', limit: 'pace' })
  })

  test('a channel says when there is room for as many stills, or for a clip', async () => {
    const { ledger } = await open()
    const ask = (minute: number, mode: Mode, takes = 1) => {
      const asked = admission({ mode, takes, tier: wide, now: noon + minute * 60_000, credits: 1 })
      return ledger.admit({ ...asked, channel: 'cats', clipsPerHour: 1 })
    }
    await ask(0, 't2i', 2)
    await ask(10, 't2i', 3)
    expect(await ask(20, 't2i')).toMatchObject({ limit: 'pace', nextAt: noon + hour })
    expect(await ask(20, 't2i', 3)).toMatchObject({ limit: 'pace', nextAt: noon + hour + 600_000 })
    expect(await ask(20, 't2v')).toMatchObject({ limit: 'pace', nextAt: noon + hour + 600_000 })
    expect(await ask(20, 't2i', 6)).toMatchObject({ limit: 'pace', nextAt: null })
    expect(await ask(60, 't2i', 2)).toMatchObject({ kind: 'admitted' })
  })
})

test('clips and stills of the totals are what the rows say, whatever falls together', async () => {
  const kinds = fc.constantFrom<Mode>('t2v', 't2i', 'i2i')
  const work = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('admit' as const), member: fc.nat(1), mode: kinds, takes: fc.integer({ min: 1, max: 3 }) }),
    },
    // A version without stills makes and ends some of them.
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('admit before' as const), member: fc.nat(1), mode: kinds }) },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('close' as const),
        pick: fc.nat(30),
        cost: fc.nat(2),
        counts: fc.boolean(),
        isMade: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), mode: kinds }) },
  )
  const round = fc.record({
    together: fc.array(work, { minLength: 1, maxLength: 6 }),
    after: fc.constantFrom('nothing' as const, 'a reset' as const, 'a day' as const),
  })
  const shared: Partial<Tier> = { ...wide, shared: { clipsPerDay: 1_000 } }
  const { db, ledger, quota } = await open()
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 5 }), async (rounds) => {
      await empty(db)
      let now = noon
      const asked: { id: string; memberId: string; mode: Mode; isOpen: boolean; spent: number; names: string[] }[] = []
      const expected = new Map<string, number>()
      const add = (names: readonly string[], number: number): void => {
        for (const name of names) expected.set(name, (expected.get(name) ?? 0) + number)
      }
      for (const { together, after } of rounds) {
        const before = asked.length
        const givenBack: string[][] = []
        await Promise.all(
          together.map(async (one) => {
            if (one.kind === 'crash') {
              // The batch's id is taken: the transaction is cut off after it has counted, as by a crash.
              const [known] = await db.selectFrom('batches').select('id').limit(1).execute()
              const broken = admission({ mode: one.mode, tier: shared, now })
              if (known) await expect(ledger.admit({ ...broken, batch: { ...broken.batch, id: known.id } })).rejects.toThrow(/unique/i)
            } else if (one.kind === 'close') {
              const it = before === 0 ? undefined : asked[one.pick % before]
              const state = one.isMade ? ('delivered' as const) : ('failed' as const)
              const end = { state, costCredits: one.cost, counts: one.counts, failure: null, now }
              if (!it || !(await ledger.close(it.id, end))) return
              Object.assign(it, { isOpen: false, spent: one.cost })
              if (!one.isMade && one.cost === 0 && !one.counts) givenBack.push(it.names)
            } else {
              const memberId = `member${one.member}`
              const batch = admission({ mode: one.mode, memberId, takes: 'takes' in one ? one.takes : 1, credits: 1, tier: shared, now })
              if (one.kind === 'admit') expect(await ledger.admit(batch)).toMatchObject({ kind: 'admitted' })
              else await admitBefore(db, batch)
              asked.push(...batch.generations.map(({ id, mode }) => ({ id, memberId, mode, isOpen: true, spent: 1, names: [] })))
            }
          }),
        )
        for (const one of asked.slice(before)) {
          one.names = await namesOf(db, one.id)
          add(one.names, 1)
        }
        for (const names of givenBack) add(names, -1)
        if (after === 'a day') now += 24 * hour
        if (after === 'a reset') {
          const periods = periodsAt(now)
          await ledger.reset({ ...ann, memberId: 'member0' }, { note: '', key: newId(), periods, now })
          for (const scope of ['member:web:local:member0', 'stills:member:web:local:member0']) {
            for (const { name } of [periods.day, periods.month]) {
              const left = asked.filter(({ isOpen, names }) => isOpen && names.includes(`${scope} ${name}`))
              expected.set(`${scope} ${name}`, left.length)
            }
          }
        }
      }
      const totals = await db.selectFrom('totals').selectAll().execute()
      const known = Object.fromEntries(totals.map(({ scope, period, clips }) => [`${scope} ${period}`, Number(clips)]))
      for (const name of new Set([...expected.keys(), ...Object.keys(known)])) {
        expect({ name, clips: known[name] ?? 0 }).toEqual({ name, clips: expected.get(name) ?? 0 })
      }
      const spent = totals.filter(({ scope }) => scope === 'workspace:web:local').reduce((sum, row) => sum + Number(row.spent), 0)
      expect(spent).toBe(asked.reduce((sum, one) => sum + one.spent, 0))
      // What is open is told by the rows themselves, whichever version made them.
      const inFlight = madeOf(asked.filter(({ memberId, isOpen }) => memberId === 'member1' && isOpen))
      expect(await quota(shared, 'member1', now)).toMatchObject({ inFlight, queued: inFlight })
      const figures = await createFigures(db).open()
      const told = (kind: Kind): number => figures.filter((one) => one.kind === kind).reduce((sum, one) => sum + one.count, 0)
      expect({ clips: told('clip'), stills: told('still') }).toEqual(madeOf(asked.filter(({ isOpen }) => isOpen)))
    }),
    { numRuns: 15 },
  )
})

describe('the version before this one', () => {
  test('counts a still as a clip, and so it stays for its day and month', async () => {
    const { db, ledger, quota } = await open()
    const before = admission({ mode: 't2i', takes: 3, tier: wide })
    await admitBefore(db, before)
    expect(await quota()).toMatchObject({ today: { clips: 3, stills: 0 }, inFlight: { clips: 0, stills: 3 } })
    await ledger.admit(admission({ mode: 't2i', takes: 2, tier: wide }))
    expect(await quota()).toMatchObject({ today: { clips: 3, stills: 2 }, thisMonth: { clips: 3, stills: 2 } })
    await ledger.close(before.generations[0]?.id ?? '', { state: 'failed', costCredits: 0, failure: null, now: noon })
    expect(await quota()).toMatchObject({ today: { clips: 2, stills: 2 } })
  })

  test('gives a still of ours back in all that counted it, for it gives back to whatever a row names', async () => {
    const { db, ledger, quota } = await open()
    const asked = admission({ mode: 't2i', takes: 2, tier: { ...wide, shared: { clipsPerDay: 9 } } })
    await ledger.admit(asked)
    const id = asked.generations[0]?.id ?? ''
    for (const name of await namesOf(db, id)) {
      const [scope, period] = name.split(' ')
      await sql`
        insert into totals (scope, period, spent, clips) values (${scope}, ${period}, -10, -1)
        on conflict (scope, period) do update set spent = totals.spent - 10, clips = totals.clips - 1`.execute(db)
    }
    expect(await quota()).toMatchObject({ today: { clips: 0, stills: 1 }, thisMonth: { clips: 0, stills: 1 } })
    await expectAsNamed(db, [id])
  })

  test('resets a member without their stills: none of them counts for more than all', async () => {
    const { db, ledger, quota } = await open()
    await ledger.admit(admission({ mode: 't2i', takes: 4, tier: wide }))
    await ledger.admit(admission({ tier: wide }))
    await db.updateTable('totals').set({ clips: 2 }).where('scope', '=', 'member:web:local:ann').execute()
    expect(await quota()).toMatchObject({ today: { clips: 0, stills: 2 } })
    expect(await ledger.admit(admission({ tier: { ...wide, clipsPerDay: 1 } }))).toMatchObject({ kind: 'refused', limit: 'clipsPerDay' })
  })

  test('left what was made and folded away: it counts as it did', async () => {
    const { db } = await open()
    for (const column of ['stills', 'free_stills'] as const) await db.schema.alterTable('past_usage').dropColumn(column).execute()
    await sql`
      insert into past_usage (workspace, day, member_id, model, state, clips, free, credits)
      values ('web:local', '2026-10-01', 'ann', 'local', 'delivered', 4, 1, 12)`.execute(db)
    await migration.up(db as Kysely<unknown>)
    const usage = createUsage(db)
    const range = { workspace: here, memberId: null, from: '2026-10-01', to: '2026-10-01' }
    expect(await usage.by('day', range)).toEqual([{ key: '2026-10-01', clips: 4, stills: 0, credits: 12, free: { clips: 1, stills: 0 } }])
  })
})

test('what is folded away tells clips and stills apart as its rows did', async () => {
  const { db, ledger } = await open()
  const make = async (mode: Mode, ends: ('delivered' | 'failed')[]) => {
    const asked = admission({ mode, takes: ends.length, tier: wide })
    await ledger.admit(asked)
    for (const [at, state] of ends.entries()) {
      const costCredits = state === 'delivered' ? 3 : 0
      await ledger.close(asked.generations[at]?.id ?? '', { state, costCredits, failure: null, now: noon })
    }
  }
  await make('t2v', ['delivered', 'failed'])
  await make('t2i', ['delivered', 'delivered', 'failed', 'failed', 'failed'])
  await db.updateTable('generations').set({ files_bytes: 0 }).execute()
  const range = { workspace: here, memberId: null, from: '2026-11-21', to: '2026-11-21' }
  const usage = createUsage(db)
  const told = () => Promise.all((['day', 'member_id', 'model', 'state'] as const).map((column) => usage.by(column, range)))
  const before = await told()
  expect(before[0]).toEqual([{ key: '2026-11-21', clips: 1, stills: 2, credits: 9, free: { clips: 1, stills: 3 } }])
  const { batches } = await createPast(db).forgetBatches(firstPast, { keepVoted: true, linksSince: noon, before: noon + 1 })
  expect(batches).toBe(2)
  expect(await db.selectFrom('generations').select('id').execute()).toEqual([])
  expect(await told()).toEqual(before)
})
