import { describe, expect, it } from 'vitest'
import { slackDoctor } from '../../../src/platforms/slack/doctor.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { startSlackBot } from './bot.ts'
import type { Fault } from './fake/faults.ts'
import { appToken, botToken, type FakeSlack, signingSecret } from './fake/slack.ts'
import { openFakeSlack } from './scene.ts'

const examine = async (prepare: (slack: FakeSlack) => object) => {
  const slack = await openFakeSlack()
  const lines: string[] = []
  const options = { botToken, appToken, apiUrl: slack.apiUrl, channels: [slack.channel], log: quietLog, readPauseMs: 1, ...prepare(slack) }
  const code = await slackDoctor(options, (line) => lines.push(line))
  return { code, lines, posted: slack.called('chat.postMessage').length }
}

it('says that all is well, without posting anything', async () => {
  const { code, lines, posted } = await examine(() => ({}))
  expect([code, posted]).toEqual([0, 0])
  expect(lines.filter((line) => !line.startsWith('ok '))).toEqual([expect.stringMatching(/^warn Every team .* MOODREEL_WORKSPACES/)])
  expect(lines.length).toBe(5)
})

it('says which teams may use it, and that its own is none of them', async () => {
  const own = await examine((slack) => ({ allowed: { slack: [slack.team] } }))
  expect([own.code, own.lines.filter((line) => !line.startsWith('ok '))]).toEqual([0, []])
  const other = await examine(() => ({ allowed: { slack: ['T0OTHER'] } }))
  expect(other.lines.filter((line) => line.startsWith('fix'))).toEqual([
    expect.stringMatching(/is not in MOODREEL_WORKSPACES; add slack:T/),
  ])
})

it('names a line for both chats where Discord has a server in it already', async () => {
  const { lines } = await examine(() => ({ allowed: { discord: ['123456789012345678'] } }))
  expect(lines.filter((line) => line.startsWith('warn'))).toEqual([
    expect.stringMatching(/for yours alone set MOODREEL_WORKSPACES=discord:123456789012345678,slack:T\w+$/),
  ])
})

it.each([
  ['a token that is none', () => ({ botToken: 'xoxp-1' }), 'does not begin with xoxb-'],
  ['a token that Slack refuses', () => ({ botToken: 'xoxb-other' }), 'invalid_auth'],
  ['an app token that Slack refuses', () => ({ appToken: 'xapp-other' }), 'invalid_auth'],
  ['no way for Slack to reach it', () => ({ appToken: undefined }), 'SLACK_SIGNING_SECRET'],
  ['HTTP mode without an address', () => ({ appToken: undefined, signingSecret: 's' }), 'PUBLIC_URL'],
])('names %s and what to do', async (_, changes, words) => {
  const { code, lines } = await examine(changes)
  expect(code).toBe(1)
  expect(lines.filter((line) => line.startsWith('fix')).join()).toContain(words)
})

it.each<[string, Fault[], string]>([
  [
    'trouble of its own',
    Array.from({ length: 9 }, () => ({ kind: 'status', status: 503 })),
    'gives a strange answer (HTTP 503); look at SLACK_API_URL',
  ],
  [
    'a page of a proxy',
    Array.from({ length: 9 }, () => ({ kind: 'status', status: 200 })),
    'gives a strange answer (another answer than Slack’s); look at',
  ],
])('tells a strange answer from a wrong token: %s', async (_, faults, words) => {
  const { code, lines } = await examine((slack) => {
    slack.fault('auth.test', ...faults)
    return {}
  })
  expect([code, lines]).toEqual([1, [expect.stringContaining(words)]])
})

it('tells a Slack that cannot be reached from a wrong token', async () => {
  const { code, lines } = await examine(() => ({ apiUrl: 'http://127.0.0.1:4/api/' }))
  expect([code, lines]).toEqual([
    1,
    [expect.stringMatching(/^fix {2}Slack cannot be reached at \S+ \(ECONNREFUSED\); look at the network/)],
  ])
})

it('names each missing scope with what fails without it, and the channels without the bot', async () => {
  const { lines } = await examine((slack) => {
    slack.scopes = slack.scopes.filter((scope) => !['files:write', 'usergroups:read'].includes(scope))
    slack.fault('conversations.history', { kind: 'error', error: 'not_in_channel' })
    return {}
  })
  const fixes = lines.filter((line) => line.startsWith('fix'))
  expect(fixes.map((line) => /files:write|usergroups:read|not_in_channel/.exec(line)?.[0])).toEqual([
    'files:write',
    'usergroups:read',
    'not_in_channel',
  ])
})

describe('with a channel everything is tried', () => {
  const clip = { fileName: 'moodreel-trial.mp4', bytes: new Uint8Array(512) }
  const tryIn = async (prepare: (slack: FakeSlack) => object = () => ({})) => {
    const slack = await openFakeSlack()
    const lines: string[] = []
    const given = {
      botToken,
      appToken,
      apiUrl: slack.apiUrl,
      channels: [],
      tried: [slack.channel],
      draw: async () => clip,
      log: quietLog,
      readPauseMs: 1,
    }
    const options = { ...given, allowed: { slack: [slack.team] }, lookWaitsMs: [1, 1], ...prepare(slack) }
    const code = await slackDoctor(options, (line) => lines.push(line))
    const posted = await slack.messages()
    return { code, lines: lines.slice(lines.findIndex((line) => line.startsWith('\n')) + 1), posted, slack }
  }
  const refused = (lines: readonly string[]) => lines.filter((line) => line.startsWith('✗'))

  it('for real, a line each, and nothing is left', async () => {
    const { code, lines, posted, slack } = await tryIn()
    expect(lines).toEqual([
      expect.stringMatching(/^✓ post a message with a button: message [\d.]+$/),
      expect.stringMatching(/^✓ answer in its thread: message [\d.]+$/),
      expect.stringMatching(/^✓ upload a clip to the thread: moodreel-trial\.mp4, 512 bytes, file F/),
      '✓ edit the message',
      '– what people press comes by Socket Mode: there is no address to try',
      '✓ delete the clip',
      '✓ delete the thread',
      '✓ delete the message',
    ])
    expect([code, posted]).toEqual([0, []])
    expect(slack.called('files.delete').length).toBe(1)
  })

  it.each<[string, string, Fault, string]>([
    ['chat.postMessage', 'not_in_channel', { kind: 'error', error: 'not_in_channel' }, '✗ post a message with a button: not_in_channel. '],
    [
      'files.getUploadURLExternal',
      'a missing scope',
      { kind: 'error', error: 'missing_scope', needed: 'files:write' },
      '✗ upload a clip to the thread: missing_scope; add files:write to the app and install it again.',
    ],
    [
      'upload',
      'a proxy in the way of the bytes',
      { kind: 'status', status: 502 },
      '✗ upload a clip to the thread: HTTP 502 for the bytes; ',
    ],
    ['upload', 'a connection that breaks', { kind: 'lostCall' }, '✗ upload a clip to the thread: the bytes did not arrive ('],
    ['files.completeUploadExternal', 'a lost answer', { kind: 'lostAnswer' }, '✗ upload a clip to the thread: no answer of Slack’s; '],
    [
      'chat.update',
      'a code nobody knows',
      { kind: 'error', error: 'brand_new_error' },
      '✗ edit the message: brand_new_error; look it up at ',
    ],
    ['chat.update', 'trouble of Slack’s', { kind: 'status', status: 503 }, '✗ edit the message: no answer of Slack’s; '],
  ])('%s and %s: it says what went wrong and what to do, and nothing is left', async (method, _, fault, start) => {
    const { code, lines, posted } = await tryIn((slack) => {
      slack.fault(method, fault)
      return {}
    })
    expect(refused(lines)).toEqual([expect.stringMatching(new RegExp(`^${RegExp.escape(start)}`))])
    expect([code, posted]).toEqual([1, []])
  })

  it('a file that Slack takes and does not show is told, and deleted', async () => {
    const { code, lines, slack } = await tryIn((fake) => {
      fake.sharing.push({ kind: 'never' })
      return {}
    })
    expect(refused(lines)).toEqual(['✗ upload a clip to the thread: Slack took the file and does not show it; wait and try again.'])
    expect([code, slack.called('files.delete').length]).toEqual([1, 1])
  })

  it('over HTTP the button’s address must answer with the same secret', async () => {
    const { http = '' } = await startSlackBot(await openFakeSlack(), { mode: 'http' })
    const over = (publicUrl: string, secret = signingSecret) => tryIn(() => ({ appToken: undefined, signingSecret: secret, publicUrl }))
    const well = await over(http)
    expect([well.code, well.lines]).toEqual([0, expect.arrayContaining([`✓ press the button, at ${http}/slack/events`])])
    expect(refused((await over(http, 'another')).lines)).toEqual([
      expect.stringContaining('HTTP 401; the bot that runs there has another SLACK_SIGNING_SECRET'),
    ])
    expect(refused((await over('http://127.0.0.1:9')).lines)).toEqual([expect.stringContaining('no answer; start the bot')])
  })
})
