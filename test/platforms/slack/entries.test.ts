import { expect, it, vi } from 'vitest'
import { startSlackBot } from './bot.ts'
import { personOf } from './fake/person.ts'
import { openFakeSlack } from './scene.ts'

const open = async (options: Parameters<typeof startSlackBot>[1] = {}) => {
  const slack = await openFakeSlack()
  const bot = await startSlackBot(slack, options)
  return { slack, bot, ada: personOf(slack, bot.http) }
}

/** Resolves when the studio finished one clip more. */
const clip = (bot: Awaited<ReturnType<typeof startSlackBot>>, count = 1) =>
  vi.waitFor(
    () => {
      const made = [...bot.made.values()]
      expect(made.length).toBe(count)
      expect(made.every((one) => one.clip)).toBe(true)
      const last = made.at(-1)
      if (!last) throw new Error('nothing was made')
      return last
    },
    { timeout: 10_000, interval: 20 },
  )

/** Resolves when the first form stands open: Slack's call comes a moment before it. */
const opened = (ada: ReturnType<typeof personOf>) => vi.waitFor(() => ada.form(), { timeout: 10_000, interval: 20 })

const image = { name: 'photo.png', mimetype: 'image/png' }
const video = { name: 'walk.mp4', mimetype: 'video/mp4' }

it('makes a clip from /t2v: a root at once, the clip in its thread, the poster on the root', async () => {
  const { slack, bot, ada } = await open()
  const { payload } = await ada.command('/t2v', 'a paper boat --ar 1:1 --seed 0')
  expect(payload ?? {}).toEqual({})
  const made = await clip(bot)
  expect(made.invocation).toMatchObject({
    platform: 'slack',
    workspace: slack.team,
    command: 't2v',
    input: { kind: 'text', text: 'a paper boat --ar 1:1 --seed 0' },
  })
  expect(made.invocation.member).toMatchObject({ id: slack.user, roles: ['S1', 'film-team'], moderator: true })

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
    expect(JSON.stringify(shown?.blocks)).toContain('seed 42')
  })
})

it('opens a form for /t2v alone, /i2v and /v2v, with the settings of the chosen model', async () => {
  const { slack, bot, ada } = await open()
  await ada.command('/t2v')
  await opened(ada)
  const names = () => ada.form().blocks.map(({ block_id }) => block_id?.split(':')[0])
  expect(names()).toEqual(['prompt', 'model', 'seed', 'duration', 'aspect', 'takes'])

  await ada.choose(ada.form(), 'far')
  await vi.waitFor(() => expect(slack.called('views.update').length).toBe(1))
  expect(names()).toEqual(['prompt', 'model', 'no', 'resolution', 'takes'])
  await ada.submit(ada.form(), { prompt: 'a quiet harbour', model: 'far', resolution: '480p' })
  const made = await clip(bot)
  expect(made.invocation.input).toMatchObject({ values: { prompt: 'a quiet harbour', model: 'far', resolution: '480p' } })
  expect(made.thread.channel).toBe(slack.channel)
})

it('offers the templates of the team in the form, and takes one in place of words', async () => {
  const { slack, bot, ada } = await open({ changes: { templatesOf: async ({ workspace }) => [`noir-of-${workspace.toLowerCase()}`] } })
  const name = `noir-of-${slack.team.toLowerCase()}`
  await ada.command('/t2v')
  const form = await vi.waitFor(() => ada.form())
  const field = form.blocks.find(({ block_id }) => block_id?.startsWith('template:'))
  expect(field?.element).toMatchObject({ type: 'static_select', options: [{ value: name }] })
  const { payload } = await ada.submit(form, {})
  expect(payload).toMatchObject({ errors: { 'prompt:': expect.stringContaining('/t2v needs a prompt') } })
  await ada.submit(form, { template: name })
  expect((await clip(bot)).invocation.input).toMatchObject({ values: { template: name } })
})

it('takes a 9 MB image by the form of /i2v, with what was typed already in it', async () => {
  const { slack, bot, ada } = await open()
  await ada.command('/i2v', 'slow push-in --duration 8')
  await opened(ada)
  const form = ada.form()
  expect(JSON.stringify(form)).toContain('10 MB')
  const file = slack.addFile({ ...image, bytes: new Uint8Array(9 * 1024 * 1024) })
  await ada.submit(form, { image: [file] })
  const made = await clip(bot)
  expect(made.prompt).toBe('slow push-in')
  expect(made.invocation.input).toMatchObject({ values: { duration: '8' } })
  expect(made.inputs).toMatchObject([{ attachment: { name: 'photo.png', mediaType: 'image/png' }, sizeBytes: 9 * 1024 * 1024 }])
})

it('begins the form of /i2v with what was typed, as it was meant, and opens none for what cannot be read', async () => {
  const { slack, bot, ada } = await open()
  await ada.command('/i2v', 'slow push-in --duration 8 seconds --ar 1x1 --takes x3 --seed 9')
  const form = await vi.waitFor(() => ada.form())
  await ada.submit(form, { image: [slack.addFile(image)] })
  const made = await clip(bot)
  expect(made.invocation.input).toMatchObject({ values: { prompt: 'slow push-in', duration: '8', aspect: '1:1', takes: '3', seed: '9' } })
  await ada.command('/i2v', 'slow push-in --sed 9')
  await vi.waitFor(() =>
    expect(slack.called('chat.postEphemeral').map(({ body }) => body['text'])).toContainEqual(
      expect.stringContaining('did you mean --seed'),
    ),
  )
  expect(slack.called('views.open').length).toBe(1)
})

it('looks for the picture of a mention whose event left it out', async () => {
  const { slack, bot, ada } = await open()
  const file = slack.addFile(image)
  const message = { ts: '1790000500.0001', files: [slack.fileObject(file)] }
  slack.extra.set('conversations.history', { messages: [message] })
  await ada.mention('the fog lifts', { ts: message.ts })
  expect((await clip(bot)).invocation).toMatchObject({
    command: 'i2v',
    input: { text: 'the fog lifts' },
    attachments: [{ name: 'photo.png' }],
  })
})

it('says what is wrong inside of the form, where nothing is lost', async () => {
  const { bot, ada } = await open()
  await ada.command('/v2v', 'at night')
  await opened(ada)
  const { payload } = await ada.submit(await vi.waitFor(() => ada.form()), { prompt: 'at night' })
  expect(payload).toMatchObject({ response_action: 'errors', errors: { 'video:': expect.stringContaining('needs a video') } })
  expect(bot.invocations).toEqual([])
})

it('takes a 60 MB video by the shortcut Restyle in a thread, and stays in that thread', async () => {
  const { slack, bot, ada } = await open()
  const parent = await bot.platform.openThread(
    { team: slack.team, channel: slack.channel, user: slack.user, at: Date.now() },
    { ...emptyPost, text: 'some talk' },
    { key: 'talk', again: false },
  )
  const file = slack.addFile({ ...video, bytes: new Uint8Array(60 * 1024 * 1024) })
  await ada.shortcut('restyle', { ts: '1790000000.5', files: [file], thread: parent.root.message })
  await opened(ada)
  expect(ada.form().blocks.map(({ block_id }) => block_id?.split(':')[0])).not.toContain('video')
  await ada.submit(ada.form(), { prompt: 'watercolour' })
  const made = await clip(bot)
  expect(made.inputs[0]?.sizeBytes).toBe(60 * 1024 * 1024)
  expect(made.thread.thread).toBe(parent.root.message)
  expect((await slack.messages()).length).toBe(1)
  expect((await slack.messages({ thread: parent.root.message })).length).toBe(3)
})

it('animates an image by the shortcut, reads a recipe by the other, and says when there is no file', async () => {
  const { slack, bot, ada } = await open()
  await ada.shortcut('animate', { ts: '1790000000.5', files: [slack.addFile(image)] })
  await opened(ada)
  await ada.submit(ada.form(), { prompt: 'the fog lifts' })
  const made = await clip(bot)
  expect(made.invocation).toMatchObject({ command: 'i2v', attachments: [{ name: 'photo.png' }] })

  await ada.shortcut('recipe', { ts: '1790000000.6', files: [slack.addFile(video)] })
  await vi.waitFor(() => expect(bot.invocations.at(-1)).toMatchObject({ command: 'info', attachments: [{ name: 'walk.mp4' }] }))
  await ada.shortcut('restyle', { ts: '1790000000.7', files: [slack.addFile(image)] })
  await vi.waitFor(() =>
    expect(slack.called('chat.postEphemeral').map(({ body }) => body['text'])).toContainEqual(expect.stringContaining('no video')),
  )
})

it('finds the clip that one of our own posts is about by its buttons', async () => {
  const { slack, bot, ada } = await open()
  await ada.command('/t2v', 'a fox')
  const made = await clip(bot)
  const [, card] = await slack.messages({ thread: made.root.message })
  await ada.shortcut('recipe', { ts: card?.ts ?? '', blocks: card?.blocks })
  await vi.waitFor(() => expect(bot.invocations.at(-1)).toMatchObject({ command: 'info', input: { values: { id: made.generationId } } }))
})

it.each([
  ['animate', 'animate'],
  ['restyle', 'restyle'],
  ['recipe', 'info'],
])('finds by %s the clip of our own posts, of their files, and of the thread that a message is in', async (shortcut, command) => {
  const about = new Map<string, string>()
  const { slack, bot, ada } = await open({ changes: { clipAt: async ({ message }) => about.get(message) ?? null } })
  await ada.command('/t2v', 'a fox')
  const { generationId, root } = await clip(bot)
  about.set(root.message, generationId)
  const file = slack.addFile({ name: `moodreel-${generationId}.mp4`, mimetype: 'video/mp4' })
  await ada.shortcut(shortcut, { ts: root.message })
  await ada.shortcut(shortcut, { ts: '1790000000.7', files: [file], user: slack.botUserId })
  await ada.shortcut(shortcut, { ts: '1790000000.8', thread: root.message })
  await vi.waitFor(() => expect(bot.invocations.length).toBe(4), { timeout: 10_000 })
  for (const one of bot.invocations.slice(1))
    expect(one).toMatchObject({ command, input: { values: { id: generationId } }, attachments: [] })
})

it('takes @moodreel i2v with a file in a channel, and with the file of its thread', async () => {
  const { slack, bot, ada } = await open()
  await ada.mention('i2v slow push-in', { files: [slack.addFile(image)] })
  const first = await clip(bot)
  expect(first.invocation).toMatchObject({ command: 'i2v', input: { text: 'slow push-in' }, attachments: [{ name: 'photo.png' }] })

  // The thread that the first clip was posted to has a file in it: the clip itself.
  const { thread = '' } = first.thread
  await ada.mention('v2v at night', { thread, ts: `${Math.ceil(Date.now() / 1000) + 100}.0001` })
  const second = await clip(bot, 2)
  expect(second.invocation).toMatchObject({ command: 'v2v', attachments: [{ name: expect.stringContaining('.mp4') }] })
  expect(second.thread.thread).toBe(thread)
  await ada.mention('what can you do?')
  await vi.waitFor(() =>
    expect(slack.called('chat.postEphemeral').map(({ body }) => body['text'])).toContainEqual(expect.stringContaining('Write a command')),
  )
})

it('makes one generation of an event that is delivered three times and of a form that is sent twice', async () => {
  const { slack, bot, ada } = await open()
  const ts = '1790000123.0001'
  await Promise.all([1, 2, 3].map(() => ada.mention('t2v a fox', { ts })))
  await ada.mention('t2v a fox', { ts, eventId: 'Ev-another' })
  await clip(bot)
  await ada.command('/t2v')
  await opened(ada)
  await Promise.all([1, 2].map(() => ada.submit(ada.form(), { prompt: 'a hare' })))
  await clip(bot, 2)
  expect((await slack.messages()).length).toBe(2)
  expect(bot.invocations.length).toBe(2)
})

it('works on every entry when a socket is recycled, without a gap', async () => {
  const { slack, bot, ada } = await open()
  expect(slack.sockets.count()).toBe(2)
  slack.sockets.recycleOne()
  for (const prompt of ['one', 'two', 'three']) await ada.command('/t2v', prompt)
  await clip(bot, 3)
})

it('runs the button of an old clip after a restart, and delivers what was asked for before it', async () => {
  const { slack, bot, ada } = await open()
  bot.held = true
  await ada.command('/t2v', 'a fox')
  await vi.waitFor(() => expect(bot.made.size).toBe(1))
  await bot.restart()
  const [asked] = [...bot.made.values()]
  if (!asked) throw new Error('nothing was asked for')
  await bot.deliver(structuredClone(asked))
  const thread = await slack.messages({ thread: asked.root.message })
  expect(thread.length).toBe(2)

  bot.held = false
  const card = thread[1]
  if (!card) throw new Error('there is no card')
  await ada.press(card, 'Reroll')
  await vi.waitFor(() => expect(bot.invocations.at(-1)).toMatchObject({ command: 'reroll', input: { values: { id: asked.generationId } } }))
  await vi.waitFor(() => expect([...bot.made.values()].at(-1)).toMatchObject({ thread: { thread: asked.root.message }, clip: {} }))

  await ada.press(card, 'Edit')
  await opened(ada)
  const form = ada.form()
  expect(form.callback_id).toBe(`m1:form:edit:${asked.generationId}:`)
  await ada.submit(form, { prompt: 'new words', seed: '' })
  await vi.waitFor(() =>
    expect(bot.invocations.at(-1)).toMatchObject({
      command: 'edit',
      input: { values: { id: asked.generationId, prompt: 'new words', seed: '', model: 'local' } },
    }),
  )
})

it('answers in a direct message where somebody writes to it there, and fills the home', async () => {
  const { slack, bot, ada } = await open()
  await ada.say('quota', 'D123')
  await vi.waitFor(() => expect(bot.invocations.at(-1)).toMatchObject({ command: 'quota' }))
  await ada.openHome()
  await vi.waitFor(() => expect(slack.called('views.publish').length).toBe(1))
  const view = JSON.stringify(slack.called('views.publish')[0]?.body['view'])
  expect(view).toContain('What you have left')
  expect(view).toContain('quota: {}')
})

it('knows people and workspaces of Enterprise Grid, also where the team is left out', async () => {
  const { slack, bot } = await open()
  const grid = { team: null, enterprise: { id: 'E0GRID', name: 'Grid' }, is_enterprise_install: true }
  const press = (user: object, action: string) =>
    slack.sockets.deliver('interactive', {
      ...grid,
      type: 'block_actions',
      user,
      trigger_id: action,
      api_app_id: 'A1',
      channel: { id: slack.channel, name: 'mood' },
      container: { type: 'message', channel_id: slack.channel },
      response_url: slack.responseUrl(),
      actions: [{ type: 'button', action_id: 'm1:run:quota::', block_id: 'b', action_ts: action }],
    })
  await press({ id: 'W0ADA', username: 'ada', team_id: 'T0HERE' }, '1.1')
  await press({ id: 'W0ADA', username: 'ada' }, '1.2')
  await vi.waitFor(() =>
    expect(bot.invocations.map(({ workspace, member }) => [workspace, member.id])).toEqual([
      ['T0HERE', 'W0ADA'],
      ['E0GRID', 'W0ADA'],
    ]),
  )
})

it('gives a chart in the answer itself and a table as a file in a direct message', async () => {
  const { slack, bot, ada } = await open()
  const chart = { ...(await bot.file('chart.png', 100)), mediaType: 'image/png' }
  const table = { ...(await bot.file('clips.csv', 100)), mediaType: 'text/csv' }
  bot.answer = { ...emptyPost, kind: 'notice', text: 'Your month', media: [chart, table] }
  await ada.command('/quota')
  await vi.waitFor(() => expect(slack.called('files.completeUploadExternal').length).toBe(2))
  const [answer] = slack.called('chat.postEphemeral')
  expect(answer?.body['blocks']).toContainEqual(expect.objectContaining({ type: 'image', slack_file: { id: expect.any(String) } }))
  expect(slack.called('files.completeUploadExternal')[1]?.body['channel_id']).toMatch(/^D/)
  expect(await slack.messages()).toEqual([])
})

it('lives on when Slack refuses to open one of its sockets again', async () => {
  const { slack, bot, ada } = await open()
  const opened = slack.called('apps.connections.open').length
  slack.fault('apps.connections.open', { kind: 'error', error: 'invalid_auth' })
  slack.sockets.recycleOne()
  await vi.waitFor(() => expect(slack.called('apps.connections.open').length).toBeGreaterThan(opened), { timeout: 10_000 })
  await ada.command('/t2v', 'a fox')
  await clip(bot)
})

const emptyPost = { kind: 'batch' as const, text: '', facts: [], warnings: [], media: [], actions: [], generationIds: [] }
