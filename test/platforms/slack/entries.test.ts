import { expect, it, vi } from 'vitest'
import type { Invocation } from '../../../src/core/platform.ts'
import type { Bot } from './bot.ts'
import { asked, delivered, image, openBot, openedForm, patient, toldPrivately } from './opened-bot.ts'

const threadOf = (bot: Bot): string => [...bot.made.values()][0]?.thread.thread ?? ''

it('makes a clip from /t2v: a root at once, the clip in its thread, the poster on the root', async () => {
  const { slack, bot, ada } = await openBot()
  const { payload } = await ada.command('/t2v', 'a paper boat --ar 1:1 --seed 0')
  expect(payload ?? {}).toEqual({})
  const made = await delivered(bot)
  expect(made.invocation).toMatchObject({
    platform: 'slack',
    workspace: slack.team,
    command: 't2v',
    input: { kind: 'text', text: 'a paper boat --ar 1:1 --seed 0' },
    member: { id: slack.user, roles: ['S1', 'film-team'], moderator: true },
  })
  const [root, ...others] = await slack.messages()
  expect(others).toEqual([])
  expect(root?.ts).toBe(made.thread.thread)
  const thread = await slack.messages({ thread: made.thread.thread ?? '' })
  expect(thread.map(({ files, blocks }) => [files.length, blocks.length > 0])).toEqual([
    [1, false],
    [0, true],
  ])
  await vi.waitFor(async () => {
    const [shown] = await slack.messages()
    expect(shown?.blocks[0]).toMatchObject({ type: 'image', slack_file: { id: expect.any(String) } })
    // Its facts are told by its own post.
    expect(JSON.stringify(shown?.blocks)).not.toContain('seed 42')
  }, patient)
})

it('looks for the picture of a mention whose event left it out', async () => {
  const { slack, bot, ada } = await openBot()
  const message = { ts: '1790000500.0001', files: [slack.fileObject(slack.addFile(image))] }
  slack.extra.set('conversations.history', { messages: [message] })
  await ada.mention('the fog lifts', { ts: message.ts })
  const { invocation } = await delivered(bot)
  expect(invocation).toMatchObject({ command: 'i2v', input: { text: 'the fog lifts' }, attachments: [{ name: 'photo.png' }] })
})

it('takes for a mention in a thread the file of that thread, and answers one without a command', async () => {
  const { slack, bot, ada } = await openBot()
  await ada.command('/t2v', 'a fox')
  const {
    thread: { thread = '' },
  } = await delivered(bot)
  await ada.mention('v2v at night', { thread, ts: `${Math.ceil(Date.now() / 1000) + 100}.0001` })
  const second = await delivered(bot, 2)
  expect(second.invocation).toMatchObject({ command: 'v2v', attachments: [{ name: expect.stringContaining('.mp4') }] })
  expect(second.thread.thread).toBe(thread)
  await ada.mention('what can you do?')
  await toldPrivately(slack, 'Write what to change in the clip')
})

it('means by words in the thread of a clip its last one, or the one that they name', async () => {
  const { bot, ada } = await openBot({ changes: { clipAt: async ({ message }) => (message === threadOf(bot) ? '4k7q0c2m9xwd' : null) } })
  await ada.command('/t2v', 'a fox')
  await delivered(bot)
  const thread = threadOf(bot)
  const said: string[] = []
  for (const words of ['colder, at night', '3 but colder', 'extend 3 s', 'delete', 't2v a hare']) {
    const before = bot.invocations.length
    await ada.mention(words, { thread })
    await vi.waitFor(() => expect(bot.invocations.length).toBe(before + 1), patient)
    const { command, input } = bot.invocations.at(-1) as Invocation
    said.push(`${command} ${input.kind === 'text' ? input.text : ''}`)
  }
  expect(said).toEqual([
    'edit last --add "colder, at night"',
    'edit 3 --add "colder"',
    'extend last --duration 3',
    'delete last',
    't2v a hare',
  ])
})

it('takes no words in which it is named by a quote alone, and of others those beside the quote', async () => {
  const { slack, bot, ada } = await openBot()
  await ada.mention(`&gt; <@${slack.botUserId}> t2v a wolf\nlook`)
  await ada.mention(`&gt; t2v a wolf\n<@${slack.botUserId}> t2v a hare`)
  await vi.waitFor(() => expect(bot.invocations.map(({ input }) => input)).toEqual([{ kind: 'text', text: 'a hare' }]), patient)
})

it('makes one generation of an event that is delivered three times and of a form that is sent twice', async () => {
  const { slack, bot, ada } = await openBot()
  const ts = '1790000123.0001'
  await Promise.all([1, 2, 3].map(() => ada.mention('t2v a fox', { ts })))
  await ada.mention('t2v a fox', { ts, eventId: 'Ev-another' })
  await delivered(bot)
  await ada.command('/t2v')
  const form = await openedForm(ada)
  await Promise.all([1, 2].map(() => ada.submit(form, { prompt: 'a hare' })))
  await delivered(bot, 2)
  expect((await slack.messages()).length).toBe(2)
  expect(bot.invocations.length).toBe(2)
})

it('works on every entry when a socket is recycled, without a gap', async () => {
  const { slack, bot, ada } = await openBot()
  expect(slack.sockets.count()).toBe(2)
  slack.sockets.recycleOne()
  for (const prompt of ['one', 'two', 'three']) await ada.command('/t2v', prompt)
  await delivered(bot, 3)
})

it('lives on when Slack refuses to open one of its sockets again', async () => {
  const { slack, bot, ada } = await openBot()
  const opened = slack.called('apps.connections.open').length
  slack.fault('apps.connections.open', { kind: 'error', error: 'invalid_auth' })
  slack.sockets.recycleOne()
  await vi.waitFor(() => expect(slack.called('apps.connections.open').length).toBeGreaterThan(opened), patient)
  await ada.command('/t2v', 'a fox')
  await delivered(bot)
})

it('runs the button of an old clip after a restart, and delivers what was asked for before it', async () => {
  const { slack, bot, ada } = await openBot()
  bot.held = true
  await ada.command('/t2v', 'a fox')
  const made = await asked(bot)
  await bot.restart()
  await bot.deliver(structuredClone(made))
  const [, card, ...others] = await slack.messages({ thread: made.root.message })
  expect(others).toEqual([])
  if (!card) throw new Error('there is no card')
  bot.held = false
  await ada.press(card, 'Reroll')
  await vi.waitFor(() => {
    expect(bot.invocations.at(-1)).toMatchObject({ command: 'reroll', input: { values: { id: made.generationId } } })
    expect([...bot.made.values()].at(-1)).toMatchObject({ thread: { thread: made.root.message }, clip: {} })
  }, patient)
})

it('takes a command beneath /mod, and asks by its form for what it needs', async () => {
  const { bot, ada } = await openBot()
  await ada.command('/mod', 'block <@U2|bea> spam')
  await vi.waitFor(
    () => expect(bot.invocations.at(-1)).toMatchObject({ command: 'mod', input: { kind: 'text', text: 'block <@U2|bea> spam' } }),
    patient,
  )
  await ada.command('/mod', 'approve')
  expect(JSON.stringify(await openedForm(ada))).toContain('/mod approve')
})
