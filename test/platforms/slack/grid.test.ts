import { expect, it, vi } from 'vitest'
import { startSlackBot } from './bot.ts'
import { personOf } from './fake/person.ts'
import { openBot, patient } from './opened-bot.ts'
import { openFakeSlack } from './scene.ts'

/** A Slack in which the app was installed for a whole organisation. */
const openGrid = async () => {
  const slack = await openFakeSlack()
  const org = { team_id: 'E0GRID', enterprise_id: 'E0GRID', is_enterprise_install: true }
  slack.extra.set('auth.test', org)
  const bot = await startSlackBot(slack)
  return { slack, bot, ada: personOf(slack) }
}

const grid = { team: null, enterprise: { id: 'E0GRID', name: 'Grid' }, is_enterprise_install: true }

it('asks for the user groups of the workspace that it was said in, and of no other where there is one only', async () => {
  const { slack, bot, ada } = await openGrid()
  await ada.command('/quota')
  await vi.waitFor(
    () => expect(bot.invocations).toMatchObject([{ workspace: slack.team, member: { roles: ['S1', 'film-team'] } }]),
    patient,
  )
  expect(slack.called('usergroups.list').map(({ body }) => body['team_id'])).toEqual([slack.team])

  const single = await openFakeSlack()
  const other = await startSlackBot(single)
  await personOf(single).command('/quota')
  await vi.waitFor(() => expect(other.invocations).toHaveLength(1), patient)
  expect(single.called('usergroups.list').map(({ body }) => 'team_id' in body)).toEqual([false])
})

it('gives a person the groups and the rights of both ids that an organisation knows them by', async () => {
  const { slack, bot } = await openGrid()
  slack.extra.set('users.info', {
    ok: true,
    user: {
      id: slack.user,
      name: 'ada',
      real_name: 'Ada',
      is_admin: false,
      enterprise_user: { id: 'W0ADA', enterprise_id: 'E0GRID', is_admin: false, is_owner: true },
    },
  })
  const press = (user: string, action: string) =>
    slack.sockets.deliver('interactive', {
      ...grid,
      type: 'block_actions',
      user: { id: user, username: 'ada', team_id: slack.team },
      trigger_id: action,
      api_app_id: 'A1',
      channel: { id: slack.channel, name: 'mood' },
      container: { type: 'message', channel_id: slack.channel },
      response_url: slack.responseUrl(),
      actions: [{ type: 'button', action_id: 'm1:run:quota::', block_id: 'b', action_ts: action }],
    })
  await press('W0ADA', '1.1')
  await vi.waitFor(() => expect(bot.invocations).toHaveLength(1), patient)
  // The group lists the workspace's id, the payload has the organisation's.
  expect(bot.invocations[0]?.member).toEqual({ id: 'W0ADA', name: 'Ada', roles: ['S1', 'film-team'], moderator: true, manager: true })
})

it('makes a clip of every kind of payload of an organisation’s app', async () => {
  const { slack, bot } = await openGrid()
  const user = { id: slack.user, username: 'ada', team_id: slack.team }
  const made = (count: number) => vi.waitFor(() => expect([...bot.made.values()].filter(({ clip }) => clip)).toHaveLength(count), patient)

  await slack.sockets.deliver('slash_commands', {
    command: '/t2v',
    text: 'a fox',
    trigger_id: await slack.trigger(),
    channel_id: slack.channel,
    user_id: slack.user,
    team_id: slack.team,
    enterprise_id: 'E0GRID',
    is_enterprise_install: 'true',
    api_app_id: 'A1',
    response_url: slack.responseUrl(),
  })
  await made(1)

  const ts = `${Math.ceil(Date.now() / 1000)}.000100`
  await slack.sockets.deliver('events_api', {
    type: 'event_callback',
    team_id: slack.team,
    enterprise_id: 'E0GRID',
    event_id: 'Ev1',
    api_app_id: 'A1',
    // In this workspace the bot has another id than its token told.
    authorizations: [{ enterprise_id: 'E0GRID', team_id: slack.team, user_id: 'W0BOT', is_bot: true, is_enterprise_install: true }],
    is_ext_shared_channel: false,
    event: { type: 'app_mention', user: slack.user, text: '<@W0BOT> t2v a hare', ts, event_ts: ts, channel: slack.channel },
  })
  await made(2)

  const trigger = await slack.trigger()
  await slack.sockets.deliver('interactive', {
    ...grid,
    type: 'message_action',
    callback_id: 'animate',
    user,
    trigger_id: trigger,
    api_app_id: 'A1',
    action_ts: '1.5',
    message_ts: '1790000000.5',
    channel: { id: slack.channel, name: 'mood' },
    message: {
      type: 'message',
      ts: '1790000000.5',
      user: slack.user,
      text: '',
      files: [slack.fileObject(slack.addFile({ name: 'photo.png', mimetype: 'image/png' }))],
    },
    response_url: slack.responseUrl(),
  })
  await vi.waitFor(() => expect(slack.called('views.open')).toHaveLength(1), patient)
  const form = await vi.waitFor(() => personOf(slack).form(), patient)
  const values = { 'prompt:': { value: { type: 'plain_text_input', value: 'the fog lifts' } } }
  await slack.sockets.deliver('interactive', {
    ...grid,
    type: 'view_submission',
    user,
    trigger_id: await slack.trigger(),
    api_app_id: 'A1',
    view: { ...form, state: { values } },
  })
  await made(3)
  expect([...bot.made.values()].map(({ prompt, invocation }) => [prompt, invocation.command, invocation.workspace])).toEqual([
    ['a fox', 't2v', slack.team],
    ['a hare', 't2v', slack.team],
    ['the fog lifts', 'i2v', slack.team],
  ])
})

it('finds the workspace of a payload that leaves the team out by its person, else by the organization', async () => {
  const { slack, bot } = await openBot()
  const press = (user: object, action: string) =>
    slack.sockets.deliver('interactive', {
      ...grid,
      type: 'block_actions',
      user,
      trigger_id: action,
      api_app_id: 'A1',
      channel: { id: slack.channel, name: 'mood' },
      container: { type: 'message', channel_id: slack.channel },
      response_url: slack.responseUrl(),
      actions: [{ type: 'button', action_id: 'm1:run:quota::', block_id: 'b', action_ts: action }],
    })
  await press({ id: 'W0ADA', username: 'ada', team_id: 'T0HERE' }, '1.1')
  await press({ id: 'W0ADA', username: 'ada' }, '1.2')
  const heard = () => bot.invocations.map(({ workspace, member }) => `${workspace} ${member.id}`)
  await vi.waitFor(() => expect(heard()).toEqual(['T0HERE W0ADA', 'E0GRID W0ADA']), patient)
})
