import { expect, it, vi } from 'vitest'
import { notice } from '../../../../src/core/post.ts'
import { say } from '../../../../src/core/words/sentence.ts'
import type { FakeMessage } from '../fake/slack.ts'
import { delivered, openBot, openTalk, patient } from '../opened-bot.ts'

const begun = {
  ...notice(say('common.onItsWay')),
  facts: [say('chat.aboutSeconds', { seconds: 40 })],
  actions: [{ command: 'cancel', argument: '4k7q0c2m9xwd', label: say('clip.cancel') }],
}

/** A bot whose `/usage` began a batch that has this thread. */
const open = async (thread: string | null, language: 'en' | 'ko' = 'en') => {
  const opened = await openBot({
    further: {
      usage: async (respond, { workspace }) =>
        respond.done?.({ ...begun, language }, thread ? { platform: 'slack', workspace, channel: opened.slack.channel, thread } : null),
    },
  })
  return opened
}

const shown = (slack: Awaited<ReturnType<typeof openBot>>['slack']) =>
  vi.waitFor(() => {
    const [first] = slack.called('chat.postEphemeral')
    if (!first) throw new Error('nothing was said')
    return first.body as unknown as FakeMessage
  }, patient)

it('tells the one who asked the way to the thread and how to stop it, and nothing that becomes untrue', async () => {
  const { slack, bot, ada } = await open('1790000000.0001', 'ko')
  await ada.command('/usage')
  const message = await shown(slack)
  expect(message.text).toBe('클립을 만들고 있습니다.')
  expect(JSON.stringify(message.blocks)).toContain(`https://test.slack.com/archives/${slack.channel}/p17900000000001`)
  expect(JSON.stringify(message.blocks)).toContain('스레드 열기')
  expect(JSON.stringify(message.blocks)).not.toMatch(/40초|40 s/)
  await ada.press({ ...message, ts: '1790000001.0001' }, '취소')
  await vi.waitFor(() => expect(bot.invocations.at(-1)).toMatchObject({ command: 'cancel' }), patient)
  await vi.waitFor(() => expect(slack.responses).toEqual([{ delete_original: true }]), patient)
})

it('goes with the press that leads to the thread', async () => {
  const { slack, ada } = await open('1790000000.0001')
  await ada.command('/usage')
  await ada.press({ ...(await shown(slack)), ts: '1790000001.0001' }, 'Open thread')
  await vi.waitFor(() => expect(slack.responses).toEqual([{ delete_original: true }]), patient)
})

it('is not said where the clip comes to where it was asked for, nor while its thread is not open', async () => {
  const { slack, bot, ada } = await open(null)
  await ada.command('/usage')
  const { thread } = await openTalk(slack, bot)
  await ada.mention('usage', { thread: thread.thread ?? '' })
  await vi.waitFor(() => expect(bot.invocations).toHaveLength(2), patient)
  // What comes after them was answered.
  await ada.command('/t2v', 'a fox')
  await delivered(bot)
  expect(slack.called('chat.postEphemeral')).toEqual([])
})
