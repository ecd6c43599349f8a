import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import { newId } from '../../src/core/id.ts'
import type { Platform } from '../../src/core/platform.ts'
import type { Post } from '../../src/core/post.ts'
import { loadCommands } from '../../src/program/load.ts'
import { putPicture } from '../support/attach-picture.ts'
import { createFakePlatform } from '../support/fake-platform.ts'
import { fakeModel, type House, openHouse } from '../support/open-house.ts'
import { shippedPolicy } from '../support/shipped-policy.ts'

/** What nobody of another place may read, be it in an answer, a form or a file. */
const secret = {
  prompt: 'zanzibar',
  person: 'Wilhelmina',
  template: 'quixotic',
  reference: 'kookaburra',
  reason: 'hollyhock',
  channel: 'C0PALIMPSEST',
  pause: 'xylophone',
  rule: 'zucchetto',
  // More digits than a second has milliseconds: times must not look like it.
  credits: '73108',
}

/** Everything that can be said about a clip `ID`, an entry of an audit `ENTRY`, a template or a member of another place. */
const lines: [command: string, line: string][] = [
  ...[
    'info',
    'reroll',
    'vary',
    'edit',
    'extend',
    'animate',
    'restyle',
    'upscale',
    'refine',
    'cancel',
    'delete',
    'restore',
    'vote',
    'pick',
    'dismiss',
    'approve',
    'decline',
  ].map((command): [string, string] => [command, 'ID']),
  ['edit', 'ID --prompt "a boat" --seed 1'],
  ['queue', ''],
  ['queue', 'cancel ID'],
  ['report', 'ID that is me'],
  ...['reports', 'waiting', 'blocked', 'tiers'].map((what): [string, string] => ['mod', what]),
  ['appeal', 'that is not so'],
  ...['remove', 'remove-block', 'warn', 'dismiss', 'undo'].map((what): [string, string] => ['mod', `${what} ID`]),
  ['history', ''],
  ['history', '--csv'],
  ['history', '@ann'],
  ['history', '@ann --csv'],
  ['history', '--after ID'],
  ['quota', ''],
  ['quota', '@ann'],
  ['quota', 'history @ann'],
  ['quota', 'set @ann --limit clipsPerDay --value 1'],
  ['quota', 'grant @ann --value 5 --reason x'],
  ['quota', 'reset @ann'],
  ['block', '--id ID spam'],
  ['block', '@ann spam'],
  ['unblock', '@ann'],
  ['warn', '@ann no faces'],
  ['warn', 'ID'],
  ['setup', ''],
  ['budget', ''],
  ['usage', ''],
  ['audit', ''],
  ['audit', '@ann'],
  ['audit', '--csv'],
  ['workspace', ''],
  ['channel', ''],
  ['policy', ''],
  ['policy', 'remove 1'],
  ['policy', `test ${secret.rule}`],
  ['template', ''],
  ['template', `list ${secret.template}`],
  ['template', 'save mine ID'],
  ['template', `delete ${secret.template}`],
  ['t2v', `a boat --template ${secret.template}`],
  ['i2v', `a boat --template ${secret.template}`],
  ['v2v', `a boat --template ${secret.template}`],
  ['reference', ''],
  ['reference', 'list'],
  ['reference', `show ${secret.reference}`],
  ['reference', `delete ${secret.reference}`],
  ['keep', 'mine ID'],
  ['t2v', `a boat --ref ${secret.reference}`],
  ['t2v', `a boat --with ${secret.reference} --style ${secret.reference}`],
  ['models', ''],
  ['settings', ''],
  ['consent', ''],
  ['help', ''],
  ['forget', ''],
]

/** What stands on posts, each pressed with an id of another place. */
const buttons = [
  ...[
    'refine',
    'reroll',
    'vary',
    'edit',
    'extend',
    'animate',
    'restyle',
    'upscale',
    'report',
    'delete',
    'restore',
    'vote',
    'pick',
    'cancel',
    'info',
    'keep',
    'reference',
  ],
  ...['approve', 'decline', 'dismiss', 'block', 'history', 'audit'],
]

/** Who comes from elsewhere: the rights are those of their own place. */
const strangers = {
  'who runs another server': { id: 'eve', name: 'Eve', workspace: 'elsewhere', moderator: true, manager: true },
  'a member of another server': { id: 'eve', name: 'Eve', workspace: 'elsewhere' },
  'somebody of the same ids on another platform': { id: 'ann', name: 'Eve', platform: 'slack', moderator: true, manager: true },
  'somebody in a direct message': { id: 'eve', name: 'Eve', platform: 'discord', workspace: 'direct:eve' },
  'the same person in a direct message': { id: 'ann', name: 'Eve', platform: 'web', workspace: 'direct:ann', moderator: true },
}

const home = { platform: 'web', workspace: 'local' }
const mod = { id: 'mod', name: secret.person, moderator: true, manager: true }

const furnish = async () => {
  const policy = await shippedPolicy()
  const open = { ...policy, directMessages: { ...policy.directMessages, for: 'everybody' as const } }
  const house = await openHouse({ models: [fakeModel(), fakeModel({ name: 'other' })], parts: { policy: open } })
  const { id } = await house.clip({ request: { prompt: secret.prompt } })
  const must = async (command: string, line: string, presser = mod) => {
    const { replies } = await house.say(command, line, presser)
    expect([command, line, replies.map(({ post }) => post.kind)]).not.toEqual([command, line, ['failure']])
  }
  await must('workspace', `--channel ${secret.channel}`)
  await must('policy', `add ${secret.rule}`)
  await must('channel', `${secret.channel} --pace 5`)
  await must('template', `save ${secret.template} ${id}`, { ...mod, id: 'ann' })
  await putPicture(house.storage.mediaStore, `posters/${id}.jpg`, 'teal')
  await must('keep', `${secret.reference} ${id}`)
  await must('quota', `grant @ann --value ${secret.credits} --reason ${secret.reason}`)
  await must('report', `${id} ${secret.reason}`)
  await must('block', `@bea ${secret.reason}`)
  await must('t2v', `${secret.prompt} again`)
  await must('queue', `pause ${secret.pause}`)
  const { entries } = await house.storage.audit.page(home, { after: null })
  return { house, id, entry: entries[0]?.id ?? '', entries }
}

const filesOf = (house: House, posts: Post[]): Promise<string[]> =>
  Promise.all(
    posts.flatMap(({ media }) => media).map(async ({ key }) => readFile((await house.storage.mediaStore.borrow(key)).path, 'latin1')),
  )

type Answer = Awaited<ReturnType<House['say']>>

/** All that somebody reads of an answer, with an id of theirs in place of the one that they named. */
const wordsOf = async (house: House, { replies, forms }: Answer, id: string): Promise<string> => {
  const posts = replies.map(({ post }) => post)
  const read = posts.map(({ text, facts, warnings, fields, actions, links }) => ({ text, facts, warnings, fields, actions, links }))
  return (JSON.stringify([read, forms]) + (await filesOf(house, posts)).join()).replaceAll(id, 'ID')
}

const heldBack = (said: string): string[] => Object.values(secret).filter((word) => !said.includes(word))

test('every command is among what is tried', async () => {
  const named = new Set(lines.map(([command]) => command))
  expect([...(await loadCommands(undefined)).keys()].filter((name) => !named.has(name))).toEqual([])
})

describe.each(Object.entries(strangers))('%s', (_, stranger) => {
  test('reads nothing of another place, changes nothing there, and an id from there is one that never was', async () => {
    const { house, id, entry, entries } = await furnish()
    const before = JSON.stringify([...house.platform.messages.entries()])
    const tried: [string, (about: string) => Promise<Answer>][] = [
      ...lines.map(([command, line]): [string, (about: string) => Promise<Answer>] => [
        `/${command} ${line}`,
        (about) => house.say(command, line.replace('ID', about), stranger),
      ]),
      ...buttons.map((command): [string, (about: string) => Promise<Answer>] => [
        `[${command}]`,
        (about) => house.press(command, about, command === 'report' ? { words: 'x' } : {}, stranger),
      ]),
      ['the next page of an audit', (about) => house.press('audit', about === id ? entry : newId(), {}, stranger)],
    ]
    for (const [said, does] of tried) {
      const never = newId()
      const words = await wordsOf(house, await does(id), id)
      for (const word of heldBack(said)) expect([said, words.includes(word)]).toEqual([said, false])
      if (!/ID|\[|page/.test(said)) continue
      expect([said, words]).toEqual([said, await wordsOf(house, await does(never), never)])
    }
    // Nobody at home notices, and nothing of it is written down there.
    expect((await house.storage.audit.page(home, { after: null })).entries).toEqual(entries)
    expect(JSON.stringify([...house.platform.messages.entries()])).toBe(before)
    expect((await house.studio.find(id)).generation).toMatchObject({ removedAt: null, cancelRequestedAt: null })
    const kept = await house.storage.members.find({ ...home, memberId: 'ann' })
    expect(kept).toMatchObject({ block: null, limits: {} })
  })
})

test('what a moderator does, and what another tries, is written down once, where it was said', async () => {
  const { house, id, entries } = await furnish()
  const eve = strangers['a member of another server']
  const event = newId()
  for (let time = 0; time < 2; time += 1) await house.press('dismiss', id, {}, { ...eve, event })
  expect((await house.storage.audit.page({ platform: 'web', workspace: 'elsewhere' }, { after: null })).entries).toMatchObject([
    { action: 'refused.dismiss', actorId: 'eve', target: id },
  ])
  const dismissed = newId()
  for (let time = 0; time < 2; time += 1) await house.press('dismiss', id, {}, { ...mod, event: dismissed })
  expect((await house.storage.audit.page(home, { after: null })).entries).toMatchObject([{ action: 'dismiss', target: id }, ...entries])
})

test('the moderators’ channel is one of the place itself', async () => {
  const fake = createFakePlatform('web')
  const tryChannel: Platform['tryChannel'] = async (workspace, channel, post, send) => {
    if (`${workspace}-mods` !== channel) throw new MoodreelError('not_allowed', 'There is no such channel in this workspace.')
    return { ...(await fake.post({ platform: 'web', workspace, channel }, post, send)), channel }
  }
  const platform = Object.assign(fake, { tryChannel })
  const house = await openHouse({ parts: { platforms: new Map([['web', platform]]) } })
  expect((await house.say('workspace', '--channel elsewhere-mods', mod)).sentences).toEqual(['There is no such channel in this workspace.'])
  expect((await house.say('workspace', '--channel local-mods', mod)).sentences[0]).toContain('Saved')
  expect((await house.say('workspace', '--channel off', mod)).sentences[0]).toContain('Saved')
})

describe('money', () => {
  const spending: [command: string, line: string][] = [
    ['quota', 'grant @ann --value 5 --reason x'],
    ['quota', 'reset @ann'],
    ['quota', 'set @ann --limit creditsPerMonth --value 1'],
    ['quota', 'set @ann --limit clipsPerDay --value 11'],
    ['quota', 'set @ann --limit models --value "*"'],
    ['quota', 'set @ann --limit inFlight --value default'],
    ['budget', '50'],
    ['budget', 'off'],
    ['workspace', '--role 12 --tier default'],
    ['workspace', '--tier default --limit clipsPerDay --value 99'],
    ['workspace', '--approve off'],
  ]

  test('is not for those who only moderate, and each try is written down', async () => {
    const house = await openHouse()
    const only = { id: 'mod', name: 'Mo', moderator: true }
    await house.say('workspace', '--approve 10', only)
    for (const [command, line] of spending) {
      const { sentences } = await house.say(command, line, only)
      expect([command, line, sentences]).toEqual([
        command,
        line,
        ['Only those who manage this workspace can change what may be spent. Ask one of them.'],
      ])
      const { entries } = await house.storage.audit.page(home, { after: null })
      expect(entries[0]).toMatchObject({ action: expect.stringMatching(/^refused\./), actorId: 'mod' })
    }
    expect((await house.say('quota', 'set @ann --limit clipsPerDay --value 2', only)).sentences).toEqual([
      'Clips a day for ann: now 2. /quota reset removes all limits set for them.',
    ])
  })

  test('is for a role of the operator’s with money, which moderates too', async () => {
    const policy = await shippedPolicy()
    const moderators = [
      { platform: 'web', workspace: 'local', roles: ['12'], money: true },
      { platform: 'web', workspace: 'local', roles: ['13'] },
    ]
    const house = await openHouse({ parts: { policy: { ...policy, moderators } } })
    const sets = async (roles: string[], workspace = 'local') =>
      (await house.say('budget', '50', { id: 'kim', roles, workspace })).sentences[0]?.startsWith('Only') === false
    expect([await sets(['12']), await sets(['13']), await sets(['12'], 'elsewhere')]).toEqual([true, false, false])
  })
})
