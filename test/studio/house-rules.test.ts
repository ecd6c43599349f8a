import { describe, expect, test } from 'vitest'
import { tierSchema } from '../../src/core/tier.ts'
import { tier } from '../support/admission.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { shippedPolicy } from '../support/shipped-policy.ts'

const entries = async (house: Awaited<ReturnType<typeof openHouse>>) =>
  (await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null })).entries

describe('the policy', () => {
  const reason = 'Explicit content is not allowed in this channel. Describe the scene without it.'

  test('refuses a prompt with its reason, writes the rule down and keeps the words to itself', async () => {
    const house = await openHouse()
    expect((await house.say('t2v', 'a n.u.d.e on a boat')).sentences).toEqual([reason])
    expect(await house.storage.generations.open()).toEqual([])
    expect(await entries(house)).toMatchObject([{ action: 'refused.policy', actorId: 'ann', target: 'ann', detail: { rule: 'explicit' } }])
    expect(JSON.stringify(await entries(house))).not.toContain('boat')
  })

  test('lets more pass where adults are and the operator says so', async () => {
    const policy = await shippedPolicy()
    const house = await openHouse({ parts: { policy: { ...policy, ageRestricted: { ...policy.ageRestricted, lift: 'always' } } } })
    expect((await house.say('t2v', 'a nude on a boat', { ageRestricted: true })).sentences).toEqual([])
    expect((await house.say('t2v', 'a nude on a boat', { ageRestricted: false })).sentences).toEqual([reason])
  })

  test('keeps a channel to its models and fills in its defaults', async () => {
    const channels = [{ platform: 'web', channel: '9', models: ['plain'], defaults: { duration: 6 } }]
    const parts = { policy: { ...(await shippedPolicy()), channels } }
    const house = await openHouse({ parts, models: [fakeModel({ duration: [4, 6] }), fakeModel({ name: 'wan' })] })
    expect((await house.say('t2v', 'a boat --model wan', { channel: '9' })).sentences).toEqual([
      'wan is not for this channel. Choose plain, or ask in another channel.',
    ])
    await house.say('t2v', 'a boat', { channel: '9' })
    const [open] = await house.storage.generations.open()
    expect((await house.studio.find(open?.id ?? '')).generation.request.durationSeconds).toBe(6)
  })
})

describe('a tier', () => {
  const adults = tierSchema.parse({ ...tier, name: 'adults', nsfw: true, roles: ['18'], models: ['plain', 'wan-*'] })
  const parts = { tiers: { default: tier, all: [tier, adults] } }
  const models = [fakeModel(), fakeModel({ name: 'wan-2' }), fakeModel({ name: 'dear' }), fakeModel({ name: 'bare', nsfw: true })]
  const adult = { roles: ['18'] }

  test('for adults makes clips in age-restricted channels only', async () => {
    const house = await openHouse({ parts, models })
    expect((await house.say('t2v', 'a boat', { ...adult, ageRestricted: false })).sentences).toEqual([
      'You can make clips in age-restricted channels only. Ask in one of them.',
    ])
    expect((await house.say('t2v', 'a boat', { ...adult, ageRestricted: true })).sentences).toEqual([])
    expect((await house.say('t2v', 'a boat', { ageRestricted: false })).sentences).toEqual([])
  })

  test('keeps its members to its models', async () => {
    const house = await openHouse({ parts, models })
    expect((await house.say('t2v', 'a boat --model wan-2', adult)).sentences).toEqual([])
    expect((await house.say('t2v', 'a boat --model dear', adult)).sentences).toEqual([
      expect.stringMatching(/^dear .*it is not in your tier/),
    ])
    const listed = ((await house.say('models', '', adult)).replies[0]?.post.fields ?? []).map(({ name }) => name)
    expect(listed).toContain('wan-2')
    expect(listed).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(dear|bare)$/)]))
  })

  test('of nobody lets a model for adults into other channels', async () => {
    const house = await openHouse({ parts, models })
    expect((await house.say('t2v', 'a boat --model bare', { ageRestricted: false })).sentences).toEqual([
      'bare is for age-restricted channels only. Ask in one of them, or choose another model.',
    ])
  })
})
