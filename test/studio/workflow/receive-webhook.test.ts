import { expect, onTestFinished, test } from 'vitest'
import type { SubmitResult, Webhook, WebhookHint } from '../../../src/core/provider.ts'
import { startHttpServer } from '../../../src/http/server.ts'
import { createWebhookRoutes } from '../../../src/http/webhooks.ts'
import { createPublicLinks } from '../../../src/net/public-links.ts'
import { chunk, lastChunk, postRaw } from '../../http/raw.ts'
import { createFakeProvider, type FakeProvider } from '../../support/fake-provider.ts'
import { fakeModel, openHouse } from '../../support/open-house.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { smallClip } from '../../support/small-clip.ts'

const clip = await smallClip()
const publicLinks = createPublicLinks({ publicUrl: 'https://bot.example', secret: 'a secret', now: () => Date.now() })

/** A house with a provider that may be told something, and a clip that it renders. */
const serve = async (
  hintOf: (webhook: Webhook) => WebhookHint,
  change: (fake: FakeProvider) => void = () => undefined,
  typicalSeconds = 60,
) => {
  const given: string[] = []
  const heard: Webhook[] = []
  let laterMs = 0
  const fake = createFakeProvider()
  let polls = 0
  change(fake)
  const { submit, poll } = fake
  fake.submit = (request, attempt) => {
    given.push(attempt.webhookUrl ?? '')
    return submit.call(fake, request, attempt)
  }
  fake.poll = (...asked) => {
    polls += 1
    return poll.apply(fake, asked)
  }
  fake.parseWebhook = async (webhook) => {
    heard.push(webhook)
    return hintOf(webhook)
  }
  const house = await openHouse({
    run: true,
    models: [fakeModel({ price: { usdPerClip: 0.2 }, typicalSeconds })],
    publicLinks,
    parts: { providers: new Map([['fake', fake]]), clock: { now: () => Date.now() + laterMs } },
  })
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes: [],
    openRoutes: [createWebhookRoutes(house.webhooks)],
    log: quietLog,
  })
  onTestFinished(() => server.stop())
  await house.say('t2v', 'a boat')
  await expect.poll(() => given.length).toBe(1)
  const [url = ''] = given
  const post = (path: string, body: BodyInit) => fetch(server.url + path, { method: 'POST', body })
  /** Lets minutes pass: a clip that takes so long is asked for seldom. */
  const seldom = async (): Promise<void> => {
    laterMs = 200_000
    const before = polls
    await house.hurry()
    await expect.poll(() => polls).toBeGreaterThan(before)
  }
  return { seldom, fake, given, polls: () => polls, house, heard, path: new URL(url).pathname, post, port: server.port }
}

test('a webhook wakes its clip; the same event again and what is ignored do not', async () => {
  let hint: WebhookHint = { kind: 'ignored', reason: 'it is about another attempt' }
  const { fake, house, heard, path, post, polls } = await serve(() => hint)
  expect(path).toMatch(/^\/webhooks\/fake\/[\w-]{43}\/[0-9a-z]{12}$/)
  expect((await post(path, 'meaningless')).status).toBe(200)
  hint = { kind: 'moved', eventId: 'event-1' }
  const before = polls()
  expect((await post(path, '{"state":"started"}')).status).toBe(200)
  await expect.poll(polls).toBeGreaterThan(before)
  fake.clip = clip
  expect((await post(path, '{"state":"started"}')).status).toBe(200)
  hint = { kind: 'moved', eventId: 'event-2' }
  expect((await post(path, '{"state":"done"}')).status).toBe(200)
  expect(heard.map(({ rawBody }) => new TextDecoder().decode(rawBody))).toHaveLength(4)
  expect(heard.every(({ attemptId }) => path.endsWith(attemptId))).toBe(true)
  const [id = ''] = await house.finished()
  expect((await house.storage.generations.find(id))?.generation.state).toBe('delivered')
})

/** A house whose provider's webhooks were heard once, so that they are waited for. */
const serveHeard = async (typicalSeconds: number) => {
  const served = await serve(
    () => ({ kind: 'moved' }),
    (fake) => {
      fake.clip = clip
    },
    typicalSeconds,
  )
  const { given, house, path, post, polls } = served
  const delivered = (id: string) =>
    expect.poll(async () => (await house.storage.generations.find(id))?.generation.state, { timeout: 20_000 }).toBe('delivered')
  await post(path, '{}')
  const [first = ''] = await house.finished()
  await delivered(first)
  /** Asks for another clip and waits for its address. */
  const another = async () => {
    const [asked, before] = [given.length, polls()]
    const id = await house.ask('another boat')
    await expect.poll(() => given.length).toBe(asked + 1)
    return { id, hook: () => post(new URL(given.at(-1) ?? '').pathname, '{}'), polls: () => polls() - before }
  }
  return { ...served, another, delivered }
}

test('a provider whose webhooks come through is asked once, when one came', async () => {
  const { another, delivered, house } = await serveHeard(60)
  const { id, hook, polls } = await another()
  await expect.poll(async () => (await house.storage.generations.find(id))?.generation.state).toBe('rendering')
  expect(polls()).toBe(0)
  await hook()
  await delivered(id)
  expect(polls()).toBe(1)
})

test('a clip whose webhook is lost is asked about when it should be done, and those after it are asked about often', async () => {
  const { another, delivered, fake } = await serveHeard(0.5)
  const lost = await another()
  await delivered(lost.id)
  expect(lost.polls()).toBe(1)
  fake.clip = null
  const next = await another()
  await expect.poll(next.polls, { timeout: 5_000 }).toBeGreaterThan(2)
  fake.clip = clip
  await delivered(next.id)
})

test('a webhook that comes before the answer to the paid call is heard by the clip', async () => {
  const { another, delivered, fake } = await serveHeard(60)
  const answer = Promise.withResolvers<SubmitResult>()
  const { submit } = fake
  fake.submit = async (...asked) => {
    await submit.apply(fake, asked)
    return answer.promise
  }
  const { id, hook } = await another()
  await hook()
  answer.resolve({ kind: 'accepted', operation: null })
  await delivered(id)
})

test('one without a good signature is told so, and moves nothing', async () => {
  const { path, post, polls, seldom } = await serve(() => ({ kind: 'ignored', reason: 'it is too old or too new', unsigned: true }))
  await seldom()
  const before = polls()
  // What the first of them had moved would be asked for before the last.
  for (let time = 0; time < 8; time += 1) {
    const answer = await post(path, 'forged')
    expect([answer.status, await answer.json()]).toEqual([401, { error: expect.objectContaining({ code: 'not_signed' }) }])
  }
  expect(polls()).toBe(before)
})

test.each<[string, SubmitResult]>([
  ['unknown', { kind: 'unknown', reason: 'ECONNRESET' }],
  ['absent', { kind: 'rejected', error: { class: 'rate_limited', message: 'Busy.', retryAfterMs: 600_000 } }],
  ['to be tried again', { kind: 'rejected', error: { class: 'transient', message: 'It cannot be reached.' } }],
])('one that names its operation settles an attempt that was %s, without a second payment', async (_before, answer) => {
  const { given, house, path, post } = await serve(
    () => ({ kind: 'moved', operation: { id: 'p1' } }),
    (fake) => {
      fake.clip = clip
      fake.submit = async () => answer
      fake.reconcile = async () => ({ kind: 'unknown' })
    },
  )
  const [generation] = await house.storage.generations.open()
  await expect.poll(async () => (await house.storage.attempts.latest(generation?.id ?? ''))?.state).not.toBe('written')
  expect((await post(path, '{}')).status).toBe(200)
  const [id = ''] = await house.finished()
  expect((await house.storage.generations.find(id))?.generation.state).toBe('delivered')
  expect(await house.storage.attempts.latest(id)).toMatchObject({ state: 'accepted', operation: { id: 'p1' } })
  expect(given).toHaveLength(1)
})

test.each<SubmitResult>([
  { kind: 'unknown', reason: 'ECONNRESET' },
  { kind: 'rejected', error: { class: 'invalid_input', message: 'The provider does not accept these settings; change them.' } },
])('one that comes before the answer to the paid call is not undone by that answer: $kind', async (answer) => {
  const lost = Promise.withResolvers<SubmitResult>()
  const { given, house, path, post } = await serve(
    () => ({ kind: 'moved', operation: { id: 'p1' } }),
    (fake) => {
      fake.clip = clip
      fake.submit = () => lost.promise
    },
  )
  expect((await post(path, '{}')).status).toBe(200)
  lost.resolve(answer)
  const [id = ''] = await house.finished()
  expect((await house.storage.generations.find(id))?.generation.state).toBe('delivered')
  expect(given).toHaveLength(1)
})

test('one that names an operation of a clip that is over counts at the roof, once, and is charged to nobody', async () => {
  const { house, path, post } = await serve(
    () => ({ kind: 'moved', operation: { id: 'p1' } }),
    (fake) => {
      fake.submit = async () => ({ kind: 'rejected', error: { class: 'invalid_input', message: 'It does not take that; change it.' } })
    },
  )
  const [id = ''] = await house.finished()
  expect(await house.storage.ledger.spentByEverybody(Date.now())).toMatchObject({ month: 0 })
  for (let again = 0; again < 3; again += 1) expect((await post(path, '{}')).status).toBe(200)
  expect(await house.storage.ledger.spentByEverybody(Date.now())).toMatchObject({ month: 20 })
  expect((await house.storage.generations.find(id))?.generation.costCredits).toBe(0)
})

test('what a vendor wants to hear first is answered', async () => {
  const { path, post } = await serve(({ rawBody }) => ({ kind: 'answer', body: JSON.parse(new TextDecoder().decode(rawBody)) }))
  const answer = await post(path, '{"challenge":"123"}')
  expect([answer.status, await answer.json()]).toEqual([200, { challenge: '123' }])
})

test('nobody reads what comes to another address, or is too large', async () => {
  const { path, post, heard } = await serve(() => ({ kind: 'moved' }))
  const [, , , key = '', attempt = ''] = path.split('/')
  for (const other of [
    `/webhooks/fake/${key}/000000000000`,
    `/webhooks/fake/${key.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}/${attempt}`,
    `/webhooks/other/${key}/${attempt}`,
    `/webhooks/fake/${attempt}`,
  ]) {
    expect((await post(other, '{}')).status).toBe(404)
  }
  expect((await post(path, new Uint8Array(1024 * 1024 + 1))).status).toBe(413)
  expect(heard).toEqual([])
})

test('hears a vendor behind a proxy that sends in chunks, without a length', async () => {
  const { path, port, heard } = await serve(() => ({ kind: 'moved' }))
  const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }
  expect(await postRaw(port, { path, headers, pieces: [chunk('{"a"'), chunk(':1}'), lastChunk] })).toBe(200)
  expect(heard.map(({ rawBody }) => new TextDecoder().decode(rawBody))).toEqual(['{"a":1}'])
})
