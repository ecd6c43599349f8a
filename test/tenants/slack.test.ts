import { describe, expect, test, vi } from 'vitest'
import { createRefusalIn } from '../../src/core/policy/serves.ts'
import { startSlackBot } from '../platforms/slack/bot.ts'
import { personOf } from '../platforms/slack/fake/person.ts'
import { openFakeSlack } from '../platforms/slack/scene.ts'
import { patient } from '../support/patient.ts'

const directMessages = { for: 'nobody', tier: 'direct', sentence: 'Ask in a channel.' } as const

/** What somebody may whom Slack describes so, when they say something to the bot. */
const rightsOf = async (user: (team: string) => object, identity: object = {}) => {
  const slack = await openFakeSlack()
  slack.extra.set('auth.test', identity)
  slack.extra.set('users.info', { ok: true, user: { id: slack.user, name: 'ada', is_admin: true, is_owner: true, ...user(slack.team) } })
  const bot = await startSlackBot(slack)
  await personOf(slack).command('/quota')
  await vi.waitFor(() => expect(bot.invocations).toHaveLength(1), patient)
  const [invocation] = bot.invocations
  const { moderator, manager, guest = false } = invocation?.member ?? {}
  return { moderator, manager, guest, isHome: invocation?.workspace === slack.team }
}

const boss = { moderator: true, manager: true, guest: false, isHome: true }
const stranger = { moderator: false, manager: false, guest: true, isHome: true }

describe('who runs a team at home', () => {
  test.each<[string, (team: string) => object, object]>([
    ['is its moderator', (team) => ({ team_id: team }), boss],
    ['is none as a stranger', (team) => ({ team_id: team, is_stranger: true }), stranger],
    ['is none as a guest', (team) => ({ team_id: team, is_restricted: true }), stranger],
    ['is none as a guest of one channel', (team) => ({ team_id: team, is_ultra_restricted: true }), stranger],
    ['is none as somebody of another team', () => ({ team_id: 'T0OTHER' }), stranger],
    ['is none where Slack does not say of which team', () => ({ team_id: undefined }), stranger],
    [
      'is none as somebody of another organisation',
      () => ({ team_id: 'E0OTHER', enterprise_user: { enterprise_id: 'E0OTHER', is_owner: true, teams: ['T0OTHER'] } }),
      stranger,
    ],
    [
      'is its moderator as an owner of its organisation',
      (team) => ({ team_id: 'E0GRID', is_admin: false, is_owner: false, enterprise_user: { is_owner: true, teams: [team] } }),
      boss,
    ],
  ])('%s', async (_, user, rights) => expect(await rightsOf(user)).toEqual(rights))

  test('is no guest in a sister team of an organisation that has the app as a whole', async () => {
    const org = { team_id: 'E0GRID', enterprise_id: 'E0GRID', is_enterprise_install: true }
    const sister = () => ({ team_id: 'T0SISTER', is_admin: false, is_owner: false, enterprise_user: { enterprise_id: 'E0GRID' } })
    expect(await rightsOf(sister, org)).toMatchObject({ moderator: false, guest: false })
  })
})

test('what somebody of another company does in a shared channel is done in the team of the bot, and not in their own', async () => {
  const slack = await openFakeSlack()
  slack.extra.set('users.info', { ok: true, user: { id: 'U0EVE', name: 'eve', is_admin: true, team_id: 'T0OTHER', is_stranger: true } })
  const bot = await startSlackBot(slack)
  await slack.sockets.deliver('interactive', {
    type: 'block_actions',
    team: { id: 'T0OTHER', domain: 'other' },
    user: { id: 'U0EVE', username: 'eve', team_id: 'T0OTHER' },
    trigger_id: '1.1',
    api_app_id: 'A1',
    channel: { id: slack.channel, name: 'mood' },
    container: { type: 'message', channel_id: slack.channel },
    response_url: slack.responseUrl(),
    actions: [{ type: 'button', action_id: 'm1:run:quota::', block_id: 'b', action_ts: '1.1' }],
  })
  await vi.waitFor(() => expect(bot.invocations).toHaveLength(1), patient)
  expect(bot.invocations[0]).toMatchObject({ workspace: slack.team, member: { moderator: false, guest: true } })
})

test('a direct message belongs to the team', async () => {
  const slack = await openFakeSlack()
  const bot = await startSlackBot(slack, { changes: { refusalIn: createRefusalIn(undefined, directMessages) } })
  await personOf(slack).say('quota', 'D123')
  await vi.waitFor(() => expect(bot.invocations).toHaveLength(1), patient)
  expect(bot.invocations[0]?.workspace).toBe(slack.team)
})

test('a team that the operator did not name is answered privately, and gets no form', async () => {
  const slack = await openFakeSlack()
  const bot = await startSlackBot(slack, { changes: { refusalIn: createRefusalIn({ slack: ['T0OTHER'] }, directMessages) } })
  await personOf(slack).command('/i2v')
  await vi.waitFor(() => expect(slack.called('chat.postEphemeral')).toHaveLength(1), patient)
  expect(JSON.stringify(slack.called('chat.postEphemeral')[0]?.body)).toContain(
    'The bot’s operator has not turned it on for this workspace',
  )
  expect([bot.invocations, slack.called('views.open'), await slack.messages()]).toEqual([[], [], []])
})
