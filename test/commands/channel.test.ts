import { describe, expect, test } from 'vitest'
import { tierSchema } from '../../src/core/tier.ts'
import { tier } from '../support/admission.ts'
import { fakeModel, type House, openHouse } from '../support/open-house.ts'
import { shippedPolicy } from '../support/shipped-policy.ts'
import { smallClip } from '../support/small-clip.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true }
const manager = { ...mod, manager: true }
const team = tierSchema.parse({ ...tier, name: 'team', clipsPerDay: 40, roles: ['77'] })
const tiers = { default: tier, all: [tier, team] }
const models = [fakeModel(), fakeModel({ name: 'wan' })]

const fields = async (house: House, line: string, channel = '55') =>
  (await house.say('channel', line, { ...mod, channel })).replies[0]?.post.fields
const asked = async (house: House, line: string, channel = '55', more = {}) =>
  (await house.say('t2v', line, { channel, ...more })).sentences

const modelsAsked = async (house: House) =>
  Promise.all((await house.storage.generations.open()).map(async ({ id }) => (await house.studio.find(id)).generation.model))

describe('what a channel takes', () => {
  test('is set where it is said or for a channel that is named, and shown', async () => {
    const house = await openHouse({ models, parts: { tiers } })
    expect((await house.say('channel', '', { ...mod, channel: '55' })).sentences).toEqual([
      'Every channel allows the same here. /mod channel --pace 10 lets 10 clips an hour into the one where you say it.',
    ])
    const { replies } = await house.say('channel', '--pace 10', { ...mod, channel: '55' })
    expect(replies).toMatchObject([
      {
        isPrivate: true,
        post: { text: 'Saved. It counts for new requests. /mod audit shows who changed what.', fields: [{ name: 'This channel' }] },
      },
    ])
    await house.say('channel', '<#66|cats> --models "plain, wan" --modes t2v --tiers team', mod)
    expect(await fields(house, '')).toEqual([
      { name: 'This channel', value: '55 · 10 clips an hour (set here)' },
      { name: 'Channel', value: '66 · only plain, wan (set here) · only t2v (set here) · only team (set here)' },
    ])
    expect(await fields(house, '<#66>', '66')).toMatchObject([{ name: 'This channel' }])
    expect((await house.say('channel', '77', mod)).sentences).toEqual(['Nothing special holds in that channel.'])
  })

  test('holds for new requests, and each is told why', async () => {
    const house = await openHouse({ models, parts: { tiers } })
    await house.say('channel', '--models wan --modes t2v --tiers team', { ...mod, channel: '55' })
    expect(await asked(house, 'a boat')).toEqual([
      'Only members with the tier team can make clips in this channel. Ask in another channel.',
    ])
    const ofTeam = { roles: ['77'] }
    expect(await asked(house, 'a boat --model plain', '55', ofTeam)).toEqual([
      'plain is not for this channel. Choose wan, or ask in another channel.',
    ])
    expect(await asked(house, 'a boat', '55', ofTeam)).toEqual([])
    expect(await asked(house, 'a boat', '66')).toEqual([])
    expect(await modelsAsked(house)).toEqual(['wan', 'plain'])
  })

  test('of clips an hour holds for all together, with the time of the next', async () => {
    const now = Date.UTC(2026, 10, 30, 12)
    const house = await openHouse({ parts: { clock: { now: () => now } } })
    await house.say('channel', '--pace 2', { ...mod, channel: '55' })
    expect(await asked(house, 'a boat')).toEqual([])
    expect(await asked(house, 'a boat', '55', { id: 'bea' })).toEqual([])
    const full = /^This channel takes 2 clips an hour, and there is no room for another now\. Ask again .+, or in another channel\.$/
    const [sentence] = await asked(house, 'a boat', '55', { id: 'eve' })
    expect(sentence).toMatch(full)
    expect(sentence).toContain(String(now + 3_600_000))
    expect(await asked(house, 'a boat', '66', { id: 'eve' })).toEqual([])
    expect(await asked(house, 'three boats --takes 3', '55', { id: 'eve' })).toEqual([
      'This channel takes 2 clips an hour, and this needs 3. Ask for fewer, or in another channel.',
    ])
    expect(await house.storage.generations.open()).toHaveLength(3)
  })

  test('does not touch what was admitted before', async () => {
    const house = await openHouse({ run: true, models })
    await house.say('t2v', 'a boat --model plain', { channel: '55' })
    await house.say('channel', '--models wan --pace 1', { ...mod, channel: '55' })
    house.provider.clip = await smallClip()
    const [id = ''] = await house.finished()
    expect((await house.studio.find(id)).generation).toMatchObject({ state: 'delivered', model: 'plain' })
  })
})

describe('over the rules of the policy', () => {
  const open = async () => {
    const channels = [
      {
        ...{ platform: 'web', channel: '55', models: ['plain'], clipsPerHour: 1 },
        ...{ defaults: { model: 'plain' }, reason: 'Sketches only.' },
      },
    ]
    return openHouse({ models, parts: { tiers, policy: { ...(await shippedPolicy()), channels } } })
  }

  test('only those who manage the workspace let more pass, and everybody may see it', async () => {
    const house = await open()
    expect(await fields(house, '')).toEqual([{ name: 'This channel', value: '55 · only plain · 1 clip an hour' }])
    const refused = 'Only those who manage this workspace can change what may be spent. Ask one of them.'
    for (const line of ['--models wan', '--models any', '--pace 2', '--pace off']) {
      expect((await house.say('channel', line, { ...mod, channel: '55' })).sentences).toEqual([refused])
    }
    await house.say('channel', '--models any --pace 3', { ...manager, channel: '55' })
    expect(await fields(house, '')).toEqual([{ name: 'This channel', value: '55 · all models (set here) · 3 clips an hour (set here)' }])
    expect(await asked(house, 'a boat --model wan')).toEqual([])
    await house.say('channel', '--models default --pace default', { ...mod, channel: '55' })
    expect(await fields(house, '')).toEqual([{ name: 'This channel', value: '55 · only plain · 1 clip an hour' }])
  })

  test('the operator’s sentence is said for what the operator set', async () => {
    const house = await open()
    expect(await asked(house, 'a boat --model wan')).toEqual(['Sketches only.'])
    await house.say('channel', '--models wan', { ...manager, channel: '55' })
    expect(await asked(house, 'a boat --model plain')).toEqual(['plain is not for this channel. Choose wan, or ask in another channel.'])
    expect(await asked(house, 'a boat')).toEqual([])
    expect(await modelsAsked(house)).toEqual(['wan'])
  })

  test('what was changed is written down', async () => {
    const house = await open()
    await house.say('channel', '--tiers team', { ...mod, channel: '55' })
    const { entries } = await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null })
    expect(entries).toMatchObject([{ action: 'channel.change', actorId: 'mod', target: '55', detail: { tiers: ['team'] } }])
    await house.say('channel', '--tiers any --models any --pace 1', { ...manager, channel: '55' })
    await house.say('channel', '--tiers default', { ...mod, channel: '55' })
    const lines = (await house.say('audit', '', mod)).replies[0]?.post.fields ?? []
    expect(lines.map(({ value }) => String(value).replace(/ · [^·]*$/, ''))).toEqual([
      '55 · Tiers: as in the policy (was no limit) · by Mo',
      '55 · Models: no limit (was only plain) · Tiers: no limit (was only team) · Clips an hour: 1 (was 1) · by Mo',
      '55 · Tiers: only team (was no limit) · by Mo',
    ])
  })
})

test.each([
  ['--models wann', 'There is no model wann. Did you mean wan?'],
  ['--models xyzzy', 'There is no model xyzzy. /models lists the models.'],
  ['--tiers gold', 'There is no tier gold. The tiers are default, team.'],
  ['--modes t3v', 'That is no mode. The modes are t2v, i2v, v2v, t2i, i2i, upscale-video, upscale-still.'],
  [
    '#team-2 --pace 3',
    'team-2 is a name, and a channel is known by its ID. Say it in the channel itself, or choose the channel from the list.',
  ],
  [
    '#cats --pace 3',
    'cats is a name, and a channel is known by its ID. Say it in the channel itself, or choose the channel from the list.',
  ],
])('does not take %s', async (line, sentence) => {
  const house = await openHouse({ models, parts: { tiers } })
  expect((await house.say('channel', line, { ...mod, channel: '55' })).sentences).toEqual([sentence])
  expect((await house.storage.audit.page({ platform: 'web', workspace: 'local' }, { after: null })).entries).toEqual([])
})

test('needs a channel where there is none', async () => {
  const house = await openHouse()
  expect((await house.say('channel', '--pace 3', mod)).sentences).toEqual(['There is no channel here. Name one, or say it in the channel.'])
})

test('is for moderators', async () => {
  const house = await openHouse()
  for (const line of ['', '--pace 99']) {
    expect((await house.say('channel', line, { channel: '55' })).sentences).toEqual(['Only a moderator can do that. Ask one.'])
  }
})
