import { describe, expect, test } from 'vitest'
import { blockedRuleSchema, channelRuleSchema } from '../../../src/core/policy.ts'
import { tierSchema } from '../../../src/core/tier.ts'
import type { ModerationAnswer } from '../../../src/net/moderation-service.ts'
import { tier } from '../../support/admission.ts'
import { fakeModel, type House, openHouse } from '../../support/open-house.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { shippedPolicy } from '../../support/shipped-policy.ts'
import { smallClip } from '../../support/small-clip.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true, manager: true }
const zorro = blockedRuleSchema.parse({ name: 'brands', reason: 'No brands.', words: ['zorro'] })

/** The files with another rule for words. */
const withZorro = ({ files }: House) => ({ ...files, policy: { ...files.policy, blocked: [...files.policy.blocked, zorro] } })
const news = ({ platform }: House): string[] =>
  [...platform.messages].flatMap(([key, { text }]) => (key.startsWith('files:') ? [text] : []))
const asked = async (house: House, line: string, who = {}) => (await house.say('t2v', line, who)).sentences

const duration = [2, 5]

describe('files that were read again', () => {
  test('count at once for new requests, and moderators are told what is new', async () => {
    const house = await openHouse({ models: [fakeModel({ duration }), fakeModel({ name: 'wan' })] })
    await house.say('workspace', '--moderators #mods', mod)
    expect(await asked(house, 'zorro')).toEqual([])
    const strict = tierSchema.parse({ ...tier, longestSeconds: 2 })
    const channels = [channelRuleSchema.parse({ platform: 'web', channel: '55', tiers: ['none'], reason: 'Not in here.' })]
    const next = withZorro(house)
    await house.reread.take({
      ...next,
      policy: { ...next.policy, channels },
      tiers: { default: strict, all: [strict] },
      rows: [fakeModel({ duration }), fakeModel({ name: 'fox' })],
    })
    expect(await asked(house, 'zorro')).toEqual(['No brands.'])
    expect(await asked(house, 'a boat', { channel: '55' })).toEqual(['Not in here.'])
    expect(await asked(house, 'a boat --duration 5')).toEqual(['Your clips can be 2 s long at most. Ask for a shorter one.'])
    expect(await asked(house, 'a boat --model wan')).toEqual([expect.stringMatching(/^There is no model wan/)])
    expect(await asked(house, 'a boat --model fox')).toEqual([])
    expect(news(house)).toEqual([
      'policy.yaml, tiers.yaml and models.yaml were read again: rule brands added; channel 55: a rule of its own; ' +
        'tier default: Longest clip: 2 s; 1 model added (fox); 1 model removed (wan). That counts for new requests.',
    ])
  })

  test('are told in each workspace that they concern, once, and nowhere else', async () => {
    const house = await openHouse()
    for (const workspace of ['a', 'b', 'c']) {
      await asked(house, 'a boat', { workspace })
      if (workspace !== 'c') await house.say('workspace', '--moderators #mods', { ...mod, workspace })
    }
    const channels = [channelRuleSchema.parse({ platform: 'web', workspace: 'a', channel: '55', clipsPerHour: 3 })]
    await house.reread.take({ ...house.files, policy: { ...house.files.policy, channels } })
    const only = 'policy.yaml was read again: channel 55: a rule of its own. That counts for new requests.'
    expect(news(house)).toEqual([only])
    await house.reread.take(withZorro(house))
    expect(news(house).slice(1).toSorted()).toEqual([
      'policy.yaml was read again: rule brands added. That counts for new requests.',
      'policy.yaml was read again: rule brands added; channel 55: no rule of its own any more. That counts for new requests.',
    ])
    // Where nobody can read it, it is no news later.
    expect(await house.storage.notices.lines()).toEqual([])
  })

  test('that say the same are no news', async () => {
    const house = await openHouse()
    await house.say('workspace', '--moderators #mods', mod)
    await house.reread.take({ ...house.files })
    expect(news(house)).toEqual([])
  })

  test('and are wrong are refused as a whole: the old rules stay, and moderators read what is wrong, and when it is mended', async () => {
    const house = await openHouse()
    await house.say('workspace', '--moderators #mods', mod)
    await house.reread.take(withZorro(house))
    await house.reread.refuse(['policy.yaml:3: the name is there twice'])
    expect([...house.platform.messages.values()].at(-1)).toMatchObject({
      text: 'The bot’s configuration was changed and cannot be used as it is now. The rules from before go on. Tell the operator:',
      facts: ['policy.yaml:3: the name is there twice'],
    })
    expect(await asked(house, 'zorro')).toEqual(['No brands.'])
    await house.reread.take(withZorro(house))
    expect(news(house).at(-1)).toBe('The bot’s configuration can be used again. Nothing in it is different from before.')
  })

  test('and are mended are a sentence in the log, not a list of nothing', async () => {
    const lines: [object, string][] = []
    const log = { ...quietLog, info: (fields: object, message: string) => void lines.push([fields, message]) }
    const house = await openHouse({ parts: { log } })
    await house.reread.refuse(['policy.yaml:3: the name is there twice'])
    await house.reread.take({ ...house.files })
    expect(lines.filter(([, message]) => message.startsWith('the configuration'))).toEqual([
      [{}, 'the configuration is mended and says what it said before'],
    ])
  })

  test('let a clip that waits go on where a provider may make more at one time', async () => {
    const limits = (concurrency: number) => ({ fake: { concurrency, unlistedUsdPerClip: 0.5 } })
    const house = await openHouse({ run: true })
    await house.reread.take({ ...house.files, limits: limits(1) })
    await asked(house, 'a boat')
    await asked(house, 'two boats')
    await house.until(() => house.provider.asked.length).toBe(1)
    await house.reread.take({ ...house.files, limits: limits(2) })
    await house.until(() => house.provider.asked.length).toBe(2)
  })
})

describe('what was admitted before', () => {
  test('keeps its model, its price and its prompt', async () => {
    const house = await openHouse({ run: true, models: [fakeModel({ target: 'v1', price: { usdPerClip: 0.2 } })] })
    await asked(house, 'zorro')
    const [{ id } = { id: '' }] = await house.storage.generations.open()
    await house.reread.take({ ...withZorro(house), rows: [fakeModel({ name: 'other' })] })
    await house.reread.take({ ...withZorro(house), rows: [fakeModel({ target: 'v2', price: { usdPerClip: 0.9 } })] })
    house.provider.clip = await smallClip()
    await house.finished()
    expect((await house.studio.find(id)).generation).toMatchObject({ state: 'delivered', model: 'plain', costCredits: 20 })
    expect(house.provider.asked).toMatchObject([{ prompt: 'zorro' }])
  })

  test('is judged by the frames’ rules of then', async () => {
    const policy = await shippedPolicy()
    let flags = 0
    const moderationService = {
      checkText: async (): Promise<ModerationAnswer> => ({ kind: 'clean' }),
      checkFrames: async (): Promise<ModerationAnswer> => {
        flags += 1
        return { kind: 'flagged', categories: ['violence'] }
      },
    }
    const off = { ...policy, moderation: { ...policy.moderation, frames: false } }
    const house = await openHouse({ run: true, parts: { policy: off, moderationService } })
    await asked(house, 'a boat')
    const [{ id } = { id: '' }] = await house.storage.generations.open()
    await house.reread.take({ ...house.files, policy })
    await asked(house, 'a fight')
    house.provider.clip = await smallClip()
    await house.finished()
    expect((await house.studio.find(id)).generation.state).toBe('delivered')
    expect(flags).toBe(1)
  })
})
