import { expect, test } from 'vitest'
import { brokenAnswers, doneUnder, error, someErrors } from './common-errors.ts'
import { type End, endUnder, openWorld } from './delivering.ts'

const here: End = 'clip in the thread'
const direct: End = 'clip in the direct message'
const linked: End = 'link in the thread'
const linkedDirectly: End = 'link in the direct message'

/** What the person gets when Slack says it once, and each time. */
type Row = readonly [once: End, always: End]
const passing: Row = [here, 'pending']
/** Told of taking the file, where no place is named. */
const closed: Row = [here, linked]
const refused: Row = [linked, linked]
const withoutAlt: Row = [here, linked]
const rowsOf = (codes: readonly string[], row: Row): [string, Row][] => codes.map((code) => [code, row])

/** What only this method may be refused for stays open elsewhere. */
const ofOneMethod: readonly string[] = ['deprecated_endpoint', 'method_deprecated', 'missing_scope', 'not_allowed_token_type']

/** Every error that https://docs.slack.dev/reference/methods/files.getUploadURLExternal lists. */
const address: [string, Row][] = [
  ['alt_txt_too_large', withoutAlt],
  ['file_type_not_allowed', refused],
  ['file_upload_size_restricted', refused],
  ['file_uploads_disabled', refused],
  ['file_uploads_except_images_disabled', refused],
  ['missing_argument', refused],
  ['snippet_too_large', refused],
  ['storage_limit_reached', refused],
  ['unknown_snippet_type', refused],
  ['unknown_subtype', refused],
  ...rowsOf(
    someErrors.passing.filter((code) => !ofOneMethod.includes(code)),
    passing,
  ),
  ...rowsOf(ofOneMethod, closed),
  ...rowsOf([...someErrors.forbidden, ...someErrors.place, ...someErrors.unknown], closed),
  ...rowsOf(someErrors.form, withoutAlt),
]

test.each(address)('files.getUploadURLExternal: %s', async (code, row) => {
  const world = await openWorld()
  const { slack } = world
  const method = 'files.getUploadURLExternal'
  const ends = [
    await endUnder(world, `${code} once`, () => slack.fault(method, error(code))),
    await endUnder(world, `${code} always`, () => slack.always(method, error(code))),
  ]
  expect(ends).toEqual(row)
})

/** Every error that https://docs.slack.dev/reference/methods/files.completeUploadExternal lists. */
const completion: [string, readonly [once: End, inChannel: End, anywhere: End]][] = [
  ['channel_not_found', [direct, direct, 'failed']],
  ['channels_limit_exceeded', [linked, linked, linked]],
  ['file_not_found', [here, linked, linked]],
  ['file_type_not_allowed', [linked, linked, linked]],
  ['file_update_failed', [here, 'pending', 'pending']],
  ['file_uploads_except_images_disabled', [linked, linked, linked]],
  ['invalid_blocks', [linked, linked, linked]],
  ['invalid_channel', [direct, direct, 'failed']],
  ['not_in_channel', [direct, direct, 'failed']],
  ['posting_to_channel_denied', [direct, direct, 'failed']],
  // Said of a message, and of a file in a channel with people from outside.
  ['is_archived', [direct, direct, 'failed']],
  ['slack_connect_file_upload_sharing_blocked', [direct, direct, 'failed']],
  ['restricted_action', [here, direct, 'failed']],
  ...someErrors.passing.map((code): [string, [End, End, End]] => [code, [here, 'pending', 'pending']]),
  ...someErrors.forbidden.map((code): [string, [End, End, End]] => [code, [here, direct, 'failed']]),
  ...someErrors.place.map((code): [string, [End, End, End]] => [code, [direct, direct, 'failed']]),
  ...someErrors.form.map((code): [string, [End, End, End]] => [code, [linked, linked, linked]]),
  ...someErrors.unknown.map((code): [string, [End, End, End]] => [code, [here, direct, 'pending']]),
]

const complete = 'files.completeUploadExternal'
/** The still of a link is taken, so that what becomes of the clip is seen. */
const ofClip = (body: Record<string, unknown>): boolean => JSON.stringify(body['files']).includes('.mp4')

test.each(completion)('files.completeUploadExternal: %s', async (code, row) => {
  const world = await openWorld()
  const { slack } = world
  const ends = [
    await endUnder(world, `${code} once`, () => slack.fault(complete, error(code))),
    await endUnder(world, `${code} in channel`, () =>
      slack.always(complete, error(code), (body) => ofClip(body) && body['channel_id'] === slack.channel),
    ),
    await endUnder(world, `${code} anywhere`, () => slack.always(complete, error(code), ofClip)),
  ]
  expect(ends).toEqual(row)
})

test.each(['internal_error', 'fatal_error', 'file_update_failed', 'service_unavailable', 'request_timeout'])(
  'shows one file where Slack says %s of it and shows it all the same',
  async (code) => {
    const world = await openWorld()
    const { slack } = world
    expect(await endUnder(world, code, () => slack.fault(complete, doneUnder(error(code))))).toBe(here)
    expect(await endUnder(world, `${code} each time`, () => slack.always(complete, doneUnder(error(code))))).toBe(here)
    expect(slack.called('files.delete')).toEqual([])
  },
)

test.each(Object.entries(brokenAnswers))('files.completeUploadExternal: %s', async (name, fault) => {
  const world = await openWorld()
  const { slack } = world
  const ends = [
    await endUnder(world, `${name} once`, () => slack.fault(complete, fault)),
    await endUnder(world, `${name} with all of it done`, () => slack.fault(complete, doneUnder(fault))),
    await endUnder(world, `${name} always`, () => slack.always(complete, fault)),
  ]
  expect(ends).toEqual([here, here, 'pending'])
})

test.each([400, 403, 404, 413, 429, 500, 502, 503, 504] as const)('the bytes: HTTP %i', async (status) => {
  const world = await openWorld()
  const { slack } = world
  const ends = [
    await endUnder(world, `${status} once`, () => slack.fault('upload', { kind: 'status', status })),
    await endUnder(world, `${status} always`, () => slack.always('upload', { kind: 'status', status })),
  ]
  // What is too large for the address is made smaller by the studio, and linked at last.
  expect(ends).toEqual(status === 413 ? [linked, linked] : [here, linked])
})

test('the bytes: a lost connection', async () => {
  const world = await openWorld()
  const { slack } = world
  const ends = [
    await endUnder(world, 'once', () => slack.fault('upload', { kind: 'lostCall' })),
    await endUnder(world, 'always', () => slack.always('upload', { kind: 'lostCall' })),
  ]
  expect(ends).toEqual([here, linked])
})

/** Every error that https://docs.slack.dev/reference/methods/files.info lists. None of them is about the place. */
const info: [string, Row][] = [
  ...rowsOf(['file_deleted', 'file_not_found', 'not_visible'], [here, linked]),
  ...rowsOf(
    [
      'canvas_disabled_file_team',
      'canvas_disabled_user_team',
      'canvas_globally_disabled',
      'slack_connect_canvas_sharing_blocked',
      'template_not_visible',
      ...Object.values(someErrors).flat(),
    ],
    [here, here],
  ),
]

test.each(info)('files.info: %s', async (code, row) => {
  const world = await openWorld()
  const { slack } = world
  const ends = [
    await endUnder(world, `${code} once`, () => slack.fault('files.info', error(code))),
    await endUnder(world, `${code} always`, () => slack.always('files.info', error(code))),
  ]
  expect(ends).toEqual(row)
})

test.each([
  ['files.getUploadURLExternal', 'pending'],
  ['files.info', here],
] as const)('%s without an answer of Slack’s', async (method, always) => {
  const world = await openWorld()
  const { slack } = world
  for (const [name, fault] of Object.entries(brokenAnswers)) {
    expect(await endUnder(world, `${name} once`, () => slack.fault(method, fault)), name).toBe(here)
    expect(await endUnder(world, `${name} always`, () => slack.always(method, fault)), name).toBe(always)
  }
})

test('goes to the person as a link where neither the channel takes the clip nor a direct message its file', async () => {
  const world = await openWorld()
  const { slack } = world
  const end = await endUnder(world, 'both', () => {
    slack.always(complete, error('is_archived'), (body) => body['channel_id'] === slack.channel)
    slack.always(complete, error('file_type_not_allowed'), (body) => body['channel_id'] !== slack.channel && ofClip(body))
  })
  expect(end).toBe(linkedDirectly)
})

test('uploads a clip once, however often Slack does not let it be shown', async () => {
  const world = await openWorld()
  const { slack } = world
  await endUnder(world, 'a token that comes back', () => slack.always(complete, error('invalid_auth')))
  expect(slack.called('upload')).toHaveLength(1)
})
