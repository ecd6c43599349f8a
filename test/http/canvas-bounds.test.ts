import { expect, test } from 'vitest'
import type { Drawn } from '../../src/studio/canvas.ts'
import { shippedPolicy } from '../support/shipped-policy.ts'
import { bodyOf, minute, openCanvas, painted } from './canvas-house.ts'

const mod = { id: 'mo', name: 'Mo', moderator: true }
const none = { status: 400, answer: { problem: 'No mask came with that. Paint over what is to change and send it again.' } }
const drawn: Drawn = { mask: painted(), prompt: 'a storm', credits: 20 }

test('what a member sends waits unread until what they sent before is made, by whatever link', async () => {
  const { canvas, link, made } = await openCanvas()
  const tokens = (await Promise.all([link(), link(), link()])).map((url) => url.split('/canvas/')[1] ?? '')
  /** How many fixes there were as each was read. */
  const before: number[] = []
  const read = async (): Promise<Drawn> => {
    before.push((await made()).length)
    return drawn
  }
  expect(await Promise.all(tokens.map((token) => canvas.send(token, read)))).toEqual([{ ok: true }, { ok: true }, { ok: true }])
  expect(before).toEqual([0, 4, 8])
})

test('by a link that was used while it waited, or whose time was over by then, nothing is read', async () => {
  const { canvas, clock, link } = await openCanvas()
  const [used = '', late = ''] = (await Promise.all([link(), link()])).map((url) => url.split('/canvas/')[1])
  let reads = 0
  const read = async (): Promise<Drawn> => {
    reads += 1
    return drawn
  }
  const slow = async (): Promise<Drawn> => {
    clock.ahead += reads === 1 ? 11 * minute : 0
    return read()
  }
  const sent = await Promise.allSettled([used, used, used].map((token) => canvas.send(token, read)))
  expect([sent.map(({ status }) => status), reads]).toEqual([['fulfilled', 'rejected', 'rejected'], 1])
  await Promise.allSettled([late, late].map((token) => canvas.send(token, slow)))
  expect(reads).toBe(2)
})

test('a body of many parts, or with lines without end before one, is none', async () => {
  const { link, send, made } = await openCanvas()
  const url = await link()
  const many = bodyOf(painted())
  for (let at = 0; at < 500; at += 1) many.append('more', 'x')
  expect(await send(url, many)).toEqual(none)
  const [line, type] = ['--x', { 'content-type': 'multipart/form-data; boundary=x' }]
  const head = 'content-disposition: form-data; name="mask"; filename="mask.png"'
  const body = (lines: readonly string[]) =>
    Buffer.concat([Buffer.from([line, head, ...lines, '', ''].join('\r\n')), painted(), Buffer.from(`\r\n${line}--\r\n`)])
  expect(await send(url, body(Array(1_000).fill('a: b')), type)).toEqual(none)
  for (const cut of [1, 3, 10]) expect(await send(url, body([]).subarray(0, -cut - 2), type)).toEqual(none)
  expect(await made()).toEqual([])
  expect((await send(url, body([]), type)).answer).toEqual({ problem: 'A fix needs words. Say what should be there instead.' })
  expect((await send(url)).status).toBe(200)
})

test('what costs more than the page had told is agreed to by sending it again, and not before', async () => {
  const { link, send, made } = await openCanvas()
  const url = await link()
  for (const told of [null, '15', 'nothing', '-20']) {
    expect(await send(url, bodyOf(painted(), 'a storm', told))).toEqual({
      status: 200,
      answer: {
        problem: 'This costs 20 credits, which this page had not told you. Send it again to agree.',
        told: { price: 'Costs 20 credits.', credits: 20 },
      },
    })
  }
  expect(await made()).toEqual([])
  expect(await send(url)).toEqual({ status: 200, answer: { ok: true } })
})

test('where nobody can tell the price, much of it is asked about all the same', async () => {
  const { link, send, made } = await openCanvas({ usdPerClip: 0.5, price: async () => null })
  const { answer } = await send(await link())
  expect(answer).toEqual({ problem: 'This makes 4 stills for about 200 credits. You are asked because that is more than 100.' })
  expect(await made()).toEqual([])
})

test.each([
  ['who moderated', { moderator: true, manager: true, owner: true }],
  ['who had a role that moderates', { roles: ['13'] }],
])('a large fix of a member %s when they got the link waits for approval', async (_, presser) => {
  const policy = await shippedPolicy()
  const moderators = [{ platform: 'web', workspace: 'local', roles: ['13'] }]
  const { house, id, link, send, made } = await openCanvas({ parts: { policy: { ...policy, moderators } } })
  await house.say('workspace', '--approve 10', mod)
  // What they make themselves needs none.
  await house.say('fix', `${id} --into a storm`, presser)
  const [typed] = await made()
  expect((await house.storage.generations.find(typed?.id ?? ''))?.approval ?? null).toBeNull()
  expect(await send(await link(presser))).toEqual({ status: 200, answer: { ok: true } })
  const drawn = (await made()).at(-1)
  expect((await house.storage.generations.find(drawn?.id ?? ''))?.approval).toEqual({ state: 'waiting' })
})

test('who may make nothing gets no link', async () => {
  const { house, link } = await openCanvas()
  await house.say('block', '@ann spam', mod)
  expect(await link()).toMatch(/no-link$/)
  await house.say('unblock', '@ann', mod)
  await house.say('queue', 'pause moving house', mod)
  expect(await link()).toMatch(/no-link$/)
})

test('what one member sends in vain has a bound an hour, beyond which nothing is read', async () => {
  const { canvas, clock, link } = await openCanvas()
  const token = async () => (await link()).split('/canvas/')[1] ?? ''
  const [first, good] = [await token(), await token()]
  let reads = 0
  const read = (prompt: string) => async (): Promise<Drawn> => {
    reads += 1
    return { ...drawn, prompt }
  }
  for (let at = 0; at < 29; at += 1) expect(await canvas.send(first, read(' '))).toHaveProperty('problem')
  // What comes of it counts no longer.
  for (let at = 0; at < 3; at += 1) expect(await canvas.send(at === 0 ? good : await token(), read('a storm'))).toEqual({ ok: true })
  await canvas.send(first, read(' '))
  const refusal = { code: 'quota_exceeded', sentence: { say: 'member.masksAnHour', given: { most: 30, minutes: 60 } } }
  await expect(canvas.send(await token(), read('a storm'))).rejects.toMatchObject(refusal)
  expect(reads).toBe(33)
  clock.ahead += 61 * minute
  expect(await canvas.send(await token(), read('a storm'))).toEqual({ ok: true })
})
