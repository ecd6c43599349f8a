import { expect, test } from 'vitest'
import type { AgeRestricted } from '../../../src/core/policy.ts'
import { createAgeLift } from '../../../src/studio/admission/age-lift.ts'
import { shippedPolicy, shippedRules } from '../../support/shipped-policy.ts'

const liftOf = async (lift: AgeRestricted['lift'], { watched = true, prompts = true, cover = [] as string[] } = {}) => {
  const policy = await shippedPolicy()
  const service = { checkText: async () => ({ kind: 'clean' }) as const, checkFrames: async () => ({ kind: 'clean' }) as const }
  return createAgeLift({
    policy: {
      ...policy,
      ageRestricted: { ...policy.ageRestricted, lift },
      moderation: { ...policy.moderation, prompts, cover, whenDown: 'open' },
    },
    moderationService: watched ? service : null,
    matchRules: await shippedRules(),
  })
}
const request = (prompt: string) => ({ mode: 't2v' as const, prompt })

test('a clip is known to have been let in by the lift, so its frames are judged like its words', async () => {
  const lift = await liftOf('with-service')
  expect(lift.wasLifted(request('a nude on a boat'))).toBe(true)
  expect(lift.wasLifted(request('a boat'))).toBe(false)
  expect(lift.isClosed(true)).toBe(true)
  expect(lift.isClosed(false)).toBe(false)
})

test('nothing was lifted where the operator lets nothing be', async () => {
  expect((await liftOf('never')).wasLifted(request('a nude on a boat'))).toBe(false)
  expect((await liftOf('with-service', { watched: false })).wasLifted(request('a nude on a boat'))).toBe(false)
})

test('a service that reads no prompts lifts nothing', async () => {
  expect((await liftOf('with-service', { prompts: false })).isLifted({ ageRestricted: true })).toBe(false)
  expect((await liftOf('always', { prompts: false })).isLifted({ ageRestricted: true })).toBe(true)
})

test.each<[string[], string[], object]>([
  [['violence'], ['violence'], { kind: 'clean' }],
  [['violence', 'sexual'], ['violence'], { kind: 'flagged', categories: ['sexual'] }],
  [['violence'], [], { kind: 'flagged', categories: ['violence'] }],
  [[], ['violence'], { kind: 'flagged', categories: [] }],
])('a clip that is flagged for %j is covered where %j is', async (categories, cover, left) => {
  expect((await liftOf('never', { cover })).uncovered({ kind: 'flagged', categories })).toEqual(left)
})
