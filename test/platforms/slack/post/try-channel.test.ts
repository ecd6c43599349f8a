import { expect, test } from 'vitest'
import type { MoodreelError } from '../../../../src/core/errors.ts'
import { notice } from '../../../../src/core/post.ts'
import { error } from '../common-errors.ts'
import { openBot } from '../opened-bot.ts'

const tries = async () => {
  const { slack, bot } = await openBot()
  const tryIn = (channel: string, again = false) =>
    bot.platform.tryChannel?.(slack.team, channel, notice('a test'), { key: 'channel:a', again }).then(
      (ref) => ref.channel,
      (refused: MoodreelError) => refused.userMessage,
    )
  return { slack, tryIn }
}

test('a channel is posted to by its id, and Slack is asked for one by its name', async () => {
  const { slack, tryIn } = await tries()
  expect(await tryIn(slack.channel)).toBe(slack.channel)
  // The emulator knows channels by their ids alone.
  await tryIn('mods')
  expect(slack.called('chat.postMessage').map(({ body }) => body['channel'])).toEqual([slack.channel, '#mods'])
})

test.each([
  ['channel_not_found', 'There is no channel mods that Moodreel can see. Check its name'],
  ['not_in_channel', 'Moodreel is not in the channel mods. Type /invite @moodreel there'],
  ['is_archived', 'This channel is archived.'],
])('%s is said with what to do', async (code, sentence) => {
  const { slack, tryIn } = await tries()
  slack.fault('chat.postMessage', error(code))
  expect(await tryIn('mods')).toContain(sentence)
})

test('a person is no channel', async () => {
  const { slack, tryIn } = await tries()
  expect(await tryIn(slack.user)).toBe('That is a person and not a channel. Choose a channel of this workspace.')
})
