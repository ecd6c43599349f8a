import fc from 'fast-check'
import { expect, test } from 'vitest'
import { newId } from '../../src/core/id.ts'
import { madeOf, sumOfMade } from '../../src/core/made.ts'
import type { Mode } from '../../src/core/request.ts'
import { createLedger } from '../../src/storage/ledger.ts'
import { createUsage } from '../../src/storage/usage.ts'
import { admission, periodsAt } from '../support/admission.ts'
import { newDatabase } from '../support/lay-databases.ts'

const open = async () => {
  const db = await newDatabase()
  return { ledger: createLedger(db), usage: createUsage(db) }
}

const columns = ['day', 'member_id', 'model', 'state'] as const
const wide = { clipsPerDay: 1_000, inFlight: 1_000, creditsPerMonth: 100_000 }
const member = fc.constantFrom('ann', 'bea')
const step = fc.oneof(
  fc.record({
    kind: fc.constant('admit' as const),
    member,
    model: fc.constantFrom('local', 'far'),
    mode: fc.constantFrom('t2v' as const, 't2i' as const),
    takes: fc.integer({ min: 1, max: 3 }),
    credits: fc.integer({ min: 0, max: 30 }),
  }),
  fc.record({ kind: fc.constant('settle' as const), pick: fc.nat(30), cost: fc.integer({ min: 0, max: 40 }) }),
  fc.record({ kind: fc.constant('refund' as const), pick: fc.nat(30), end: fc.constantFrom('failed' as const, 'canceled' as const) }),
  fc.record({ kind: fc.constant('cancel' as const), pick: fc.nat(30), cost: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('grant' as const), member, credits: fc.integer({ min: -20, max: 50 }) }),
  fc.record({ kind: fc.constant('reset' as const), member }),
  fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 30 }) }),
)

/** What the books should say, kept beside them. */
interface Made {
  id: string
  day: string
  member_id: string
  model: string
  state: string
  mode: Mode
  counts: boolean
  credits: number
}

test.each(['UTC', 'Asia/Seoul', 'America/New_York', 'Pacific/Kiritimati', 'America/Santiago'])(
  'whatever is asked for, paid, given back, granted and reset, each way of looking at the use adds up to the same (%s)',
  async (zone) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        const { ledger, usage } = await open()
        let now = Date.UTC(2026, 10, 1, 2)
        const from = periodsAt(now, zone).day.name
        const made: Made[] = []
        const close = async (pick: number, state: 'delivered' | 'failed' | 'canceled', costCredits: number) => {
          const openOnes = made.filter((one) => one.state === 'admitted')
          const one = openOnes[pick % openOnes.length]
          if (!one) return
          expect(await ledger.close(one.id, { state, costCredits, failure: null, now })).toBe(true)
          Object.assign(one, { state, credits: costCredits, counts: state === 'delivered' || costCredits > 0 })
        }
        for (const one of steps) {
          const periods = periodsAt(now, zone)
          switch (one.kind) {
            case 'admit': {
              const asked = admission({ memberId: one.member, mode: one.mode, takes: one.takes, credits: one.credits, now, tier: wide })
              for (const generation of asked.generations) generation.model = one.model
              expect(await ledger.admit({ ...asked, periods })).toMatchObject({ kind: 'admitted' })
              const { member: member_id, model, mode } = one
              const fields = { day: periods.day.name, member_id, model, mode, state: 'admitted', counts: true }
              made.push(...asked.generations.map(({ id }) => ({ id, credits: one.credits, ...fields })))
              break
            }
            case 'settle':
              await close(one.pick, 'delivered', one.cost)
              break
            case 'refund':
              await close(one.pick, one.end, 0)
              break
            case 'cancel':
              await close(one.pick, 'canceled', one.cost)
              break
            case 'grant': {
              const grant = { credits: one.credits, note: '', key: newId(), periods, now }
              await ledger.grant({ platform: 'web', workspace: 'local', memberId: one.member }, grant)
              break
            }
            case 'reset':
              await ledger.reset({ platform: 'web', workspace: 'local', memberId: one.member }, { note: '', key: newId(), periods, now })
              break
            case 'wait':
              now += one.hours * 3_600_000
          }
        }
        const range = { workspace: { platform: 'web', workspace: 'local' }, memberId: null, from, to: periodsAt(now, zone).day.name }
        for (const column of columns) {
          const lines = await usage.by(column, range)
          expect(lines.map(({ key }) => key).toSorted()).toEqual([...new Set(made.map((one) => one[column]))].toSorted())
          for (const { key, ...sums } of lines) {
            const alike = made.filter((one) => one[column] === key)
            const counted = alike.filter(({ counts }) => counts)
            expect(sums).toEqual({
              ...madeOf(counted),
              credits: counted.reduce((sum, { credits }) => sum + credits, 0),
              free: madeOf(alike.filter(({ counts }) => !counts)),
            })
          }
        }
        const ofAnn = await usage.by('day', { ...range, memberId: 'ann' })
        expect(ofAnn.reduce(sumOfMade, { clips: 0, stills: 0 })).toEqual(
          madeOf(made.filter(({ member_id, counts }) => counts && member_id === 'ann')),
        )
      }),
      { numRuns: 12 },
    )
  },
)

test('a clip counts on the day of its workspace on which it was asked for, whenever it is paid', async () => {
  const { ledger, usage } = await open()
  const lateAtHome = Date.UTC(2026, 10, 21, 15, 30)
  const asked = admission({ now: lateAtHome })
  await ledger.admit({ ...asked, periods: periodsAt(lateAtHome, 'Asia/Seoul') })
  const paidAt = lateAtHome + 48 * 3_600_000
  await ledger.close(asked.generations[0]?.id ?? '', { state: 'delivered', costCredits: 7, failure: null, now: paidAt })
  const range = { workspace: { platform: 'web', workspace: 'local' }, memberId: null, from: '2026-11-01', to: '2026-11-30' }
  expect(await usage.by('day', range)).toEqual([{ key: '2026-11-22', clips: 1, stills: 0, credits: 7, free: { clips: 0, stills: 0 } }])
  expect(await usage.by('day', { ...range, to: '2026-11-21' })).toEqual([])
})

test('a grant and a reset of one key are written once', async () => {
  const { ledger } = await open()
  const ann = { platform: 'web', workspace: 'local', memberId: 'ann' }
  const now = Date.UTC(2026, 10, 21, 12)
  const periods = periodsAt(now)
  const left = async () => (await ledger.quota(ann, admission().tier, periods, now)).creditsLeft
  const grant = { credits: 15, note: '', key: 'web:1', periods, now }
  await Promise.all([ledger.grant(ann, grant), ledger.grant(ann, grant)])
  await ledger.grant(ann, grant)
  expect(await left()).toBe(115)
  expect([await ledger.has('web:1'), await ledger.has('web:2')]).toEqual([true, false])
  const asked = admission({ now, credits: 10 })
  await ledger.admit(asked)
  await ledger.close(asked.generations[0]?.id ?? '', { state: 'delivered', costCredits: 10, failure: null, now })
  const reset = { note: '', key: 'web:2', periods, now }
  await ledger.reset(ann, reset)
  const more = admission({ now, credits: 10 })
  await ledger.admit(more)
  await ledger.close(more.generations[0]?.id ?? '', { state: 'delivered', costCredits: 10, failure: null, now })
  const before = await ledger.quota(ann, more.tier, periods, now)
  await ledger.reset(ann, reset)
  expect(await ledger.quota(ann, more.tier, periods, now)).toEqual(before)
})
