import { expect, it } from 'vitest'
import { slackDoctor } from '../../../src/platforms/slack/doctor.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { appToken, botToken, type FakeSlack } from './fake/slack.ts'
import { openFakeSlack } from './scene.ts'

const examine = async (prepare: (slack: FakeSlack) => object) => {
  const slack = await openFakeSlack()
  const lines: string[] = []
  const options = { botToken, appToken, apiUrl: slack.apiUrl, channels: [slack.channel], log: quietLog, ...prepare(slack) }
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
