import { expect, test } from 'vitest'
import type { MoodreelError } from '../../../src/core/errors.ts'
import { notice } from '../../../src/core/post.ts'
import { brokenAnswers, doneUnder, error, someErrors } from './common-errors.ts'
import { type End, endUnder, openWorld, type World } from './delivering.ts'

const direct: End = 'clip in the direct message'
const rowsOf = <Row>(codes: readonly string[], row: Row): [string, Row][] => codes.map((code) => [code, row])

type OpenRow = readonly [once: End, always: End]
const passing: OpenRow = [direct, 'pending']
const closed: OpenRow = [direct, 'failed']

/** Every error that https://docs.slack.dev/reference/methods/conversations.open lists, when a clip's channel is gone. */
const opening: [string, OpenRow][] = [
  ...rowsOf(
    [
      'cannot_dm_bot',
      'channel_not_found',
      'invalid_user_combination',
      'method_not_supported_for_channel_type',
      'not_enough_users',
      'too_many_users',
      'user_disabled',
      'user_not_found',
      'user_not_visible',
      'users_list_not_supplied',
      'messages_tab_disabled',
      ...someErrors.forbidden,
      ...someErrors.place,
      ...someErrors.form,
    ],
    closed,
  ),
  ...rowsOf(
    someErrors.passing.filter((code) => code !== 'missing_scope'),
    passing,
  ),
  // An app without im:write can still write to people.
  ['missing_scope', [direct, direct]],
  ...rowsOf(someErrors.unknown, passing),
]

const method = 'conversations.open'
const channelGone = ({ slack }: World): void =>
  slack.always('files.completeUploadExternal', error('is_archived'), (body) => body['channel_id'] === slack.channel)

test.each(opening)('conversations.open: %s', async (code, [once, always]) => {
  // The conversation is remembered once it is known, so each case has a world of its own.
  const one = await openWorld()
  const first = await endUnder(one, 'once', () => {
    channelGone(one)
    one.slack.fault(method, error(code))
  })
  const other = await openWorld()
  const second = await endUnder(other, 'always', () => {
    channelGone(other)
    other.slack.always(method, error(code))
  })
  expect([first, second]).toEqual([once, always])
})

test.each(Object.entries(brokenAnswers))('conversations.open: %s', async (_, fault) => {
  for (const [wanted, begin] of [
    [direct, ({ slack }: World) => slack.fault(method, fault)],
    ['pending', ({ slack }: World) => slack.always(method, fault)],
  ] as const) {
    const world = await openWorld()
    const end = await endUnder(world, 'away', () => {
      channelGone(world)
      begin(world)
    })
    expect(end).toBe(wanted)
  }
})

/** What becomes of a change of a message, and of its removal; a code of ours, or `done`, after Slack said it once. */
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (fault: MoodreelError) => fault.code,
  )
const again = 'delivery_failed'
const over = 'not_allowed'

/** Every error that https://docs.slack.dev/reference/methods/chat.update lists: `delivery_failed` is tried again by the workflow. */
const changing: [string, string][] = [
  ['as_user_not_supported', over],
  ['block_mismatch', 'done'],
  ['blocked_file_type', 'done'],
  ['cant_broadcast_message', again],
  ['cant_update_message', over],
  ['channel_not_found', over],
  ['edit_window_closed', over],
  ['external_channel_migrating', again],
  ['file_deleted', 'done'],
  ['file_is_deleted', 'done'],
  ['file_not_found', 'done'],
  ['file_share_limit_reached', 'done'],
  ['invalid_attachments', 'done'],
  ['invalid_blocks', 'done'],
  ['invalid_blocks_format', 'done'],
  ['invalid_metadata_format', 'done'],
  ['invalid_metadata_schema', 'done'],
  ['is_inactive', over],
  ['markdown_text_conflict', 'done'],
  ['max_file_sharing_exceeded', 'done'],
  ['message_limit_exceeded', again],
  ['message_not_found', 'not_found'],
  ['metadata_must_be_sent_from_app', 'done'],
  ['metadata_too_large', 'done'],
  ['msg_too_long', 'done'],
  ['no_dual_broadcast_content_update', again],
  ['no_text', 'done'],
  ['posting_to_channel_denied', over],
  ['slack_connect_blocked_file_type', over],
  ['slack_connect_canvas_sharing_blocked', over],
  ['slack_connect_clip_sharing_blocked', over],
  ['slack_connect_file_link_sharing_blocked', over],
  ['slack_connect_file_upload_sharing_blocked', over],
  ['streaming_state_conflict', again],
  ['team_not_found', again],
  ['too_many_attachments', 'done'],
  ['unable_to_share_files', 'done'],
  ['update_failed', again],
  ...rowsOf([...someErrors.passing, ...someErrors.forbidden, ...someErrors.unknown], again),
  ...rowsOf(someErrors.place, over),
  ...rowsOf(someErrors.form, 'done'),
]

const root = notice('a fox')
const openRoot = async (world: World) => {
  const { slack, bot } = world
  const origin = { team: slack.team, channel: slack.channel, user: slack.user, at: Date.now() }
  return bot.platform.openThread(origin, { ...root, kind: 'batch' }, { key: 'root', again: false })
}

test.each(changing)('chat.update: %s', async (code, wanted) => {
  const world = await openWorld()
  const { root: ref } = await openRoot(world)
  const edit = () => world.bot.platform.edit(ref, { ...root, kind: 'batch', text: 'all done' })
  world.slack.fault('chat.update', error(code))
  expect(await codeOf(edit())).toBe(wanted)
  if (wanted === again) expect(await codeOf(edit())).toBe('done')
  const shown = JSON.stringify(await world.slack.messages())
  if (wanted === again || wanted === 'done') expect(shown).toContain('all done')
  else expect(shown).not.toContain('all done')
})

test.each(Object.entries(brokenAnswers))('chat.update: %s', async (name, fault) => {
  const world = await openWorld()
  const { root: ref } = await openRoot(world)
  const edit = () => world.bot.platform.edit(ref, { ...root, kind: 'batch', text: 'all done' })
  world.slack.fault('chat.update', fault)
  // A 429 with a time is waited for.
  expect(await codeOf(edit())).toBe(name === 'HTTP 429' ? 'done' : again)
  expect(await codeOf(edit())).toBe('done')
})

/** Every error that https://docs.slack.dev/reference/methods/chat.delete and files.delete list. */
const removing: [method: 'chat.delete' | 'files.delete', code: string, once: string][] = [
  ['chat.delete', 'cant_delete_message', over],
  ['chat.delete', 'channel_not_found', 'done'],
  ['chat.delete', 'message_not_found', 'done'],
  ['files.delete', 'cant_delete_file', over],
  ['files.delete', 'delete_not_allowed', over],
  ['files.delete', 'file_deleted', 'done'],
  ['files.delete', 'file_deleting_disabled', over],
  ['files.delete', 'file_not_found', 'done'],
]

test.each(removing)('%s: %s', async (removal, code, wanted) => {
  const world = await openWorld()
  const { slack, bot } = world
  const { thread } = await openRoot(world)
  const clip = { ...notice('a clip'), kind: 'clip' as const, media: [await bot.file('one.mp4', 30)] }
  const ref = await bot.platform.post(thread, clip, { key: 'clip', again: false })
  slack.fault(removal, error(code))
  expect(await codeOf(bot.platform.remove(ref))).toBe(wanted)
  // One that stays takes the other not with it.
  const other = removal === 'chat.delete' ? 'files.delete' : 'chat.delete'
  expect(slack.called(other)).toHaveLength(1)
})

test('a removal that Slack could not do now is done the next time', async () => {
  const world = await openWorld()
  const { slack, bot } = world
  const { root: ref } = await openRoot(world)
  for (const fault of [...Object.values(brokenAnswers), doneUnder(error('internal_error'))]) slack.fault('chat.delete', fault)
  for (let round = 0; round < 20 && (await codeOf(bot.platform.remove(ref))) !== 'done'; round += 1);
  expect(await slack.messages()).toEqual([])
})

/** Before anything is spent, a definite no is said at once, and no message is left. */
const before: [string, string][] = [
  ...rowsOf(
    [
      'not_in_channel',
      'channel_not_found',
      'is_archived',
      'restricted_action',
      'posting_to_channel_denied',
      'messages_tab_disabled',
      'invalid_auth',
    ],
    over,
  ),
  ...rowsOf(['internal_error', 'ratelimited', 'service_unavailable', 'a_word_of_tomorrow'], again),
  ...rowsOf(['invalid_blocks', 'msg_too_long', 'metadata_too_large', 'invalid_arguments'], 'done'),
]

test.each(before)('opening a thread: %s', async (code, wanted) => {
  const world = await openWorld()
  world.slack.fault('chat.postMessage', error(code))
  expect(await codeOf(openRoot(world))).toBe(wanted)
  expect(await world.slack.messages()).toHaveLength(wanted === 'done' ? 1 : 0)
})

test.each(['thread_not_found', 'cannot_reply_to_message', 'restricted_action_thread_locked', 'restricted_action_non_threadable_channel'])(
  'opens a thread of its own in the channel where one that exists says %s',
  async (code) => {
    const world = await openWorld()
    const { slack, bot } = world
    const { thread: old } = await openRoot(world)
    slack.always('chat.postMessage', error(code), (body) => 'thread_ts' in body)
    const origin = { team: slack.team, channel: slack.channel, thread: old.thread ?? '', user: slack.user, at: Date.now() }
    const opened = await bot.platform.openThread(origin, { ...root, kind: 'batch' }, { key: 'second', again: false })
    expect(opened.thread.thread).toBe(opened.root.message)
    // Found again where it went.
    expect(await bot.platform.openThread(origin, { ...root, kind: 'batch' }, { key: 'second', again: true })).toEqual(opened)
    expect(await slack.messages()).toHaveLength(2)
  },
)
