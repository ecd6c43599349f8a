import { expect, it, vi } from 'vitest'
import { error } from './common-errors.ts'
import { delivered, image, openBot, openedForm, openTalk, patient, toldPrivately, video } from './opened-bot.ts'

/** A message in the channel, which Slack knows, and a picture. */
const open = async () => {
  const opened = await openBot()
  const { root } = await openTalk(opened.slack, opened.bot)
  return { ...opened, photo: root.message, file: opened.slack.addFile(image) }
}
type World = Awaited<ReturnType<typeof open>>

const animate = async ({ bot, ada, photo, file }: World) => {
  await ada.shortcut('animate', { ts: photo, files: [file] })
  await ada.submit(await openedForm(ada), { prompt: 'slow push-in' })
  return delivered(bot)
}

it('opens the thread on the picture that is animated, and posts nothing beside it', async () => {
  const world = await open()
  const { slack, photo } = world
  const made = await animate(world)
  expect(made.thread.thread).toBe(photo)
  expect(await slack.messages()).toHaveLength(1)
  const thread = await slack.messages({ thread: photo })
  // The batch's own message, the file, and the post about it.
  expect(thread.map(({ ts, files }) => [ts === made.root.message, files.length])).toEqual([
    [true, 0],
    [false, 1],
    [false, 0],
  ])
  // The message of the batch is what is kept true, not the person's.
  expect(slack.called('chat.update').every(({ body }) => body['ts'] === made.root.message)).toBe(true)
})

it('opens a thread of its own where Slack allows no replies to the picture', async () => {
  const world = await open()
  const { slack, photo } = world
  slack.always('chat.postMessage', error('cannot_reply_to_message'), (body) => body['thread_ts'] === photo)
  const made = await animate(world)
  expect(made.thread.thread).toBe(made.root.message)
  expect(await slack.messages()).toHaveLength(2)
})

it('takes a video of 60 MB in a thread, and stays in that thread', async () => {
  const { slack, bot, ada, photo } = await open()
  const sizeBytes = 60 * 1024 * 1024
  const file = slack.addFile({ ...video, bytes: new Uint8Array(sizeBytes) })
  await ada.shortcut('restyle', { ts: '1790000000.5', files: [file], thread: photo })
  await ada.submit(await openedForm(ada), { prompt: 'watercolor' })
  const made = await delivered(bot)
  expect(made.inputs).toMatchObject([{ sizeBytes }])
  expect(made.thread.thread).toBe(photo)
  expect(await slack.messages()).toHaveLength(1)
  expect(await slack.messages({ thread: photo })).toHaveLength(3)
})

it('reads the recipe of a file', async () => {
  const { slack, bot, ada } = await openBot()
  await ada.shortcut('recipe', { ts: '1790000000.6', files: [slack.addFile(video)] })
  const recipe = { command: 'info', attachments: [{ name: 'walk.mp4' }] }
  await vi.waitFor(() => expect(bot.invocations).toMatchObject([recipe]), patient)
})

it.each([
  ['animate', 'animate'],
  ['restyle', 'restyle'],
  ['recipe', 'info'],
])('finds by %s the clip of our posts, of their buttons and files, and of the thread of a message', async (shortcut, command) => {
  const about = new Map<string, string>()
  const { slack, bot, ada } = await openBot({ changes: { clipAt: async ({ message }) => about.get(message) ?? null } })
  await ada.command('/t2v', 'a fox')
  const { generationId, root } = await delivered(bot)
  about.set(root.message, generationId)
  const card = (await slack.messages({ thread: root.message })).find(({ blocks }) => blocks.length > 0)
  const file = slack.addFile({ name: `moodreel-${generationId}.mp4`, mimetype: 'video/mp4' })
  await ada.shortcut(shortcut, { ts: root.message })
  await ada.shortcut(shortcut, { ts: '1790000000.6', blocks: card?.blocks })
  await ada.shortcut(shortcut, { ts: '1790000000.7', files: [file], user: slack.botUserId })
  await ada.shortcut(shortcut, { ts: '1790000000.8', thread: root.message })
  await vi.waitFor(() => expect(bot.invocations.length).toBe(5), patient)
  for (const one of bot.invocations.slice(1))
    expect(one).toMatchObject({ command, input: { values: { id: generationId } }, attachments: [] })
})

it.each([
  ['animate', video, 'no image'],
  ['restyle', image, 'no video'],
])(
  'says by %s that a message has no such file, in the channel, for nobody has a thread open that is not there',
  async (name, other, words) => {
    const { slack, ada, photo } = await open()
    await ada.shortcut(name, { ts: photo, files: [slack.addFile(other)] })
    await toldPrivately(slack, words)
    const [answer] = slack.called('chat.postEphemeral')
    expect(answer?.body).toMatchObject({ channel: slack.channel })
    expect(answer?.body).not.toHaveProperty('thread_ts')
  },
)

it.each(['constructor', '__proto__', 'toString'])('takes no shortcut and no command that is called %s', async (name) => {
  const { slack, bot, ada, photo } = await open()
  await ada.shortcut(name, { ts: photo })
  await ada.shortcut('animate', { ts: photo })
  await toldPrivately(slack, 'no image')
  expect(slack.called('chat.postEphemeral')).toHaveLength(1)
  await ada.command(`/${name}`)
  await vi.waitFor(() => expect(bot.refused).toEqual([expect.stringContaining('There is no command')]), patient)
})
