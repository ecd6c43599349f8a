import { expect, test } from 'vitest'
import type { MoodreelError } from '../../../src/core/errors.ts'
import { newId } from '../../../src/core/id.ts'
import { notice, type Post } from '../../../src/core/post.ts'
import { isAboutForm } from '../../../src/platforms/slack/post/message-form.ts'
import { kindOf } from '../../../src/platforms/slack/refusal.ts'
import { brokenAnswers, checkSorts, codes, commonErrors, doneUnder, error, type Sort, said, someBroken, triedOf } from './common-errors.ts'
import { type End, endUnder, useWorld } from './delivering.ts'

const direct: End = 'clip in the direct message'

const world = useWorld()
const { passing, forbidden, place, form, unknown } = commonErrors
const knownAs = (code: string): string => (isAboutForm(said(code)) ? 'form' : kindOf(said(code)))

/** Every error that https://docs.slack.dev/reference/methods/conversations.open lists, when a clip's channel is gone. */
const opening: Sort<[once: End, always: End]>[] = [
  {
    known: 'place',
    row: [direct, 'failed'],
    codes: codes(`
      cannot_dm_bot channel_not_found invalid_user_combination method_not_supported_for_channel_type not_enough_users too_many_users
      user_disabled user_not_found user_not_visible users_list_not_supplied messages_tab_disabled ${place.join(' ')}`),
  },
  { known: 'forbidden', row: [direct, 'failed'], codes: forbidden },
  { known: 'form', row: [direct, 'failed'], codes: form },
  { known: 'later', row: [direct, 'pending'], codes: passing.filter((code) => code !== 'missing_scope') },
  // An app without im:write can still write to people.
  { known: 'later', row: [direct, direct], codes: ['missing_scope'] },
  { known: 'unknown', row: [direct, 'pending'], codes: unknown },
]

test.each([
  ...triedOf(opening).map(([code, row]) => [code, error(code), row] as const),
  ...someBroken.map(([name, fault]) => [name, fault, [direct, 'pending']] as const),
])('conversations.open: %s', async (_, fault, row) => {
  const { slack } = world
  const channelGone = () =>
    slack.always('files.completeUploadExternal', error('is_archived'), (body) => body['channel_id'] === slack.channel)
  const once = await endUnder(world, 'once', () => {
    channelGone()
    slack.fault('conversations.open', fault)
  })
  const always = await endUnder(world, 'always', () => {
    channelGone()
    slack.always('conversations.open', fault)
  })
  expect([once, always]).toEqual(row)
})

/** What becomes of a change of a message, and of its removal; a code of ours, or `done`, after Slack said it once. */
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (fault: MoodreelError) => fault.code,
  )
/** Tried again by the workflow. */
const again = 'delivery_failed'
const over = 'not_allowed'

/** Every error that https://docs.slack.dev/reference/methods/chat.update lists. */
const changing: Sort<string>[] = [
  ...['cant_update_message', 'edit_window_closed'].map((code) => ({ known: 'unknown', row: over, codes: [code] })),
  { known: 'unknown', row: 'not_found', codes: ['message_not_found'] },
  {
    known: 'place',
    row: over,
    codes: codes(`
      as_user_not_supported channel_not_found is_inactive posting_to_channel_denied slack_connect_blocked_file_type
      slack_connect_canvas_sharing_blocked slack_connect_clip_sharing_blocked slack_connect_file_link_sharing_blocked
      slack_connect_file_upload_sharing_blocked ${place.join(' ')}`),
  },
  {
    known: 'form',
    row: 'done',
    codes: codes(`
      block_mismatch blocked_file_type file_deleted file_is_deleted file_not_found file_share_limit_reached invalid_attachments
      invalid_blocks invalid_blocks_format invalid_metadata_format invalid_metadata_schema markdown_text_conflict max_file_sharing_exceeded
      metadata_must_be_sent_from_app metadata_too_large msg_too_long no_text too_many_attachments unable_to_share_files ${form.join(' ')}`),
  },
  {
    known: 'unknown',
    row: again,
    codes: [...codes('cant_broadcast_message no_dual_broadcast_content_update streaming_state_conflict'), ...unknown],
  },
  { known: 'later', row: again, codes: [...codes('external_channel_migrating update_failed message_limit_exceeded'), ...passing] },
  { known: 'forbidden', row: again, codes: ['team_not_found', ...forbidden] },
]

test('each is known by its sort', () => checkSorts([...opening, ...changing], knownAs))

const openRoot = async (given: { thread?: string } = {}) => {
  const { slack, bot } = world
  const text = `a fox ${newId()}`
  const root: Post = { ...notice(text), kind: 'batch' }
  const origin = { team: slack.team, channel: slack.channel, user: slack.user, at: Date.now(), ...given }
  const open = (retry = false) => bot.platform.openThread(origin, root, { key: text, again: retry })
  const shown = async () => (await slack.messages()).filter((message) => JSON.stringify(message).includes(text)).length
  return { text, root, open, shown }
}

/** A root to be changed, and whether it is. */
const changed = async () => {
  const { open, root } = await openRoot()
  const { root: ref } = await open()
  const text = `all done ${newId()}`
  return {
    edit: () => codeOf(world.bot.platform.edit(ref, { ...root, text })),
    isShown: async () => JSON.stringify(await world.slack.messages()).includes(text),
  }
}

test.each(triedOf(changing))('chat.update: %s', async (code, wanted) => {
  const { edit, isShown } = await changed()
  world.slack.fault('chat.update', error(code))
  expect(await edit()).toBe(wanted)
  if (wanted === again) expect(await edit()).toBe('done')
  expect(await isShown()).toBe(wanted === again || wanted === 'done')
})

test.each(someBroken)('chat.update: %s', async (name, fault) => {
  const { edit, isShown } = await changed()
  world.slack.fault('chat.update', fault)
  // A 429 with a time is waited for.
  expect(await edit()).toBe(name === 'HTTP 429' ? 'done' : again)
  expect(await edit()).toBe('done')
  expect(await isShown()).toBe(true)
})

/** Every error that https://docs.slack.dev/reference/methods/chat.delete and files.delete list. */
test.each([
  ['chat.delete', 'cant_delete_message', over],
  ['chat.delete', 'channel_not_found', 'done'],
  ['chat.delete', 'message_not_found', 'done'],
  ['files.delete', 'cant_delete_file', over],
  ['files.delete', 'delete_not_allowed', over],
  ['files.delete', 'file_deleted', 'done'],
  ['files.delete', 'file_deleting_disabled', over],
  ['files.delete', 'file_not_found', 'done'],
] as const)('%s: %s', async (removal, code, wanted) => {
  const { slack, bot } = world
  const { open, text } = await openRoot()
  const { thread } = await open()
  const clip: Post = { ...notice('a clip'), kind: 'clip', media: [await bot.file('one.mp4', 30)] }
  const ref = await bot.platform.post(thread, clip, { key: `clip of ${text}`, again: false })
  slack.fault(removal, error(code))
  expect(await codeOf(bot.platform.remove(ref))).toBe(wanted)
  // One that stays takes the other not with it.
  const other = removal === 'chat.delete' ? 'files.delete' : 'chat.delete'
  expect(slack.called(other)).toHaveLength(1)
})

test('a removal that Slack could not do now is done the next time', async () => {
  const { slack, bot } = world
  const { open, shown } = await openRoot()
  const { root: ref } = await open()
  for (const fault of [...Object.values(brokenAnswers), doneUnder(error('internal_error'))]) slack.fault('chat.delete', fault)
  expect(await shown()).toBe(1)
  for (let round = 0; round < 20 && (await codeOf(bot.platform.remove(ref))) !== 'done'; round += 1);
  expect(await shown()).toBe(0)
})

/** Before anything is spent, a definite no is said at once, and no message is left. */
const before: [string, string][] = [
  ...codes(`
    not_in_channel channel_not_found is_archived restricted_action posting_to_channel_denied messages_tab_disabled
    invalid_auth`).map((code): [string, string] => [code, over]),
  ...codes('internal_error ratelimited service_unavailable a_word_of_tomorrow').map((code): [string, string] => [code, again]),
  ...codes('invalid_blocks msg_too_long metadata_too_large invalid_arguments').map((code): [string, string] => [code, 'done']),
]

test.each(before)('opening a thread: %s', async (code, wanted) => {
  const { open, shown } = await openRoot()
  world.slack.fault('chat.postMessage', error(code))
  expect(await codeOf(open())).toBe(wanted)
  expect(await shown()).toBe(wanted === 'done' ? 1 : 0)
})

test.each(codes('thread_not_found cannot_reply_to_message restricted_action_thread_locked restricted_action_non_threadable_channel'))(
  'opens a thread of its own in the channel where one that exists says %s',
  async (code) => {
    const { thread: old } = await (await openRoot()).open()
    world.slack.always('chat.postMessage', error(code), (body) => 'thread_ts' in body)
    const { open, shown } = await openRoot({ thread: old.thread ?? '' })
    const opened = await open()
    expect(opened.thread.thread).toBe(opened.root.message)
    // Found again where it went.
    expect(await open(true)).toEqual(opened)
    expect(await shown()).toBe(1)
  },
)

/** Opens the thread of a batch as the studio does it: again every half minute, until it is there or is refused. */
const openPatiently = async (open: (retry: boolean) => Promise<unknown>, tries: number): Promise<string[]> => {
  const ends: string[] = []
  while (ends.length < tries && (ends.length === 0 || ends.at(-1) === again)) {
    ends.push(await codeOf(open(ends.length > 0)))
    world.wait(30_000)
  }
  return ends
}

test.each(['msg_too_long', 'message_limit_exceeded', 'a_code_of_tomorrow'])(
  'a first message that Slack refuses for good by %s ends within two minutes, and the one who asked is told; one refusal is no end',
  async (code) => {
    const refused = await openRoot()
    world.slack.always('chat.postMessage', error(code))
    expect(await openPatiently(refused.open, 10)).toEqual([again, again, over])
    world.slack.heal()
    const taken = await openRoot()
    world.slack.fault('chat.postMessage', error(code))
    expect((await openPatiently(taken.open, 3)).at(-1)).toBe('done')
  },
)

test.each(someBroken)('a first message waits for an answer that is Slack’s own: %s', async (_, fault) => {
  const { open } = await openRoot()
  world.slack.always('chat.postMessage', fault)
  expect(await openPatiently(open, 8)).toEqual(Array(8).fill(again))
  world.slack.heal()
  expect(await openPatiently(open, 1)).toEqual(['done'])
})
