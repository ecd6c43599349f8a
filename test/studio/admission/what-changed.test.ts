import { describe, expect, test } from 'vitest'
import { blockedRuleSchema, channelRuleSchema, type Policy } from '../../../src/core/policy.ts'
import { tierSchema } from '../../../src/core/tier.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import type { RuleFiles } from '../../../src/studio/admission/rulebook.ts'
import { concerns, whatChanged } from '../../../src/studio/admission/what-changed.ts'
import { tier } from '../../support/admission.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { shippedPolicy } from '../../support/shipped-policy.ts'

const brands = { name: 'brands', words: ['acme', 'zorro'], patterns: ['acme\\d'] }
const cats = { platform: 'discord', workspace: '1', channel: '55', models: ['local', 'wan'], clipsPerHour: 10 }
const rule = (fields: object) => blockedRuleSchema.parse({ ...brands, ...fields })
const channel = (fields: object) => channelRuleSchema.parse({ ...cats, ...fields })
const team = tierSchema.parse({ ...tier, name: 'team', clipsPerDay: 40, burst: { clips: 3, seconds: 60 } })
const models = [sampleModel({ name: 'one' }), sampleModel({ name: 'two' })]

const filesOf = async (policy: Partial<Policy> = {}, more: Partial<RuleFiles> = {}): Promise<RuleFiles> => ({
  policy: { ...(await shippedPolicy()), blocked: [rule({})], channels: [channel({})], ...policy },
  tiers: { default: tier, all: [tier, team] },
  rows: models,
  limits: { local: { concurrency: 2, unlistedUsdPerClip: 0.5 } },
  ...more,
})
const changes = async (after: RuleFiles) => whatChanged(await filesOf(), after)
const said = async (after: RuleFiles) => (await changes(after)).map(({ file, says }) => `${file}: ${inWords(says, 'en')}`)

test('nothing is nothing', async () => expect(await said(await filesOf())).toEqual([]))

describe('of policy.yaml', () => {
  test.each<[Partial<Policy>, string[]]>([
    [{ blocked: [rule({ words: ['acme', 'zorro', 'gizmo', 'yoyo'] })] }, ['rule brands: 2 words added']],
    [{ blocked: [rule({ words: ['gizmo'], patterns: [] })] }, ['rule brands: 1 word added, 2 words removed, 1 pattern removed']],
    [{ blocked: [rule({ all: [['a boat'], ['a fire', { ageBelow: 9 }]] })] }, ['rule brands: 3 words added']],
    [{ blocked: [rule({ reason: 'No.', except: ['acme tree'] })] }, ['rule brands: changed']],
    [{ blocked: [] }, ['rule brands removed']],
    [{ blocked: [rule({}), rule({ name: 'more' })] }, ['rule more added']],
    [{ channels: [channel({ models: ['local'] })] }, ['channel 55: 1 model removed']],
    [{ channels: [channel({ models: ['local', 'fox'], tiers: ['team'] })] }, ['channel 55: 1 model added, 1 model removed, only team now']],
    [{ channels: [channel({ models: undefined, clipsPerHour: undefined })] }, ['channel 55: all models now, any number of clips an hour']],
    [{ channels: [channel({ clipsPerHour: 3, modes: ['t2v'] })] }, ['channel 55: only t2v now, 3 clips an hour']],
    [{ channels: [channel({ reason: 'No.', defaults: { duration: 4 } })] }, ['channel 55: other defaults, another reason for refusals']],
    [{ channels: [] }, ['channel 55: no rule of its own any more']],
    [{ channels: [channel({}), channel({ channel: '66' })] }, ['channel 66: a rule of its own']],
    [{ likeness: { ask: true }, approvals: { aboveCredits: 5 } }, ['likeness changed', 'approvals changed']],
  ])('%#', async (policy, sentences) => {
    expect(await said(await filesOf(policy))).toEqual(sentences.map((sentence) => `policy.yaml: ${sentence}`))
  })

  test('what is about a channel is news in its workspace alone', async () => {
    const [change] = await changes(await filesOf({ channels: [channel({ clipsPerHour: 3 })] }))
    const places = [
      { platform: 'discord', workspace: '1' },
      { platform: 'discord', workspace: '2' },
      { platform: 'slack', workspace: '1' },
    ]
    expect(places.map((place) => change && concerns(change, place))).toEqual([true, false, false])
    const everywhere = channel({ workspace: undefined })
    const [wide] = whatChanged(await filesOf({ channels: [] }), await filesOf({ channels: [everywhere] }))
    expect(places.map((place) => wide && concerns(wide, place))).toEqual([true, true, false])
  })
})

test('of tiers.yaml', async () => {
  const of = async (all: (typeof team)[]) => said(await filesOf({}, { tiers: { default: all[0] ?? tier, all } }))
  expect(await of([tier, { ...team, clipsPerDay: 20, burst: undefined, highestResolution: '720p' }])).toEqual([
    'tiers.yaml: tier team: Clips a day: 20, Highest resolution: 720p, Rate limit without limit',
  ])
  expect(await of([tier, { ...team, roles: ['77'] }])).toEqual(['tiers.yaml: tier team: changed'])
  expect(await of([tier])).toEqual(['tiers.yaml: tier team removed'])
  expect(await of([tier, team, { ...team, name: 'gold' }])).toEqual(['tiers.yaml: tier gold added'])
  expect(await of([team, tier])).toEqual(['tiers.yaml: tiers in another order'])
})

test('of models.yaml', async () => {
  const of = async (more: Partial<RuleFiles>) => said(await filesOf({}, more))
  expect(await of({ rows: [sampleModel({ name: 'one', title: 'Other' }), sampleModel({ name: 'three' })] })).toEqual([
    'models.yaml: 1 model added (three)',
    'models.yaml: 1 model removed (two)',
    'models.yaml: 1 model changed (one)',
  ])
  const many = Array.from({ length: 7 }, (_, at) => sampleModel({ name: `more-${at}` }))
  expect(await of({ rows: [...models, ...many] })).toEqual(['models.yaml: 7 models added (more-0, more-1, more-2, more-3, more-4, …)'])
  expect(await of({ limits: { local: { concurrency: 3, unlistedUsdPerClip: 0.5 } } })).toEqual(['models.yaml: providers changed'])
})
