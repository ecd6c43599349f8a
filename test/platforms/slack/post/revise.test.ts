import { expect, it } from 'vitest'
import type { PostRef } from '../../../../src/core/platform.ts'
import type { Post } from '../../../../src/core/post.ts'
import { asked, openBot } from '../opened-bot.ts'

const key = 'round:b'

/** A message about one clip, and what it takes to change it. */
const opened = async () => {
  const { slack, bot, ada } = await openBot()
  bot.held = true
  await ada.command('/t2v', 'a fox')
  const made = await asked(bot)
  const of = async (...names: string[]): Promise<Post> => ({
    ...bot.clipPost(made),
    media: await Promise.all(names.map((name) => bot.file(`${name}.mp4`, 100))),
    choices: names.map((label) => ({ command: 'pick', argument: made.generationId, label })),
  })
  const first = await bot.platform.post(made.thread, await of('a'), { key, again: false })
  const thread = async () => slack.messages({ thread: made.root.message })
  return {
    slack,
    bot,
    first,
    revise: async (ref: PostRef, ...names: string[]): Promise<PostRef> => {
      const { revise } = bot.platform
      if (!revise) throw new Error('a message here holds one clip only')
      return revise(made.thread, ref, await of(...names), { key })
    },
    /** Of each message in the thread its files and the numbers on its buttons, oldest first. */
    seen: async () => (await thread()).map(({ files, blocks }) => [files.length, blocks.filter(({ type }) => type === 'actions').length]),
    files: async () => (await thread()).flatMap(({ files }) => files).length,
  }
}

it('shows each clip once beside one message, and takes the file of one that goes', async () => {
  const { slack, first, revise, files, seen } = await opened()
  const second = await revise(first, 'a', 'b')
  const third = await revise(second, 'a', 'b', 'c')
  expect(await files()).toBe(3)
  expect((await seen()).filter(([count]) => count === 0)).toHaveLength(1)
  expect(slack.called('files.completeUploadExternal')).toHaveLength(3)
  const left = await revise(third, 'a', 'c')
  expect(await files()).toBe(2)
  expect(left.message.split('+')).toHaveLength(3)
  expect(left.message.split('+')[0]).toBe(first.message.split('+')[0])
})

it('shows nothing twice where the answer to the change is lost, also after a restart', async () => {
  const { slack, bot, first, revise, files } = await opened()
  slack.fault('chat.update', { kind: 'lostAnswer' })
  await expect(revise(first, 'a', 'b')).rejects.toMatchObject({ code: 'delivery_failed' })
  await bot.restart()
  await revise(first, 'a', 'b')
  expect(await files()).toBe(2)
})

it('leaves no file of a clip that cannot join, for it comes in a message of its own', async () => {
  const { slack, bot, first, revise, files } = await opened()
  slack.fault('chat.update', { kind: 'error', error: 'message_not_found' })
  await expect(revise(first, 'a', 'b')).rejects.toMatchObject({ code: 'not_found' })
  expect(await files()).toBe(1)
  expect(bot.refused).toEqual([])
})

it('takes the film of one that goes away although Slack keeps the words about it', async () => {
  const { slack, first, revise, files } = await opened()
  const second = await revise(first, 'a', 'b')
  slack.fault('chat.update', { kind: 'error', error: 'edit_window_closed' })
  const left = await revise(second, 'a')
  expect(await files()).toBe(1)
  expect(left.message.split('+')).toHaveLength(2)
  slack.fault('chat.update', { kind: 'error', error: 'message_not_found' })
  await expect(revise(second, 'b')).rejects.toMatchObject({ code: 'not_found' })
  expect(await files()).toBe(0)
})
