import { expect, test } from 'vitest'
import { say } from '../../../src/core/words/sentence.ts'
import { timestamp } from '../../../src/core/words/timestamp.ts'
import type { RefusedLimit } from '../../../src/storage/admission.ts'
import { blockedOut, overLimit } from '../../../src/studio/admission/over-limit.ts'
import { admission, noon, tier } from '../../support/admission.ts'

const quota = {
  tier: { ...tier, clipsPerDay: 10, queued: 2, shared: { clipsPerDay: 5 } },
  clipsToday: 7,
  clipsThisMonth: 18,
  inFlight: 4,
  queued: 1,
  creditsLeft: -3,
  endsThisHour: 10,
  endsOverAt: noon,
  dayResetsAt: noon + 1,
  monthResetsAt: noon + 2,
}
const refusal = (limit: RefusedLimit, nextAt: number | null = null) => {
  const { generations } = admission({ takes: 4 })
  return overLimit({ kind: 'refused', limit, quota, nextAt }, generations, { now: noon, clipsPerHour: 6 })
}

test('what is left, what is needed and when there is more', () => {
  expect(refusal('clipsPerDay').sentence).toEqual(
    say('limits.clipsPerDay', { left: 3, limit: 10, wanted: 4, resetsAt: timestamp(noon + 1) }),
  )
  expect(refusal('queued').sentence).toEqual(say('limits.queued', { used: 1, limit: 2, wanted: 4 }))
  expect(refusal('sharedClips').sentence).toEqual(say('limits.sharedClips', { limit: 5, resetsAt: timestamp(noon + 1) }))
  expect(refusal('pace', noon + 3).sentence).toEqual(say('limits.pace', { limit: 6, wanted: 4, nextAt: timestamp(noon + 3) }))
  expect(refusal('pace').sentence).toEqual(say('limits.paceNever', { limit: 6, wanted: 4 }))
  expect(refusal('credits').sentence).toMatchObject({ given: { left: 0, resetsAt: timestamp(noon + 2) } })
})

test('a block tells its reason, and when it ends where it does', () => {
  const block = { reason: 'spam', by: 'eve', at: 0 }
  expect(blockedOut({ ...block, until: null }).sentence).toEqual(say('policy.blocked', { reason: 'spam' }))
  expect(blockedOut({ ...block, until: noon }).sentence).toEqual(say('policy.blockedUntil', { reason: 'spam', until: timestamp(noon) }))
})
