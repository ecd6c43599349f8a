import { expect, test } from 'vitest'
import { isAboutForm } from '../../../src/platforms/slack/post/message-form.ts'
import { kindOf } from '../../../src/platforms/slack/refusal.ts'
import { checkSorts, codes, commonErrors, doneUnder, error, type Sort, said, someBroken, triedOf } from './common-errors.ts'
import { type End, endUnder, useWorld } from './delivering.ts'

const here: End = 'clip in the thread'
const words: End = 'clip in the thread, in words'
const channel: End = 'clip in the channel'
const direct: End = 'clip in the direct message'

const world = useWorld()
const post = 'chat.postMessage'

/** What the person gets: when Slack says it once, each time in the thread, each time in the channel, and each time anywhere. */
type Row = readonly [once: End, inThread: End, inChannel: End, everywhere: End]
const metadata: Row = [here, direct, direct, 'failed']

/** Every error that https://docs.slack.dev/reference/methods/chat.postMessage lists. */
const sorts: Sort<Row>[] = [
  {
    known: 'later',
    row: [here, 'pending', 'pending', 'pending'],
    codes: ['internal_error', 'message_limit_exceeded', 'rate_limited', ...commonErrors.passing],
  },
  {
    known: 'forbidden',
    row: [here, direct, direct, 'failed'],
    codes: ['restricted_action', 'team_not_found', ...commonErrors.forbidden],
  },
  {
    known: 'place',
    row: [direct, direct, direct, 'failed'],
    codes: codes(`
      channel_not_found is_archived as_user_not_supported messages_tab_disabled not_in_channel restricted_action_read_only_channel
      restricted_action_thread_only_channel slack_connect_canvas_sharing_blocked slack_connect_file_link_sharing_blocked
      slack_connect_lists_sharing_blocked ${commonErrors.place.join(' ')}`),
  },
  {
    known: 'thread',
    row: [channel, channel, direct, 'failed'],
    codes: codes('cannot_reply_to_message thread_not_found restricted_action_non_threadable_channel restricted_action_thread_locked'),
  },
  {
    known: 'form',
    row: [words, direct, direct, 'failed'],
    codes: codes(`
      invalid_blocks invalid_arguments attachment_payload_limit_exceeded invalid_blocks_format markdown_text_conflict missing_file_data
      msg_blocks_too_long msg_too_long no_text too_many_attachments too_many_contact_cards ${commonErrors.form.join(' ')}`),
  },
  // That the message may not carry its key.
  ...codes('invalid_metadata_format invalid_metadata_schema metadata_must_be_sent_from_app metadata_too_large').map(
    (code): Sort<Row> => ({ known: 'form', row: metadata, codes: [code] }),
  ),
  {
    known: 'unknown',
    row: [here, direct, direct, 'pending'],
    codes: codes(`
      draft_already_deleted __proto__ draft_already_sent draft_has_conflict draft_not_found duplicate_channel_not_found
      duplicate_message_not_found ${commonErrors.unknown.join(' ')}`),
  },
]

test('each is known by its sort', () => checkSorts(sorts, (code) => (isAboutForm(said(code)) ? 'form' : kindOf(said(code)))))

test.each(triedOf(sorts))('%s', async (code, row) => {
  const { slack } = world
  const ends = [
    await endUnder(world, `${code} once`, () => slack.fault(post, error(code))),
    await endUnder(world, `${code} in thread`, () => slack.always(post, error(code), (body) => 'thread_ts' in body)),
    await endUnder(world, `${code} in channel`, () => slack.always(post, error(code), (body) => body['channel'] === slack.channel)),
    await endUnder(world, `${code} anywhere`, () => slack.always(post, error(code))),
  ]
  expect(ends).toEqual(row)
})

test.each(someBroken)('%s', async (name, fault) => {
  const { slack } = world
  const ends = [
    await endUnder(world, `${name} once`, () => slack.fault(post, fault)),
    await endUnder(world, `${name} with all of it done`, () => slack.fault(post, doneUnder(fault))),
    await endUnder(world, `${name} each time`, () => slack.always(post, fault)),
  ]
  expect(ends).toEqual([here, here, 'pending'])
})

test.each(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])(
  'posts once what Slack says %s of and does all the same',
  async (code) => {
    expect(await endUnder(world, code, () => world.slack.fault(post, doneUnder(error(code))))).toBe(here)
  },
)

test.each<[string, string, (body: Record<string, unknown>) => boolean, End]>([
  ['blocks', 'invalid_blocks', (body) => Array.isArray(body['blocks']) && body['blocks'].length > 0, words],
  ['metadata', 'metadata_too_large', (body) => 'metadata' in body, here],
  ['both', 'invalid_arguments', (body) => 'metadata' in body || (Array.isArray(body['blocks']) && body['blocks'].length > 0), words],
])('finds a message again that Slack took only without %s', async (name, code, when, wanted) => {
  const asked = await world.ask(`only without ${name}`)
  world.slack.always(post, error(code), when)
  // The plainer one is taken, and its answer is lost.
  world.slack.always(post, { kind: 'lostAnswer' })
  await asked.deliver()
  expect(await asked.seen()).toEqual({ files: 1, posts: 1 })
  world.slack.heal()
  expect(await asked.deliver()).toBe(wanted)
  expect(await asked.seen()).toEqual({ files: 1, posts: 1 })
})

test('says in the clip’s own post where it went and why', async () => {
  const whyIn = async (code: string): Promise<string> => {
    world.slack.heal()
    const asked = await world.ask(`why ${code}`)
    world.slack.fault(post, error(code))
    await asked.deliver()
    return asked.words()
  }
  expect(await whyIn('is_archived')).toContain('The channel where you asked is archived, so this comes to you directly.')
  expect(await whyIn('not_in_channel')).toContain('Moodreel is no longer in the channel where you asked')
  expect(await whyIn('ekm_access_denied')).toContain('I cannot post in the channel where you asked')
  const inChannel = await whyIn('restricted_action_thread_locked')
  expect(inChannel).toContain('The thread takes no more messages, so this is posted in the channel.')
  expect(inChannel).toContain(`<@${world.slack.user}>`)
})

test('opens no direct message while the place that asked may take the clip', async () => {
  for (const code of ['invalid_auth', 'internal_error', 'restricted_action', 'invalid_blocks']) {
    await endUnder(world, code, () => world.slack.fault(post, error(code)))
  }
  await endUnder(world, 'a while', () => world.slack.always(post, error('invalid_auth')))
  expect(world.slack.called('conversations.open')).toEqual([])
})
