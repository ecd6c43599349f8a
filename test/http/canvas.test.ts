import { expect, test } from 'vitest'
import { bodyOf, minute, openCanvas, painted } from './canvas-house.ts'
import { chunk, postRaw } from './raw.ts'

test('a mask that is drawn makes a fix of the one who got the link, where they asked for it', async () => {
  const { house, link, send, made } = await openCanvas({ values: '--takes 2 --change the sky' })
  expect(await send(await link())).toEqual({ status: 200, answer: { ok: true } })
  const [first, second, ...more] = await made()
  expect([second?.batchId, more]).toEqual([first?.batchId, []])
  expect(first?.request).toMatchObject({ prompt: 'the sky: a storm', mask: { name: 'mask.png' } })
  const { batch } = await house.studio.find(first?.id ?? '')
  expect(batch).toMatchObject({ memberId: 'ann', memberName: 'Ann', command: 'fix', platform: 'web', workspace: 'local' })
  // What came is kept as the mask alone.
  expect(await Array.fromAsync(house.storage.mediaStore.list('uploads/'))).toEqual([])
})

test('the page has what it needs to be drawn, and the still beneath', async () => {
  const { link, clock } = await openCanvas({ locale: 'ko', values: '--into "a storm"' })
  const url = await link()
  const page = await fetch(url)
  expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([
    200,
    'text/html; charset=UTF-8',
    'no-store',
  ])
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
  const facts: { expiresAt: number } = JSON.parse(await page.text())
  expect(facts).toMatchObject({
    language: 'ko',
    width: 96,
    height: 54,
    alt: 'a hill',
    prompt: 'a storm',
    price: '20크레딧이 듭니다.',
    credits: 20,
  })
  expect(Math.abs(facts.expiresAt - clock.now() - 10 * minute)).toBeLessThan(minute)
  const still = await fetch(`${url}/still`)
  expect([still.status, still.headers.get('content-type'), new Uint8Array(await still.arrayBuffer())]).toEqual([
    200,
    'image/png',
    painted(),
  ])
})

test('a link works for ten minutes', async () => {
  const { link, send, clock, made } = await openCanvas()
  const url = await link()
  clock.ahead += 9 * minute
  expect((await fetch(url)).status).toBe(200)
  clock.ahead += 2 * minute
  const over = { problem: 'This link to draw a mask no longer works. Ask for a new one where the still is.' }
  expect(await send(url)).toEqual({ status: 404, answer: over })
  for (const path of ['', '/still']) expect((await fetch(url + path)).status).toBe(404)
  expect(await made()).toEqual([])
})

test('a link works once, also for two masks in one instant', async () => {
  const { link, send, made } = await openCanvas()
  const url = await link()
  const answers = await Promise.all([send(url), send(url, bodyOf(painted(96, 54, 2 / 3), 'a rainbow')), send(url)])
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404, 404])
  const used = { problem: 'A mask was sent by this link already, and a link works once. Ask for a new one where the still is.' }
  expect(answers.filter(({ status }) => status === 404).map(({ answer }) => answer)).toEqual([used, used])
  expect(await send(url)).toEqual({ status: 404, answer: used })
  for (const path of ['', '/still']) expect((await fetch(url + path)).status).toBe(404)
  expect(await made()).toHaveLength(4)
})

test('what is wrong with a mask is said, in the language of its member, and the link stays good', async () => {
  const { link, send, made } = await openCanvas({ locale: 'ko' })
  const url = await link()
  const tries: [RequestInit['body'], string][] = [
    [bodyOf(painted(96, 54, 0)), '마스크가 온통 검어서 바뀌는 것이 없습니다. 바꿀 곳을 희게 칠해 주세요.'],
    [bodyOf(painted(96, 54, 1)), '마스크가 온통 희어서 남는 것이 없습니다. 그대로 둘 곳을 검게 칠해 주세요.'],
    [bodyOf(painted(54, 54)), '마스크는 54×54, 이미지는 96×54픽셀입니다. 이미지와 크기나 비율이 같은 마스크를 만들어 주세요.'],
    [bodyOf(painted(), ' '), '수정할 말이 필요합니다. 그 자리에 무엇이 있어야 하는지 알려 주세요.'],
  ]
  for (const [body, problem] of tries) expect(await send(url, body)).toEqual({ status: 200, answer: { problem } })
  expect((await send(url, bodyOf(new TextEncoder().encode('<svg onload="alert(1)"/>')))).answer).toEqual({ problem: expect.any(String) })
  expect(await made()).toEqual([])
  expect(await send(url)).toEqual({ status: 200, answer: { ok: true } })
})

test('a body that is none is refused before it is read to its end', async () => {
  const { house, server, link, send, made } = await openCanvas()
  const url = await link()
  const none = { status: 400, answer: { problem: 'No mask came with that. Paint over what is to change and send it again.' } }
  expect(await send(url, new Uint8Array(painted()), { 'content-type': 'image/png' })).toEqual(none)
  expect(await send(url, '{}', { 'content-type': 'application/json' })).toEqual(none)
  expect(await send(url, 'none', { 'content-type': 'multipart/form-data; boundary=x' })).toEqual(none)
  const words = new FormData()
  words.set('mask', 'no file')
  expect(await send(url, words)).toEqual(none)
  expect(await send(url, bodyOf(new Uint8Array(0)))).toEqual(none)
  // A still of 96 by 54 pixels has no mask of a megabyte, whatever length is named or not.
  expect((await send(url, bodyOf(new Uint8Array(1024 * 1024)))).status).toBe(413)
  const headers = { 'content-type': 'multipart/form-data; boundary=x', 'transfer-encoding': 'chunked' }
  const pieces = Array.from({ length: 4 }, () => chunk('x'.repeat(64 * 1024)))
  expect(await postRaw(server.port, { path: new URL(url).pathname, headers, pieces })).toBe(413)
  expect(await made()).toEqual([])
  expect(await Array.fromAsync(house.storage.mediaStore.list('uploads/'))).toEqual([])
  expect((await send(url)).status).toBe(200)
})

test('a link is for its member and its still, and for nobody and nothing else', async () => {
  const { house, link, send, made } = await openCanvas()
  const url = await link()
  const [words = '', signature = ''] = url.split('/canvas/')[1]?.split('.') ?? []
  const grant: object = JSON.parse(Buffer.from(words, 'base64url').toString())
  const { id: another } = await house.clip({ request: { mode: 't2i', model: 'stills' } })
  for (const changed of [
    { memberId: 'bob' },
    { generationId: another },
    { workspace: 'elsewhere' },
    { expiresAt: Date.now() + 60 * minute },
  ]) {
    const forged = Buffer.from(JSON.stringify({ ...grant, ...changed })).toString('base64url')
    expect((await send(url.replace(words, forged))).status).toBe(404)
  }
  expect((await send(url.replace(signature, signature.split('').toReversed().join('')))).status).toBe(404)
  expect(await made()).toEqual([])
})

test('a link to a still that was deleted, or of a member who was forgotten, leads nowhere', async () => {
  const { house, id, link, send } = await openCanvas()
  const url = await link()
  await house.press('delete', id)
  expect((await send(url)).answer).toEqual({ problem: expect.stringContaining('was deleted') })
  const other = await openCanvas()
  const second = await other.link()
  await other.house.say('forget', '--yes')
  expect((await other.send(second)).status).toBe(404)
})

test('what a member may no longer do is refused when the mask comes', async () => {
  const { house, link, send, made } = await openCanvas()
  const url = await link()
  await house.say('block', '@ann spam', { id: 'mo', name: 'Mo', moderator: true })
  const { answer } = await send(url)
  expect(answer).toEqual({ problem: expect.stringContaining('block') })
  expect(await made()).toEqual([])
})
