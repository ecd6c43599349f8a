import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DefaultWebSocketManagerOptions } from '@discordjs/ws'
import { expect, onTestFinished, test } from 'vitest'
import type { FromThread } from '../../../../src/platforms/discord/gateway/gateway-messages.ts'
import { keepShard } from '../../../../src/platforms/discord/gateway/keep-shard.ts'
import { type GatewayMood, startGateway } from '../fake/gateway.ts'
import { createWorld } from '../fake/world.ts'
import { until } from '../scene.ts'

/** A shard that is kept without waiting, in this thread, by a gateway of that mood. */
const keep = async (mood: Partial<GatewayMood> = {}) => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/gateway`
  const gateway = startGateway(server, createWorld(), { token: 'token', url: () => url })
  gateway.feel(mood)
  const told: FromThread[] = []
  const heard: string[] = []
  const stop = new AbortController()
  const limit = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 }
  const kept = keepShard(0, {
    options: {
      ...DefaultWebSocketManagerOptions,
      token: 'token',
      intents: 0,
      gatewayInformation: { url, shards: 1, session_start_limit: limit },
      shardCount: 1,
      helloTimeout: 500,
      readyTimeout: 500,
    },
    throttler: { waitForIdentify: async () => undefined },
    session: null,
    connections: new Set(),
    onDispatch: ({ t }) => heard.push(t),
    tell: (message) => told.push(message),
    pauseMs: () => 5,
    signal: stop.signal,
  })
  onTestFinished(async () => {
    stop.abort()
    await kept
    await gateway.stop()
    await new Promise((resolve) => server.close(resolve))
  })
  const ends = () => told.filter((message) => message.op === 'disconnected')
  const isConnected = () => told.at(-1)?.op === 'connected'
  /** The mood is over: the shard is connected, and hears what is said. */
  const expectWell = async () => {
    gateway.feel()
    await until(() => expect([isConnected(), gateway.connected()]).toEqual([true, true]))
    const before = heard.length
    gateway.dispatch('CHANNEL_CREATE', {})
    await until(() => expect(heard.slice(before)).toContain('CHANNEL_CREATE'))
  }
  return { gateway, told, kept, ends, expectWell }
}

/** What is wrong after an IDENTIFY or RESUME. Of the close codes one of each sort: no fault, one of ours, one of the session, one that nobody knows. */
const moods: [string, Partial<GatewayMood>][] = [
  ...[502, 503, 429].map((refusal): [string, Partial<GatewayMood>] => [`an HTTP ${refusal}`, { refusal }]),
  ...[1000, 4002, 4009, 4999].map((close): [string, Partial<GatewayMood>] => [`close code ${close}`, { close }]),
  ['no HELLO at all', { hello: 'silence' }],
  ['an invalid session', { answer: [{ op: 9, d: false }] }],
  ['a session to resume, for ever', { answer: [{ op: 9, d: true }] }],
  ['a request to connect again', { answer: [{ op: 7 }] }],
  // These are connections for a moment.
  ['a HELLO without an interval', { hello: { heartbeat_interval: null } }],
  ['a HELLO with nothing in it', { hello: {} }],
  ['a HELLO with an interval below zero', { hello: { heartbeat_interval: -5 } }],
  ['heartbeats that are never acknowledged', { hello: { heartbeat_interval: 40 }, acknowledges: false }],
  ['a READY without a session', { answer: [{ op: 0, t: 'READY', s: 1, d: { user: null } }, { op: 7 }] }],
  [
    'a READY with an address that is none',
    { answer: [{ op: 0, t: 'READY', s: 1, d: { session_id: 'x', resume_gateway_url: 'nowhere' } }, { op: 7 }] },
  ],
]

test.each(moods)('what may pass is tried again, at the first connection and later: %s', async (_, mood) => {
  const { gateway, ends, expectWell } = await keep(mood)
  await until(() => expect(ends().length).toBeGreaterThan(0))
  await expectWell()
  const before = ends().length
  gateway.feel(mood)
  gateway.drop()
  await until(() => expect(ends().length).toBeGreaterThan(before + 1))
  await expectWell()
})

test.each<[string, object | Buffer, object]>([
  ['a second HELLO without an interval', { op: 10, d: { heartbeat_interval: null } }, { resumable: true }],
  ['an invalid session', { op: 9, d: false }, { resumable: false }],
  ['a request to connect again', { op: 7 }, { resumable: true }],
  ['a frame that is larger than anything', Buffer.alloc(101 * 1024 * 1024), { resumable: true }],
])('a connection that is broken by what the gateway sends is made again: %s', async (_, frame, end) => {
  const { gateway, ends, expectWell } = await keep()
  await expectWell()
  gateway.throwAt(Buffer.isBuffer(frame) ? frame : JSON.stringify(frame))
  await until(() => expect(ends()).toMatchObject([end]))
  await expectWell()
})

test('a demand for heartbeats without end is not met', async () => {
  const { gateway, ends, expectWell } = await keep()
  await expectWell()
  for (let n = 0; n < 500; n += 1) gateway.throwAt(JSON.stringify({ op: 1, d: null }))
  await until(() => expect(ends()).toMatchObject([{ reason: 'Discord asked for too many payloads' }]))
  await expectWell()
})

test('a session that Discord closes at each RESUME is given up', async () => {
  const { gateway, expectWell } = await keep()
  await expectWell()
  gateway.feel({ closeResume: 4000 })
  gateway.drop()
  await until(() => expect(gateway.counts).toMatchObject({ resumes: 3, identifies: 2 }))
  await expectWell()
})

test('a RESUME that is not answered is given up', async () => {
  const { gateway, ends, expectWell } = await keep()
  await expectWell()
  gateway.feel({ answer: [] })
  gateway.drop()
  await until(() => expect(ends()[1]).toMatchObject({ reason: 'a RESUME was not answered', resumable: false }))
  await expectWell()
})

test('an address for resuming that is gone is not the only one that is tried', async () => {
  const { gateway, expectWell } = await keep({ resumeUrl: 'ws://127.0.0.1:9' })
  await until(() => expect(gateway.connected()).toBe(true))
  gateway.drop()
  await until(() => expect(gateway.counts).toMatchObject({ resumes: 1, identifies: 1 }))
  await expectWell()
})

test.each([4004, 4013])('a shard that Discord refuses for good is kept no more: close code %i', async (close) => {
  const { told, kept } = await keep({ close })
  await kept
  expect(told).toEqual([{ op: 'refused', shard: 0, code: close }])
})
