import { expect, test } from 'vitest'
import { MoodreelError } from '../../../src/core/errors.ts'
import { createFileLook } from '../../../src/platforms/slack/post/file-look.ts'
import { isAboutForm } from '../../../src/platforms/slack/post/message-form.ts'
import { asFileRefusal } from '../../../src/platforms/slack/post/upload-bytes.ts'
import { kindOf } from '../../../src/platforms/slack/refusal.ts'
import { checkSorts, codes, commonErrors, doneUnder, error, type Sort, said, someBroken, triedOf } from './common-errors.ts'
import { type End, endUnder, useWorld } from './delivering.ts'

const here: End = 'clip in the thread'
const direct: End = 'clip in the direct message'
const linked: End = 'link in the thread'
const linkedDirectly: End = 'link in the direct message'

const world = useWorld()

/** A refusal of the form or of the file, or else what may come of another try. */
const knownAs = (code: string): string => {
  const refusal = asFileRefusal(said(code))
  if (refusal instanceof MoodreelError) return isAboutForm(said(code)) ? 'form' : refusal.code
  return kindOf(said(code))
}

const { passing, forbidden, place, form, unknown } = commonErrors

/** Every error that https://docs.slack.dev/reference/methods/files.getUploadURLExternal lists; what only it may be refused for stays open elsewhere. */
const ofOneMethod = codes('deprecated_endpoint method_deprecated missing_scope not_allowed_token_type')
const address: Sort<[once: End, always: End]>[] = [
  { known: 'later', row: [here, 'pending'], codes: passing.filter((code) => !ofOneMethod.includes(code)) },
  ...ofOneMethod.map((code): Sort<[End, End]> => ({ known: 'later', row: [here, linked], codes: [code] })),
  { known: 'forbidden', row: [here, linked], codes: forbidden },
  { known: 'place', row: [here, linked], codes: place },
  { known: 'unknown', row: [here, linked], codes: unknown },
  { known: 'form', row: [here, linked], codes: form },
  { known: 'file_refused', row: [here, linked], codes: ['alt_txt_too_large'] },
  { known: 'too_large', row: [linked, linked], codes: ['file_upload_size_restricted'] },
  {
    known: 'file_refused',
    row: [linked, linked],
    codes: codes(`
      file_type_not_allowed file_uploads_disabled file_uploads_except_images_disabled missing_argument snippet_too_large
      storage_limit_reached unknown_snippet_type unknown_subtype`),
  },
]

/** Every error that https://docs.slack.dev/reference/methods/files.completeUploadExternal lists. */
const completion: Sort<[once: End, inChannel: End, anywhere: End]>[] = [
  // Its ticket is not good any more.
  { known: 'form', row: [here, linked, linked], codes: ['file_not_found'] },
  // A part of it may have been done.
  { known: 'unknown', row: [here, 'pending', 'pending'], codes: ['file_update_failed'] },
  { known: 'later', row: [here, 'pending', 'pending'], codes: passing },
  { known: 'forbidden', row: [here, direct, 'failed'], codes: ['restricted_action', ...forbidden] },
  {
    known: 'place',
    row: [direct, direct, 'failed'],
    // The last but one is said of a message, the last of a file in a channel with people from outside.
    codes: codes(`
      channel_not_found invalid_channel not_in_channel posting_to_channel_denied is_archived slack_connect_file_upload_sharing_blocked`),
  },
  { known: 'place', row: [direct, direct, 'failed'], codes: place },
  {
    known: 'file_refused',
    row: [linked, linked, linked],
    codes: codes('channels_limit_exceeded file_type_not_allowed file_uploads_except_images_disabled'),
  },
  { known: 'form', row: [linked, linked, linked], codes: ['invalid_blocks', ...form] },
  { known: 'unknown', row: [here, direct, 'pending'], codes: unknown },
]

test('each is known by its sort', () => checkSorts([...address, ...completion], knownAs))

test.each(triedOf(address))('files.getUploadURLExternal: %s', async (code, row) => {
  const { slack } = world
  const method = 'files.getUploadURLExternal'
  const ends = [
    await endUnder(world, `${code} once`, () => slack.fault(method, error(code))),
    await endUnder(world, `${code} always`, () => slack.always(method, error(code))),
  ]
  expect(ends).toEqual(row)
})

const complete = 'files.completeUploadExternal'
/** The still of a link is taken, so that what becomes of the clip is seen. */
const ofClip = (body: Record<string, unknown>): boolean => JSON.stringify(body['files']).includes('.mp4')

test.each(triedOf(completion))('files.completeUploadExternal: %s', async (code, row) => {
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

test.each(codes('internal_error fatal_error file_update_failed service_unavailable request_timeout'))(
  'shows one file where Slack says %s of it and shows it all the same',
  async (code) => {
    const { slack } = world
    expect(await endUnder(world, code, () => slack.fault(complete, doneUnder(error(code))))).toBe(here)
    expect(await endUnder(world, `${code} each time`, () => slack.always(complete, doneUnder(error(code))))).toBe(here)
    expect(slack.called('files.delete')).toEqual([])
  },
)

test.each(someBroken)('files.completeUploadExternal: %s', async (name, fault) => {
  const { slack } = world
  const ends = [
    await endUnder(world, `${name} once`, () => slack.fault(complete, fault)),
    await endUnder(world, `${name} with all of it done`, () => slack.fault(complete, doneUnder(fault))),
    await endUnder(world, `${name} always`, () => slack.always(complete, fault)),
  ]
  expect(ends).toEqual([here, here, 'pending'])
})

test.each([
  ['HTTP 400', { kind: 'status', status: 400 }, [here, linked]],
  ['HTTP 503', { kind: 'status', status: 503 }, [here, linked]],
  ['a lost connection', { kind: 'lostCall' }, [here, linked]],
  // What is too large for the address is made smaller by the studio, and linked at last.
  ['HTTP 413', { kind: 'status', status: 413 }, [linked, linked]],
] as const)('the bytes: %s', async (name, fault, row) => {
  const ends = [
    await endUnder(world, `${name} once`, () => world.slack.fault('upload', fault)),
    await endUnder(world, `${name} always`, () => world.slack.always('upload', fault)),
  ]
  expect(ends).toEqual(row)
})

/** Those errors that https://docs.slack.dev/reference/methods/files.info lists which say that there is no such file, or not for us. */
const unseen = codes('file_deleted file_not_found not_visible')
/** The others of that page. None of them is about the place. */
const untold = codes(`
  canvas_disabled_file_team canvas_disabled_user_team canvas_globally_disabled slack_connect_canvas_sharing_blocked template_not_visible`)

test('files.info: what says that there is no file is told from what says nothing', async () => {
  const lookUnder = (code: string) => {
    const refuse = () => Promise.reject(said(code))
    return createFileLook({ ask: refuse, send: refuse }, [])
      .look('F1')
      .catch(() => 'untold')
  }
  for (const code of unseen) expect([code, await lookUnder(code)]).toEqual([code, null])
  for (const code of [...untold, ...Object.values(commonErrors).flat()]) expect([code, await lookUnder(code)]).toEqual([code, 'untold'])
})

test.each([
  ...unseen.map((code) => [code, linked] as const),
  ...[...untold.slice(0, 1), 'internal_error', '__proto__'].map((code) => [code, here] as const),
])('files.info: %s', async (code, always) => {
  const { slack } = world
  expect(await endUnder(world, `${code} once`, () => slack.fault('files.info', error(code)))).toBe(here)
  expect(await endUnder(world, `${code} always`, () => slack.always('files.info', error(code)))).toBe(always)
})

test.each([
  ['files.getUploadURLExternal', 'pending'],
  ['files.info', here],
] as const)('%s without an answer of Slack’s', async (method, always) => {
  const { slack } = world
  for (const [name, fault] of someBroken) {
    expect(await endUnder(world, `${name} once`, () => slack.fault(method, fault)), name).toBe(here)
    expect(await endUnder(world, `${name} always`, () => slack.always(method, fault)), name).toBe(always)
  }
})

test('goes to the person as a link where neither the channel takes the clip nor a direct message its file', async () => {
  const { slack } = world
  const end = await endUnder(world, 'both', () => {
    slack.always(complete, error('is_archived'), (body) => body['channel_id'] === slack.channel)
    slack.always(complete, error('file_type_not_allowed'), (body) => body['channel_id'] !== slack.channel && ofClip(body))
  })
  expect(end).toBe(linkedDirectly)
})

test('uploads a clip once, however often Slack does not let it be shown', async () => {
  const { slack } = world
  await endUnder(world, 'a token that comes back', () => slack.always(complete, error('invalid_auth')))
  expect(slack.called('upload')).toHaveLength(1)
})
