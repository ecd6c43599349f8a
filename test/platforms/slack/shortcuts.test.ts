import { expect, it, vi } from 'vitest'
import { startSlackBot } from './bot.ts'
import { error } from './common-errors.ts'
import { personOf } from './fake/person.ts'
import { openFakeSlack } from './scene.ts'

/** A message of somebody's in the channel, which Slack knows. */
const open = async () => {
  const slack = await openFakeSlack()
  const bot = await startSlackBot(slack)
  const origin = { team: slack.team, channel: slack.channel, user: slack.user, at: Date.now() }
  const post = { kind: 'batch' as const, text: 'my photo', facts: [], warnings: [], media: [], actions: [], generationIds: [] }
  const { root } = await bot.platform.openThread(origin, post, { key: 'photo', again: false })
  const ada = personOf(slack)
  const file = slack.addFile({ name: 'photo.png', mimetype: 'image/png' })
  return { slack, bot, ada, photo: root.message, file }
}
const patient = { timeout: 10_000, interval: 20 }
type World = Awaited<ReturnType<typeof open>>

const animate = async ({ bot, ada, photo, file }: World) => {
  await ada.shortcut('animate', { ts: photo, files: [file] })
  await ada.submit(await vi.waitFor(() => ada.form(), patient), { prompt: 'slow push-in' })
  return vi.waitFor(() => {
    const [made] = [...bot.made.values()]
    if (!made?.clip) throw new Error('not yet')
    return made
  }, patient)
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

it('answers in the channel, for nobody has a thread open that is not there', async () => {
  const { slack, ada, photo } = await open()
  await ada.shortcut('animate', { ts: photo })
  await vi.waitFor(() => expect(slack.called('chat.postEphemeral')).toHaveLength(1), patient)
  const [answer] = slack.called('chat.postEphemeral')
  expect(answer?.body).toMatchObject({ channel: slack.channel, text: expect.stringContaining('no image') })
  expect(answer?.body).not.toHaveProperty('thread_ts')
})

it.each(['constructor', '__proto__', 'toString'])('takes no shortcut that is called %s', async (name) => {
  const { slack, ada, photo } = await open()
  await ada.shortcut(name, { ts: photo })
  await ada.shortcut('animate', { ts: photo })
  await vi.waitFor(() => expect(slack.called('chat.postEphemeral')).not.toEqual([]), patient)
  expect(slack.called('chat.postEphemeral')).toHaveLength(1)
})

it.each(['constructor', '__proto__', 'toString'])('refuses a command that is called %s like any other that there is not', async (name) => {
  const { bot, ada } = await open()
  await ada.command(`/${name}`)
  await vi.waitFor(() => expect(bot.refused).toEqual([expect.stringContaining('There is no command')]), patient)
})
