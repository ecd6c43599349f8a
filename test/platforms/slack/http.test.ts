import { expect, it, vi } from 'vitest'
import type { SlackOptions } from '../../../src/platforms/slack/index.ts'
import { chunk, lastChunk, postRaw } from '../../http/raw.ts'
import { patient } from '../../support/patient.ts'
import { recordedLog } from '../../support/recorded-log.ts'
import { startSlackBot } from './bot.ts'
import { personOf } from './fake/person.ts'
import { openedForm } from './opened-bot.ts'
import { openFakeSlack } from './scene.ts'

const open = async (changes: Partial<SlackOptions> = {}) => {
  const slack = await openFakeSlack()
  const bot = await startSlackBot(slack, { mode: 'http', changes })
  const { http } = bot
  if (!http) throw new Error('HTTP mode has no routes')
  return { slack, bot, http, ada: personOf(slack, http) }
}

it('makes a clip from commands, forms and events that come as signed requests, and opens no socket', async () => {
  const { slack, bot, ada } = await open()
  await ada.command('/t2v', 'a fox & a hare')
  await vi.waitFor(() => expect([...bot.made.values()][0]?.clip).toBeTruthy(), patient)
  expect([...bot.made.values()][0]?.prompt).toBe('a fox & a hare')
  await ada.command('/t2v')
  const form = await openedForm(ada)
  expect((await ada.submit(form, { prompt: '' })).payload).toMatchObject({ response_action: 'errors' })
  await ada.submit(form, { prompt: 'a hare' })
  await ada.mention('t2v an owl')
  await vi.waitFor(() => expect([...bot.made.values()].filter(({ clip }) => clip).length).toBe(3), patient)
  expect(slack.sockets.count()).toBe(0)
})

it('answers url_verification', async () => {
  const { slack, http } = await open()
  const response = await slack.signed(http, JSON.stringify({ type: 'url_verification', challenge: 'c-1', token: 'x' }))
  expect([response.status, await response.json()]).toEqual([200, { challenge: 'c-1' }])
})

const event = (slack: { team: string; user: string; botUserId: string; channel: string }): string =>
  JSON.stringify({
    type: 'event_callback',
    team_id: slack.team,
    event_id: 'Ev1',
    event: { type: 'app_mention', user: slack.user, text: `<@${slack.botUserId}> t2v a fox`, ts: '1790000000.1', channel: slack.channel },
  })

it.each([
  ['a wrong signature', { secret: 'another' }],
  ['a signature of six minutes ago', { ageSeconds: 360 }],
  ['a signature of six minutes from now', { ageSeconds: -360 }],
])('refuses %s, also for url_verification', async (_, options) => {
  const { slack, bot, http } = await open()
  expect((await slack.signed(http, event(slack), options)).status).toBe(401)
  expect((await slack.signed(http, JSON.stringify({ type: 'url_verification', challenge: 'c' }), options)).status).toBe(401)
  expect(bot.invocations).toEqual([])
})

it('takes a signature of four minutes ago, and refuses bytes that were changed after signing', async () => {
  const { slack, bot, http } = await open()
  const body = event(slack)
  const headers = { 'content-type': 'application/json', ...slack.signature(body) }
  const changed = await fetch(`${http}/slack/events`, { method: 'POST', headers, body: body.replace('a fox', 'a bear') })
  expect(changed.status).toBe(401)
  expect((await slack.signed(http, body, { ageSeconds: 240 })).status).toBe(200)
  await vi.waitFor(() => expect([...bot.made.values()].map(({ prompt }) => prompt)).toEqual(['a fox']), patient)
})

it('answers a request without signature, without sense or of an unknown kind without a fault', async () => {
  const { slack, http } = await open()
  expect((await fetch(`${http}/slack/events`, { method: 'POST', body: '{}' })).status).toBe(401)
  expect((await slack.signed(http, 'not json')).status).toBe(400)
  expect((await slack.signed(http, '{"type":"something"}')).status).toBe(404)
})

it('logs the number of requests that nobody signed, once a minute', async () => {
  let now = Date.now()
  const { log, lines } = recordedLog()
  const warned = () => lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields)
  const { http } = await open({ log, clock: { now: () => now } })
  const send = () => fetch(`${http}/slack/events`, { method: 'POST', body: '{}' })
  for (let round = 0; round < 4; round += 1) await send()
  expect(warned()).toEqual([{ count: 1 }])
  now += 60_000
  await send()
  expect(warned()).toEqual([{ count: 1 }, { count: 4 }])
})

it('hears events that a proxy sends in chunks, without a length', async () => {
  const { slack, bot, http } = await open()
  const body = event(slack)
  const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked', ...slack.signature(body) }
  const pieces = [chunk(body.slice(0, 20)), chunk(body.slice(20)), lastChunk]
  expect(await postRaw(Number(new URL(http).port), { path: '/slack/events', headers, pieces })).toBe(200)
  await vi.waitFor(() => expect([...bot.made.values()].map(({ prompt }) => prompt)).toEqual(['a fox']), patient)
})

it('reads nothing of a request that nobody signed, however long it goes on', async () => {
  const { slack, http } = await open()
  const port = Number(new URL(http).port)
  const { 'x-slack-signature': signature = '', ...unsigned } = slack.signature('{}')
  const old = { ...unsigned, 'x-slack-request-timestamp': '1', 'x-slack-signature': signature }
  for (const headers of [{}, unsigned, { ...unsigned, 'x-slack-signature': 'v0=' }, old]) {
    const endless = { path: '/slack/events', headers: { ...headers, 'transfer-encoding': 'chunked' }, pieces: [chunk('{')] }
    expect(await postRaw(port, endless)).toBe(401)
  }
})

it('refuses more than Slack ever sends', async () => {
  const { slack, bot, http } = await open()
  expect((await slack.signed(http, 'x'.repeat(1024 * 1024 + 1))).status).toBe(413)
  expect(bot.invocations).toEqual([])
})
