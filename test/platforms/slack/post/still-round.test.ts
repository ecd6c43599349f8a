import { expect, test } from 'vitest'
import type { Post } from '../../../../src/core/post.ts'
import { asked, openBot } from '../opened-bot.ts'

const names = Array.from({ length: 10 }, (_, at) => `${at + 1}`)

test('ten stills fill in eight edits of one message, whose sheet is uploaded once and stands in it', async () => {
  const { slack, bot, ada } = await openBot()
  bot.held = true
  await ada.command('/t2v', 'a keeper')
  const made = await asked(bot)
  const round = async (edit: number, isOver: boolean): Promise<Post> => ({
    ...{ kind: 'batch', text: 'a keeper', facts: [`${edit} of 10`], warnings: [], media: [], generationIds: [made.generationId] },
    sheet: isOver
      ? { ...(await bot.file('moodreel-sheet.jpg', 300)), mediaType: 'image/jpeg', alt: 'Stills 1–10 on one sheet' }
      : undefined,
    progress: isOver ? [] : [{ generationId: made.generationId, stage: `${edit} of 10 done` }],
    choices: isOver ? names.map((label) => ({ command: 'star', argument: made.generationId, label })) : [],
    actions: [{ command: 'animate', argument: made.generationId, label: 'Animate 1' }],
  })
  const updates = slack.called('chat.update').length
  for (let at = 0; at < 7; at += 1) await bot.platform.edit(made.root, await round(at, false))
  expect(slack.called('files.completeUploadExternal')).toHaveLength(0)
  await bot.platform.edit(made.root, await round(10, true))
  await bot.platform.edit(made.root, await round(11, true))
  expect(slack.called('files.completeUploadExternal')).toHaveLength(1)
  expect(slack.called('chat.update').length - updates).toBe(9)
  const blocks = JSON.stringify(slack.called('chat.update').at(-1)?.body['blocks'])
  expect(blocks).toContain('slack_file')
  expect(blocks).toContain('Stills 1–10 on one sheet')
  expect(await slack.messages({ thread: made.root.message })).toEqual([])
})

test('what is pressed on them in their channel is as if it were pressed in their thread', async () => {
  const { slack, bot, ada } = await openBot()
  bot.held = true
  await ada.command('/t2v', 'a keeper')
  const { thread } = await asked(bot)
  const origin = { team: slack.team, channel: thread.channel, user: slack.user, at: Date.now(), thread: null }
  expect(bot.platform.originIn?.(origin, thread)).toMatchObject({ thread: thread.thread })
  expect(bot.platform.originIn?.({ ...origin, thread: '1.2' }, thread)).toBeNull()
  expect(bot.platform.originIn?.({ ...origin, channel: 'C0OTHER' }, thread)).toBeNull()
})
