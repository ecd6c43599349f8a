import { expect, it } from 'vitest'
import { notice, type Post } from '../../../src/core/post.ts'
import type { Bot, Made } from './bot.ts'
import type { FakeSlack } from './fake/slack.ts'
import { asked, openBot } from './opened-bot.ts'

/** A clip that was asked for and is not delivered. */
const open = async () => {
  const { slack, bot, ada } = await openBot()
  bot.held = true
  await ada.command('/t2v', 'a fox')
  return { slack, bot, made: await asked(bot) }
}

const shownFiles = async (slack: FakeSlack, { root }: Made): Promise<number> =>
  (await slack.messages({ thread: root.message })).filter(({ files }) => files.length > 0).length

const send = (bot: Bot, made: Made, post: Post, again = false) =>
  bot.platform.post(made.thread, post, { key: `clip:${made.generationId}`, again })

/** As the studio sends it when a file cannot be shown: the still, and a link. */
const linkPost = async (bot: Bot, made: Made): Promise<Post> => ({
  ...bot.clipPost(made),
  media: [{ ...(await bot.file('still.jpg', 100)), mediaType: 'image/jpeg' }],
  links: [{ label: 'Watch the clip', url: 'https://clips.example.org/clips/a.mp4' }],
})

it('shows one clip when Slack shows the file later than anybody waits for', async () => {
  const { slack, bot, made } = await open()
  slack.sharing.push({ kind: 'late', looks: 50 })
  await bot.deliver(made)
  expect(await shownFiles(slack, made)).toBe(1)
  // The late one is deleted before the other is sent, so it cannot come up any more.
  const methods = slack.calls.map(({ method }) => method)
  expect(methods.indexOf('files.delete')).toBeLessThan(methods.lastIndexOf('files.completeUploadExternal'))
  expect(slack.called('files.delete')).toHaveLength(1)
})

it('gives up a file that Slack never shows twice, leaves nothing of it, and says so at once when asked again', async () => {
  const { slack, bot, made } = await open()
  slack.sharing.push({ kind: 'never' }, { kind: 'never' })
  const refused = { code: 'file_refused', userMessage: expect.stringContaining('Try again later') }
  await expect(send(bot, made, bot.clipPost(made))).rejects.toMatchObject(refused)
  expect(await slack.messages({ thread: made.root.message })).toEqual([])
  const deleted = slack.called('files.delete').map(({ body }) => body['file'])
  const sent = slack.called('files.completeUploadExternal').flatMap(({ body }) => body['files'])
  expect(sent).toEqual(deleted.map((id) => expect.objectContaining({ id })))
  expect(sent).toHaveLength(2)

  await bot.restart()
  const calls = slack.calls.length
  await expect(send(bot, made, bot.clipPost(made), true)).rejects.toMatchObject(refused)
  expect(slack.calls.slice(calls).filter(({ method }) => method.startsWith('files.'))).toEqual([])

  await send(bot, made, await linkPost(bot, made), true)
  const [still, link, ...others] = await slack.messages({ thread: made.root.message })
  expect([still?.files.length, link?.files.length, others.length]).toEqual([1, 0, 0])
  expect(JSON.stringify(link?.blocks)).toContain('https://clips.example.org/clips/a.mp4')
})

it('does not give up for a Slack that does not answer, and shows one clip when it does', async () => {
  const { slack, bot, made } = await open()
  slack.fault('files.completeUploadExternal', ...Array.from({ length: 3 }, () => ({ kind: 'lostCall' as const })))
  for (let round = 0; round < 3; round += 1) {
    await expect(send(bot, made, bot.clipPost(made), round > 0)).rejects.toMatchObject({ code: 'delivery_failed' })
  }
  await send(bot, made, bot.clipPost(made), true)
  expect(await shownFiles(slack, made)).toBe(1)
})

it('sends the link alone when Slack does not even show the still', async () => {
  const { slack, bot, made } = await open()
  slack.sharing.push({ kind: 'never' }, { kind: 'never' })
  await send(bot, made, await linkPost(bot, made))
  const thread = await slack.messages({ thread: made.root.message })
  expect(thread.map(({ files }) => files.length)).toEqual([0])
  expect(JSON.stringify(thread[0]?.blocks)).toContain('Watch the clip')
})

it('shows one message to a person whose first direct message lost its answer', async () => {
  const { slack, bot } = await openBot()
  slack.fault('chat.postMessage', { kind: 'lostAnswer' })
  const origin = { team: slack.team, channel: slack.user, user: slack.user, at: Date.now() }
  const root: Post = { ...notice('a fox'), kind: 'batch' }
  await expect(bot.platform.openThread(origin, root, { key: 'root', again: false })).rejects.toMatchObject({ code: 'delivery_failed' })
  await bot.restart()
  const { thread } = await bot.platform.openThread(origin, root, { key: 'root', again: true })
  expect(thread.channel).toMatch(/^D/)
  expect(await slack.messages({ channel: thread.channel })).toHaveLength(1)
  expect(slack.called('chat.postMessage')).toHaveLength(1)
})

it('writes to people also where it was installed without im:write', async () => {
  const { slack, bot } = await openBot()
  slack.fault('conversations.open', { kind: 'error', error: 'missing_scope', needed: 'im:write' })
  const origin = { team: slack.team, channel: slack.user, user: slack.user, at: Date.now() }
  const root: Post = { ...notice('a fox'), kind: 'batch' }
  const { thread } = await bot.platform.openThread(origin, root, { key: 'root', again: false })
  expect(thread.channel).toMatch(/^D/)
  expect(await slack.messages({ channel: thread.channel })).toHaveLength(1)
})
