import { expect, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import type { Platform } from '../../src/core/platform.ts'
import { createFakePlatform } from '../support/fake-platform.ts'
import { openHouse } from '../support/open-house.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true, manager: true }
const home = { platform: 'web', workspace: 'local' }

/** A chat with a channel for moderators and a role. */
const withPlaces = () => {
  const chat = createFakePlatform()
  const closed = { isClosed: false }
  const refusal = new MoodreelError('not_allowed', 'I cannot post in that channel. Allow me Send Messages there.')
  const post: Platform['post'] = async (thread, given, send) => {
    if (closed.isClosed && thread.channel === 'C1') throw refusal
    return ownPost(thread, given, send)
  }
  const ownPost = chat.post.bind(chat)
  const tryChannel: Platform['tryChannel'] = async (workspace, named, given, send) => {
    if (named !== 'mods' && named !== 'C1') throw new MoodreelError('not_allowed', `There is no channel ${named}.`)
    return { ...(await chat.post({ platform: 'web', workspace, channel: 'C1' }, given, send)), channel: 'C1' }
  }
  return Object.assign(chat, { post, tryChannel, roles: async () => [{ id: 'R1', name: 'Makers' }], closed })
}

const openWithPlaces = async () => {
  const platform = withPlaces()
  const house = await openHouse({ parts: { platforms: new Map([['web', platform]]) } })
  const press = async (step: string, values: Record<string, unknown> = {}, who: object = mod) => {
    const { replies, forms } = await house.press('setup', step, values, who)
    return { card: replies[0]?.post, form: forms[0], isPrivate: replies[0]?.isPrivate }
  }
  const ask = async (who: object = {}) => (await house.say('t2v', 'a boat', who)).sentences
  return { house, platform, press, ask }
}
const names = (post: { fields?: { name: string }[] | undefined } | undefined) => post?.fields?.slice(0, 5).map(({ name }) => name)
const closedSentence = 'Moodreel is being set up here. Ask a moderator to finish /setup, then try again.'

test('five steps lead from nothing to open for members, on one private card', async () => {
  const { house, platform, press, ask } = await openWithPlaces()
  const begun = await house.say('setup', '', mod)
  expect(begun.replies[0]).toMatchObject({
    isPrivate: true,
    post: {
      text: 'Setting up Moodreel: 0 of 5 steps done.',
      facts: ['Members can make clips now. Each step can be done at any time.'],
      actions: [
        { label: 'Choose a channel', style: 'primary' },
        { label: 'Set a budget' },
        { label: 'Everybody' },
        { label: 'Only a role' },
        { label: 'Confirm the rules' },
        { label: 'Send a test report' },
      ],
    },
  })
  expect((await press('channel')).form).toMatchObject({ needs: ['channel'], title: 'The moderators’ channel' })
  const first = await press('channel', { channel: 'C1' })
  expect(names(first.card)).toEqual([
    '✓ 1. Moderators’ channel',
    '2. Budget',
    '3. Who may make clips',
    '4. Prompts that are refused',
    '5. Test report',
  ])
  expect(first.card).toMatchObject({
    facts: ['Members cannot make clips yet. They can when all five steps are done, or as soon as you press Open now.'],
    actions: expect.arrayContaining([{ command: 'setup', argument: 'open', label: 'Open now' }]),
  })
  expect(await ask()).toEqual([closedSentence])
  await press('budget', { budget: '30' })
  expect((await press('role')).form).toMatchObject({ needs: ['role'], choices: { role: [{ value: 'R1', label: 'Makers' }] } })
  await press('role', { role: 'R1' })
  await press('words')
  expect(await ask({ roles: ['R1'] })).toEqual([closedSentence])
  const { card } = await press('test')
  expect(card).toMatchObject({
    text: 'Moodreel is set up and open for members. /t2v makes the first clip.',
    fields: [
      { name: '✓ 1. Moderators’ channel', value: 'C1' },
      { name: '✓ 2. Budget', value: '$30.00 a month' },
      { name: '✓ 3. Who may make clips', value: 'Members with the role Makers, and moderators' },
      { name: '✓ 4. Prompts that are refused', value: 'Prompts are refused by these rules: minors, non-consensual, explicit, gore.' },
      { name: '✓ 5. Test report', value: 'The test report arrived.' },
    ],
    actions: [],
    more: [
      { label: 'Choose a channel' },
      { label: 'Set a budget' },
      { label: 'Everybody' },
      { label: 'Only a role' },
      { label: 'Send a test report' },
    ],
  })
  expect([...platform.messages.values()].map(({ text }) => text)).toEqual([
    'Reports, approvals and warnings for moderators come here from now on.',
    'This is only a test. When a member reports a clip, the report is posted here like this.',
  ])
  expect(await ask()).toEqual(['Only members with the role Makers can make clips here. Ask a moderator for it.'])
  expect(await ask({ roles: ['R1'] })).toEqual([])
  const { entries } = await house.storage.audit.page(home, { after: null })
  expect(
    entries.map(({ action, target, detail }) => (action === 'setup' ? [action, target] : [action, { ...detail, was: undefined }])),
  ).toEqual([
    ['setup', 'open'],
    ['setup', 'test'],
    ['setup', 'words'],
    ['workspace.change', { makers: { id: 'R1', name: 'Makers' } }],
    ['budget', { credits: 3000 }],
    ['workspace.change', { moderatorsChannel: 'C1' }],
  ])
})

test('all of it can be typed, and a line does several steps', async () => {
  const { house, ask } = await openWithPlaces()
  await house.say('setup', '--channel #mods --budget off --role makers', mod)
  await house.say('setup', 'everybody', mod)
  await house.say('setup', 'words', mod)
  expect((await house.say('setup', 'test', mod)).sentences).toEqual([expect.stringContaining('open for members')])
  expect(await ask()).toEqual([])
})

test('a step counts that another command did', async () => {
  const { house, ask } = await openWithPlaces()
  await house.say('mod', 'budget 30', mod)
  expect((await house.say('setup', '', mod)).replies[0]?.post).toMatchObject({
    text: 'Setting up Moodreel: 1 of 5 steps done.',
    fields: expect.arrayContaining([{ name: '✓ 2. Budget', value: '$30.00 a month' }]),
  })
  // Whoever set a budget alone did not begin to set the place up.
  expect(await ask({ id: 'bea', name: 'Bea' })).toEqual([])
})

test('where another command does the last step the place is open', async () => {
  const { house, press, ask } = await openWithPlaces()
  await press('channel', { channel: 'C1' })
  await press('everybody')
  await press('test')
  await house.say('mod', 'policy add acme', mod)
  expect(await ask()).toEqual([closedSentence])
  await house.say('mod', 'budget 30', mod)
  expect(await ask()).toEqual([])
})

test('a place where clips were made before is never closed, and one that nobody sets up neither', async () => {
  const { house, press, ask } = await openWithPlaces()
  expect(await ask()).toEqual([])
  expect((await press('words')).card).toMatchObject({ facts: ['Members can make clips now. Each step can be done at any time.'] })
  expect(await ask({ id: 'bea', name: 'Bea' })).toEqual([])
  expect((await house.say('setup', 'open', mod)).sentences).toEqual(['Setting up Moodreel: 1 of 5 steps done.'])
})

test('it can be opened before the end, and moderators never wait', async () => {
  const { press, ask } = await openWithPlaces()
  await press('words')
  expect(await ask()).toEqual([closedSentence])
  expect(await ask(mod)).toEqual([])
  await press('open')
  expect(await ask()).toEqual([])
})

test('a test report that does not arrive says why and what to do, comes no later, and the step stays open', async () => {
  const { house, platform, press } = await openWithPlaces()
  expect((await press('test')).card).toMatchObject({
    warnings: expect.arrayContaining(['The test report did not arrive. No moderators’ channel is set here. /setup sets one.']),
  })
  await press('channel', { channel: 'mods' })
  platform.closed.isClosed = true
  expect((await press('test')).card).toMatchObject({
    warnings: expect.arrayContaining(['The test report did not arrive. I cannot post in that channel. Allow me Send Messages there.']),
    actions: expect.arrayContaining([{ command: 'setup', argument: 'budget', label: 'Set a budget', style: 'primary' }]),
  })
  expect(await house.storage.notices.lines()).toEqual([])
  platform.closed.isClosed = false
  expect(names((await press('test')).card)?.[4]).toBe('✓ 5. Test report')
  expect([...platform.messages.values()].filter(({ text }) => text.startsWith('This is only a test'))).toHaveLength(1)
})

test('a channel or a role that there is not is refused, and nothing is kept', async () => {
  const { house, press } = await openWithPlaces()
  expect((await press('channel', { channel: 'nobody' })).card).toMatchObject({ kind: 'failure', text: 'There is no channel nobody.' })
  expect((await press('role', { role: 'nobody' })).card?.text).toBe(
    'There is no role nobody here. Give the name of a role that exists here.',
  )
  expect(names((await house.say('setup', '', mod)).replies[0]?.post)?.[0]).toBe('1. Moderators’ channel')
})

test('members may not, and the budget is for those who may set it otherwise', async () => {
  const { house, press, ask } = await openWithPlaces()
  const only = { ...mod, manager: false }
  expect((await house.say('setup', '', { id: 'eve', name: 'Eve' })).sentences).toEqual(['Only a moderator can do that. Ask one.'])
  for (const values of [{}, { budget: '5' }])
    expect((await press('budget', values, only)).card).toMatchObject({
      kind: 'failure',
      text: 'Only those who manage this workspace can change what may be spent. Ask one of them.',
    })
  await press('role', { role: 'R1' }, only)
  // More would be spent.
  expect((await press('everybody', {}, only)).card).toMatchObject({ kind: 'failure' })
  expect(await ask({ roles: ['R1'] })).toEqual([closedSentence])
})

test('where everything comes to one place, and nobody has a role, neither is asked', async () => {
  const house = await openHouse({ allowed: { web: ['local'] } })
  house.platform.homeChannel = 'feed'
  const { replies } = await house.say('setup', '', mod)
  expect(replies[0]?.post).toMatchObject({
    text: 'Setting up Moodreel: 1 of 5 steps done.',
    fields: expect.arrayContaining([
      { name: '✓ 1. Moderators’ channel', value: 'Reports and approvals are shown here. There is no other channel to choose.' },
    ]),
    actions: [{ argument: 'budget', style: 'primary' }, { argument: 'everybody' }, { argument: 'words' }, { argument: 'test' }],
  })
  expect((await house.say('setup', 'role', mod)).sentences[0]).toMatch(/^There is no role or user group here/)
})
