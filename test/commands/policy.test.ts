import { describe, expect, test } from 'vitest'
import { everyday } from '../../src/core/policy/everyday.ts'
import { type House, openHouse } from '../support/open-house.ts'
import { shippedPolicy, shippedRules } from '../support/shipped-policy.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true }
const policy = async (house: House, line: string, who = {}) => {
  const [reply] = (await house.say('policy', line, { ...mod, ...who })).replies
  expect(reply?.isPrivate).toBe(true)
  return reply?.post
}
const asked = async (house: House, line: string, who = {}) => (await house.say('t2v', line, who)).sentences
const entries = async (house: House, workspace = 'local') =>
  (await house.storage.audit.page({ platform: 'web', workspace }, { after: null })).entries

const refused = ['This prompt is not allowed here. Change it and try again.']

describe('words and patterns of a workspace', () => {
  test('a lone quote is no part of a word', async () => {
    const house = await openHouse()
    const { replies } = await house.say('policy', 'add "regex', { id: 'mod', name: 'Mo', moderator: true })
    expect(replies[0]?.post.fields?.[0]?.value).toMatch(/^regex · /)
  })

  test('are added, listed with who and when, refused at once, and taken back', async () => {
    const house = await openHouse({ parts: { clock: { now: () => 1_000_000_000_000 } } })
    expect(await policy(house, 'add "acme cola", zorro --reason No brands here.')).toMatchObject({
      text: '2 words and patterns added. A new prompt with one of them is refused here.',
      fields: [{ name: '1' }, { name: '2' }],
      warnings: [],
    })
    await policy(house, 'add --pattern "gizmo[ -]?\\d+"')
    expect(await asked(house, 'a glass of a-c-m-e cola')).toEqual(['No brands here.'])
    expect(await asked(house, 'a gizmo 55 on a table')).toEqual(refused)
    expect(await asked(house, 'a gizmo on a table')).toEqual([])

    const list = await policy(house, 'list')
    expect(list?.text).toBe('3 words and patterns of this workspace’s own. /mod policy remove takes one back by its number.')
    expect(list?.facts).toEqual(['Rules of the policy: minors, non-consensual, explicit, gore'])
    expect(list?.fields?.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      expect.stringMatching(/^1: acme cola · No brands here\. · by Mo · .*1000000000000/),
      expect.stringMatching(/^2: zorro · No brands here\. · by Mo · /),
      expect.stringMatching(/^3: pattern gizmo\[ -\]\?\\d\+ · by Mo · /),
    ])

    expect((await policy(house, 'remove 1'))?.text).toBe('1 (acme cola) is removed. New prompts may hold it again.')
    expect((await policy(house, 'remove ZORRO'))?.text).toBe('2 (zorro) is removed. New prompts may hold it again.')
    expect(await asked(house, 'a glass of acme cola for zorro')).toEqual([])
    await policy(house, 'add yoyo')
    expect((await policy(house, ''))?.fields?.map(({ name }) => name)).toEqual(['3', '4'])
  })

  test('are written down, and so is who ran into them, without the prompt', async () => {
    const house = await openHouse()
    await policy(house, 'add zorro')
    await asked(house, 'zorro in the rain')
    await policy(house, 'remove 1')
    const written = await entries(house)
    expect(written).toMatchObject([
      { action: 'policy.remove', actorId: 'mod', target: 'own-1', detail: { words: 'zorro' } },
      { action: 'refused.policy', actorId: 'ann', target: 'ann', detail: { rule: 'own-1' } },
      { action: 'policy.add', actorId: 'mod', target: 'own-1', detail: { words: 'zorro' } },
    ])
    expect(JSON.stringify(written)).not.toContain('rain')
  })

  test('count in their own workspace, and in the direct messages of its members', async () => {
    const open = { ...(await shippedPolicy()) }
    const house = await openHouse({ parts: { policy: { ...open, directMessages: { for: 'everybody', tier: 'default' } } } })
    await policy(house, 'add zorro')
    expect(await asked(house, 'zorro', { workspace: 'other' })).toEqual([])
    expect(await asked(house, 'zorro', { workspace: 'direct:eve', id: 'eve' })).toEqual([])
    await asked(house, 'a boat')
    expect(await asked(house, 'zorro', { workspace: 'direct:ann' })).toEqual(refused)
  })

  test('do not touch what was admitted, and said twice they are one', async () => {
    const house = await openHouse()
    const id = await house.ask('zorro in the rain')
    await policy(house, 'add zorro, Zorro')
    expect((await policy(house, 'add ZORRO'))?.text).toBe('That is refused here already. /mod policy list shows all.')
    expect((await house.studio.find(id)).generation.state).toBe('admitted')
    expect((await policy(house, 'list'))?.fields).toHaveLength(1)
  })

  test('are limited, and then all are in a table', async () => {
    const house = await openHouse()
    const names = Array.from({ length: 100 }, (_, at) => `zor${'abcdefghij'[Math.floor(at / 10)]}${'klmnopqrst'[at % 10]}`)
    for (const begin of [0, 50]) await policy(house, `add ${names.slice(begin, begin + 50).join(', ')}`)
    const list = await policy(house, 'list')
    expect([list?.fields?.length, list?.media.map(({ fileName }) => fileName)]).toEqual([20, ['moodreel-policy.csv']])
    expect((await policy(house, 'add another'))?.text).toBe('A workspace can have 100 words and patterns of its own. Remove some first.')
    const other = { workspace: 'other' }
    for (const name of names.slice(0, 20)) await policy(house, `add --pattern ${name}`, other)
    expect((await policy(house, 'add --pattern more', other))?.text).toBe('A workspace can have 20 patterns of its own. Remove one first.')
  })
})

describe('what would refuse harmless words', () => {
  test('is added, and warned about with what it refuses', async () => {
    const house = await openHouse()
    const post = await policy(house, 'add cat')
    expect(post?.text).toBe('1 word or pattern added. A new prompt with it is refused here.')
    expect(post?.warnings).toEqual([
      `“cat” also refuses 1 of ${everyday.length} everyday prompts: “a black cat jumps onto a white sofa”. /mod policy remove 1 takes it back.`,
    ])
    const [warning = ''] = (await policy(house, 'add --pattern a'))?.warnings ?? []
    expect(warning).toMatch(/^“pattern a” also refuses \d+ of \d+ everyday prompts: “[^”]+”, “[^”]+”, “[^”]+”\. /)
  })

  test('no rule of the policy does', async () => {
    const match = await shippedRules()
    expect(everyday.filter((prompt) => match(prompt) !== null)).toEqual([])
  })
})

describe('test', () => {
  test('says which rule refuses words, of the policy or of ours, and what the member reads', async () => {
    const house = await openHouse()
    await policy(house, 'add zorro --reason No brands here.')
    expect(await policy(house, 'test a n.u.d.e on a boat')).toMatchObject({
      text: 'The rule explicit of the policy would refuse that here. The member would read:',
      facts: ['Explicit content is not allowed in this channel. Describe the scene without it.'],
    })
    expect(await policy(house, 'test "zorro in the rain"')).toMatchObject({
      text: '1 (zorro), added here, would refuse that. The member would read:',
      facts: ['No brands here.'],
    })
    expect((await policy(house, 'test a boat'))?.text).toBe('No rule would refuse that here.')
  })

  test('counts no try, asks nobody, and knows what does not count where adults are', async () => {
    const policyOf = await shippedPolicy()
    let isAsked = false
    const clean = async () => {
      isAsked = true
      return { kind: 'clean' } as const
    }
    const house = await openHouse({
      parts: {
        policy: { ...policyOf, ageRestricted: { ...policyOf.ageRestricted, lift: 'always' } },
        moderationService: { checkText: clean, checkFrames: clean },
      },
    })
    expect((await policy(house, 'test a nude', { ageRestricted: false }))?.text).toMatch(/^The rule explicit/)
    expect(await policy(house, 'test a nude', { ageRestricted: true })).toMatchObject({
      text: 'No rule would refuse that here.',
      warnings: ['The moderation service also reads prompts, and was not asked.'],
    })
    expect([await entries(house), isAsked]).toEqual([[], false])
  })
})

test.each([
  ['add n0', '“n0” cannot be added: the word holds a digit; write it in letters, digits in their place are found too.'],
  ['add fine, !', '“!” cannot be added: the word is too short; give it two letters or more.'],
  ['add --pattern (a', '“(a” cannot be added: the pattern cannot be read (error parsing regexp: missing closing ): `(?s)(?i)(a`).'],
  ['add --pattern a*', '“a*” cannot be added: the pattern is found where there is nothing at all.'],
  [
    'add --pattern (\\pL{1,500}){2}',
    '“(\\pL{1,500}){2}” cannot be added: the pattern takes too long to look for; make it simpler, or its repetitions shorter.',
  ],
  ['zorro', 'Say what to do with that: add, remove or test. Example: /mod policy add acme cola, zorro --reason No brands here.'],
  ['add', '/mod policy add needs words. Example: /mod policy add acme cola, zorro --reason No brands here.'],
  ['test', '/mod policy test needs words. Example: /mod policy test "a glass of acme cola"'],
  ['remove', '/mod policy remove needs words. Example: /mod policy remove 12'],
  ['remove 7', 'Nothing is added here as 7. /mod policy list shows all.'],
])('does not take %s', async (line, sentence) => {
  const house = await openHouse()
  expect((await policy(house, line))?.text).toBe(sentence)
  expect(await house.storage.settings.get('policy:web:local')).toBeUndefined()
})

test('is for moderators', async () => {
  const house = await openHouse()
  for (const line of ['', 'add zorro', 'remove 1', 'test a boat']) {
    expect((await house.say('policy', line)).sentences).toEqual(['Only a moderator can do that. Ask one.'])
  }
})
