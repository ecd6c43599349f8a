import { expect, test } from 'vitest'
import type { Mode } from '../../../src/core/request.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { timestamp } from '../../../src/core/words/timestamp.ts'
import type { RefusedLimit } from '../../../src/storage/admission.ts'
import { blockedOut, overLimit } from '../../../src/studio/admission/over-limit.ts'
import { admission, noon, tier } from '../../support/admission.ts'

const none = { clips: 0, stills: 0 }
const quota = {
  tier: { ...tier, clipsPerDay: 10, queued: 2, shared: { clipsPerDay: 5 } },
  today: { clips: 7, stills: 0 },
  thisMonth: { clips: 18, stills: 0 },
  inFlight: { clips: 4, stills: 0 },
  queued: { clips: 1, stills: 0 },
  creditsLeft: -3,
  endsThisHour: 10,
  endsOverAt: noon,
  dayResetsAt: noon + 1,
  monthResetsAt: noon + 2,
}
const refusal = (
  limit: RefusedLimit,
  { nextAt = null, mode, takes = 4, ...changed }: { nextAt?: number | null; mode?: Mode; takes?: number } & Partial<typeof quota> = {},
) => {
  const { generations } = admission({ takes, ...(mode && { mode }) })
  const found = { kind: 'refused' as const, limit, quota: { ...quota, ...changed }, nextAt }
  return overLimit(found, generations, { now: noon, clipsPerHour: 6 })
}
const words = (...given: Parameters<typeof refusal>): string => {
  const { sentence } = refusal(...given)
  return inWords(sentence, 'en')
}

test('what is left, what is needed and when there is more', () => {
  const kind = 'clip'
  expect(refusal('clipsPerDay').sentence).toEqual(
    say('limits.clipsPerDay', { left: 3, limit: 10, wanted: 4, kind, resetsAt: timestamp(noon + 1) }),
  )
  expect(refusal('queued').sentence).toEqual(say('limits.queued', { clips: 1, stills: 0, left: 1, limit: 2, wanted: 4, kind }))
  expect(refusal('sharedClips').sentence).toEqual(say('limits.sharedClips', { limit: 5, kind, resetsAt: timestamp(noon + 1) }))
  expect(refusal('pace', { nextAt: noon + 3 }).sentence).toEqual(
    say('limits.pace', { limit: 6, wanted: 4, kind, nextAt: timestamp(noon + 3) }),
  )
  expect(refusal('pace').sentence).toEqual(say('limits.paceNever', { limit: 6, wanted: 4, kind }))
  expect(refusal('credits').sentence).toMatchObject({ given: { left: 0, resetsAt: timestamp(noon + 2) } })
})

test('who asks for stills is told in stills, and who asks for clips in whole clips', () => {
  const mixed = { clips: 9, stills: 3 }
  const stills = { mode: 't2i', takes: 5 } as const
  expect(words('clipsPerDay', { ...stills, today: mixed })).toMatch(/^You have 2 of 50 stills left today, and this needs 5\./)
  expect(words('clipsPerDay', { takes: 1, today: mixed })).toMatch(/^You have 0 of 10 clips left today, and this needs 1\./)
  expect(words('inFlight', { ...stills, inFlight: { clips: 4, stills: 2 } })).toBe(
    'You have 4 clips and 2 stills in progress and room for 3 more stills, and this needs 5. Wait for one to finish, or cancel one.',
  )
  expect(words('inFlight', { ...stills, takes: 30, inFlight: none })).toBe('This needs 30 stills at once. Your limit is 25. Ask for fewer.')
  expect(words('queued', { ...stills, queued: { clips: 0, stills: 9 } })).toMatch(/^You have 9 stills waiting and room for 1 more still, /)
  expect(words('burst', { ...stills, tier: { ...quota.tier, burst: { clips: 2, seconds: 60 } } })).toMatch(
    /^You can make 10 stills a minute\./,
  )
  expect(words('sharedClips', stills)).toMatch(/^Your group shares 25 stills a day/)
  expect(words('pace', { ...stills, nextAt: noon })).toMatch(/^This channel takes 30 stills an hour, and there is no room for 5 now\./)
})

test('a block tells its reason, and when it ends where it does', () => {
  const block = { reason: 'spam', by: 'eve', at: 0 }
  expect(blockedOut({ ...block, until: null }).sentence).toEqual(say('policy.blocked', { reason: 'spam' }))
  expect(blockedOut({ ...block, until: noon }).sentence).toEqual(say('policy.blockedUntil', { reason: 'spam', until: timestamp(noon) }))
})
