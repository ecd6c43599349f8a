import { expect, it, vi } from 'vitest'
import type { MoodreelError } from '../../../../src/core/errors.ts'
import type { SlackOptions } from '../../../../src/platforms/slack/index.ts'
import { recordedLog } from '../../../support/recorded-log.ts'
import { startSlackBot } from '../bot.ts'
import { personOf } from '../fake/person.ts'
import { openFakeSlack } from '../scene.ts'

/** A bot that was heard to say these lines, and to report this. */
const open = async (
  prepare: (slack: Awaited<ReturnType<typeof openFakeSlack>>) => void = () => undefined,
  times: SlackOptions['socketTimes'] = {},
  clock = { now: () => Date.now() },
) => {
  const slack = await openFakeSlack()
  const { log, lines } = recordedLog()
  const broken: MoodreelError[] = []
  prepare(slack)
  const changes = { log, clock, readPauseMs: 1, socketTimes: { pauses: [1, 2, 5, 10], lastAcks: 50, ...times } }
  const bot = await startSlackBot(slack, { changes, onBroken: (error) => void broken.push(error) })
  const reasons = () => lines.flatMap(({ message, fields }) => (message.includes('renewed') ? [fields['reason']] : []))
  return { slack, bot, broken, reasons, ada: personOf(slack) }
}
const patient = { timeout: 30_000, interval: 20 }

it.each(['warning', 'refresh_requested'] as const)('is never deaf when both sockets are asked to go in one moment (%s)', async (reason) => {
  const { slack, bot, reasons, ada } = await open()
  await vi.waitFor(() => expect(slack.sockets.count()).toBe(2), patient)
  slack.sockets.askAll(reason)
  for (const prompt of ['one', 'two', 'three']) await ada.command('/t2v', prompt)
  await vi.waitFor(() => expect(slack.sockets.opened()).toBe(4), patient)
  expect(slack.sockets.fewest()).toBeGreaterThanOrEqual(2)
  expect(reasons()).toEqual([reason, reason])
  // The old ones go when their last answers are out.
  await vi.waitFor(() => expect(slack.sockets.count()).toBe(2), patient)
  expect(slack.sockets.fewest()).toBe(2)
  await vi.waitFor(() => expect(bot.made.size).toBe(3), patient)
})

it('opens sockets at once when all were cut, and says since when none was open', async () => {
  const { slack, bot, broken, reasons, ada } = await open()
  expect(bot.platform.disconnectedSince()).toBeNull()
  await vi.waitFor(() => expect(slack.sockets.count()).toBe(2), patient)
  const before = Date.now()
  slack.fault('apps.connections.open', { kind: 'lostCall' })
  slack.always('apps.connections.open', { kind: 'status', status: 503 })
  slack.sockets.cutAll()
  await vi.waitFor(() => expect(bot.platform.disconnectedSince()).toBeGreaterThanOrEqual(before), patient)
  slack.heal()
  await vi.waitFor(() => expect(slack.sockets.count()).toBe(2), patient)
  expect(bot.platform.disconnectedSince()).toBeNull()
  expect(reasons()).toEqual(['it was closed', 'it was closed'])
  expect(broken).toEqual([])
  await ada.command('/t2v', 'a fox')
  await vi.waitFor(() => expect(bot.made.size).toBe(1), patient)
})

it.each([502, 503, 'no hello'] as const)('begins although Slack first answers a new socket with %s', async (trouble) => {
  const { slack, bot } = await open((fake) => fake.sockets.troubles.push(trouble), trouble === 'no hello' ? { hello: 100 } : {})
  await vi.waitFor(() => expect(slack.sockets.count()).toBe(2), patient)
  expect(bot.platform.disconnectedSince()).toBeNull()
})

it.each(['auth.test', 'apps.connections.open'])('begins although Slack at first does not answer %s', async (method) => {
  const { slack } = await open((fake) => fake.fault(method, ...Array(5).fill({ kind: 'status', status: 503 })))
  await vi.waitFor(() => expect(slack.sockets.count()).toBe(2), patient)
})

it.each(['auth.test', 'apps.connections.open'])('does not begin when Slack refuses the token at %s', async (method) => {
  await expect(open((fake) => fake.always(method, { kind: 'error', error: 'invalid_auth' }))).rejects.toMatchObject({
    code: 'bad_config',
    userMessage: expect.stringContaining('slack:doctor'),
  })
})

it.each(['invalid_auth', 'account_inactive', 'not_allowed_token_type'])(
  'reports once that Slack refuses sockets for good: %s',
  async (code) => {
    const { slack, bot, broken } = await open()
    await vi.waitFor(() => expect(slack.sockets.count()).toBe(2), patient)
    slack.always('apps.connections.open', { kind: 'error', error: code })
    slack.sockets.cutAll()
    await vi.waitFor(
      () => expect(broken).toMatchObject([{ code: 'bad_config', userMessage: expect.stringContaining('SLACK_APP_TOKEN') }]),
      patient,
    )
    expect(bot.platform.disconnectedSince()).not.toBeNull()
    // It may be made right all the same.
    slack.heal()
    await vi.waitFor(() => expect(bot.platform.disconnectedSince()).toBeNull(), patient)
    expect(broken).toHaveLength(1)
  },
)

it('reports nothing while one socket still works', async () => {
  const { slack, bot, broken } = await open()
  await vi.waitFor(() => expect(slack.sockets.count()).toBe(2), patient)
  const asked = slack.called('apps.connections.open').length
  slack.always('apps.connections.open', { kind: 'error', error: 'invalid_auth' })
  slack.sockets.recycleOne()
  await vi.waitFor(() => expect(slack.called('apps.connections.open').length).toBeGreaterThan(asked + 3), patient)
  expect(broken).toEqual([])
  expect(bot.platform.disconnectedSince()).toBeNull()
})

it('begins one of two sockets again, so that they do not grow old together', async () => {
  let now = Date.now()
  const { slack, reasons } = await open(undefined, { apart: 30 }, { now: () => now })
  now += 30
  await vi.waitFor(() => expect(reasons()).toEqual(['to be apart from the other one']), patient)
  await vi.waitFor(() => expect(slack.sockets.opened()).toBe(3), patient)
})
