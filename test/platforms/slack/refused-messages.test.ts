import { expect, test } from 'vitest'
import { isAboutForm } from '../../../src/platforms/slack/post/message-form.ts'
import { kindOf, type RefusalKind } from '../../../src/platforms/slack/refusal.ts'
import { brokenAnswers, doneUnder, error, said, someErrors } from './common-errors.ts'
import { type End, endUnder, openWorld } from './delivering.ts'

const here: End = 'clip in the thread'
const words: End = 'clip in the thread, in words'
const channel: End = 'clip in the channel'
const direct: End = 'clip in the direct message'

/** What the person gets: when Slack says it once, each time in the thread, each time in the channel, and each time anywhere. */
type Row = readonly [once: End, inThread: End, inChannel: End, everywhere: End]
const passing: Row = [here, 'pending', 'pending', 'pending']
const forbidden: Row = [here, direct, direct, 'failed']
const place: Row = [direct, direct, direct, 'failed']
const thread: Row = [channel, channel, direct, 'failed']
const blocks: Row = [words, direct, direct, 'failed']
const metadata: Row = [here, direct, direct, 'failed']
const unknown: Row = [here, direct, direct, 'pending']

const rowsOf = (codes: readonly string[], row: Row): [string, Row][] => codes.map((code) => [code, row])

/** Every error that https://docs.slack.dev/reference/methods/chat.postMessage lists, after some of the common ones. */
const table: [string, Row][] = [
  ...rowsOf(someErrors.passing, passing),
  ...rowsOf(someErrors.forbidden, forbidden),
  ...rowsOf(someErrors.place, place),
  ...rowsOf(someErrors.form, blocks),
  ...rowsOf(someErrors.unknown, unknown),
  ['as_user_not_supported', place],
  ['attachment_payload_limit_exceeded', blocks],
  ['cannot_reply_to_message', thread],
  ['channel_not_found', place],
  ['draft_already_deleted', unknown],
  ['draft_already_sent', unknown],
  ['draft_has_conflict', unknown],
  ['draft_not_found', unknown],
  ['duplicate_channel_not_found', unknown],
  ['duplicate_message_not_found', unknown],
  ['invalid_blocks', blocks],
  ['invalid_blocks_format', blocks],
  ['invalid_metadata_format', metadata],
  ['invalid_metadata_schema', metadata],
  ['is_archived', place],
  ['markdown_text_conflict', blocks],
  ['message_limit_exceeded', passing],
  ['messages_tab_disabled', place],
  ['metadata_must_be_sent_from_app', metadata],
  ['metadata_too_large', metadata],
  ['missing_file_data', blocks],
  ['msg_blocks_too_long', blocks],
  ['msg_too_long', blocks],
  ['no_text', blocks],
  ['not_in_channel', place],
  ['rate_limited', passing],
  ['restricted_action', forbidden],
  ['restricted_action_non_threadable_channel', thread],
  ['restricted_action_read_only_channel', place],
  ['restricted_action_thread_locked', thread],
  ['restricted_action_thread_only_channel', place],
  ['slack_connect_canvas_sharing_blocked', place],
  ['slack_connect_file_link_sharing_blocked', place],
  ['slack_connect_lists_sharing_blocked', place],
  ['team_not_found', forbidden],
  ['thread_not_found', thread],
  ['too_many_attachments', blocks],
  ['too_many_contact_cards', blocks],
]

const post = 'chat.postMessage'

/** By what the code knows an error: what may come of another try, and whether it is about how the message is written. */
const sorts = new Map<Row, [kind: RefusalKind, isForm: boolean]>([
  [passing, ['later', false]],
  [forbidden, ['forbidden', false]],
  [place, ['place', false]],
  [thread, ['thread', false]],
  [blocks, ['unknown', true]],
  [metadata, ['unknown', true]],
  [unknown, ['unknown', false]],
])

test('each is known by its sort', () => {
  for (const [code, row] of table) expect([code, kindOf(said(code)), isAboutForm(said(code))]).toEqual([code, ...(sorts.get(row) ?? [])])
})

/** Clips are made under two of each sort, and under all that say that the message may not carry its key. */
const tried = [...Map.groupBy(table, ([, row]) => row)].flatMap(([row, codes]) => (row === metadata ? codes : codes.slice(0, 2)))

test.each(tried)('%s', async (code, row) => {
  const world = await openWorld()
  const { slack } = world
  const ends = [
    await endUnder(world, `${code} once`, () => slack.fault(post, error(code))),
    await endUnder(world, `${code} in thread`, () => slack.always(post, error(code), (body) => 'thread_ts' in body)),
    await endUnder(world, `${code} in channel`, () => slack.always(post, error(code), (body) => body['channel'] === slack.channel)),
    await endUnder(world, `${code} anywhere`, () => slack.always(post, error(code))),
  ]
  expect(ends).toEqual(row)
})

test.each(Object.entries(brokenAnswers))('%s', async (name, fault) => {
  const world = await openWorld()
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
    const world = await openWorld()
    expect(await endUnder(world, code, () => world.slack.fault(post, doneUnder(error(code))))).toBe(here)
  },
)

test.each<[string, string, (body: Record<string, unknown>) => boolean, End]>([
  ['blocks', 'invalid_blocks', (body) => Array.isArray(body['blocks']) && body['blocks'].length > 0, words],
  ['metadata', 'metadata_too_large', (body) => 'metadata' in body, here],
  ['both', 'invalid_arguments', (body) => 'metadata' in body || (Array.isArray(body['blocks']) && body['blocks'].length > 0), words],
])('finds a message again that Slack took only without %s', async (name, code, when, wanted) => {
  const world = await openWorld()
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
  const world = await openWorld()
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
  const world = await openWorld()
  for (const code of ['invalid_auth', 'internal_error', 'restricted_action', 'invalid_blocks']) {
    await endUnder(world, code, () => world.slack.fault(post, error(code)))
  }
  await endUnder(world, 'a while', () => world.slack.always(post, error('invalid_auth')))
  expect(world.slack.called('conversations.open')).toEqual([])
})
