import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { Hono } from 'hono'
import { expect, onTestFinished, test } from 'vitest'
import { newId } from '../../../src/core/id.ts'
import { notice } from '../../../src/core/post.ts'
import type { Text } from '../../../src/core/words/sentence.ts'
import { startHttpServer } from '../../../src/http/server.ts'
import { createEvents } from '../../../src/platforms/web/events.ts'
import { type EventReader, openEvents } from './event-reader.ts'
import { createMemoryLog } from './memory-log.ts'
import { type Playground, startPlayground } from './playground.ts'

const start = async (): Promise<Playground> => {
  const playground = await startPlayground()
  onTestFinished(() => playground.stop())
  return playground
}
const follow = async (playground: { url: string }, query = '', headers: Record<string, string> = {}): Promise<EventReader> => {
  const reader = await openEvents(`${playground.url}/api/events${query}`, headers)
  onTestFinished(() => reader.close())
  return reader
}
const post = (playground: Playground, text: string) =>
  playground.platform.post({ platform: 'web', workspace: 'local', channel: 'playground' }, notice(text), { key: newId(), again: false })

test('shows two browsers the same changes as they happen', async () => {
  const playground = await start()
  const readers = [await follow(playground, '?since=0'), await follow(playground, '?since=0')]
  const ref = await post(playground, 'hello')
  for (const reader of readers) expect(await reader.message()).toMatchObject({ id: ref.message, post: { text: 'hello' } })
  await playground.platform.edit(ref, notice('hello again'))
  for (const reader of readers) expect(await reader.message()).toMatchObject({ id: ref.message, post: { text: 'hello again' } })
  await playground.platform.remove(ref)
  for (const reader of readers) expect(await reader.message()).toMatchObject({ id: ref.message, post: null })
})

test('goes on after the last event id without a gap or a double, also over a restart', async () => {
  const playground = await start()
  const first = await follow(playground, '?since=0')
  await post(playground, '1')
  await post(playground, '2')
  expect((await first.message()).post?.text).toBe('1')
  const last = await first.message()
  first.close()
  for (const text of ['3', '4', '5']) await post(playground, text)
  await playground.restart()
  // The header of a browser that comes back counts more than the address it began with.
  const second = await follow(playground, '?since=0', { 'last-event-id': String(last.revision) })
  await post(playground, '6')
  const texts: (Text | undefined)[] = []
  for (let count = 0; count < 4; count += 1) texts.push((await second.message()).post?.text)
  expect(texts).toEqual(['3', '4', '5', '6'])
})

test('loses nothing of a page that is read while things change', async () => {
  const playground = await start()
  const seen = new Set<Text>()
  const posting = (async () => {
    for (let count = 0; count < 15; count += 1) await post(playground, `${count}`)
  })()
  const page = await (await fetch(`${playground.url}/api/messages`)).json()
  for (const message of page.messages) seen.add(message.post.text)
  const reader = await follow(playground, `?since=${page.revision}`)
  await posting
  while (seen.size < 15) seen.add((await reader.message()).post?.text ?? '')
  expect(seen.size).toBe(15)
})

test('tells a browser that remembers another log to start afresh', async () => {
  const playground = await start()
  const reader = await follow(playground, '?since=0', { 'last-event-id': '999' })
  const { event } = await (async () => {
    for (;;) {
      const next = await reader.next()
      if (next.event === 'reset') return next
    }
  })()
  expect(event).toBe('reset')
})

/** The stream alone on a socket, over a log of its own. */
const startStream = async (options: { lookMs: number; heartbeatMs: number }) => {
  const messages = createMemoryLog()
  const nothing = (): undefined => undefined
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => log }
  const events = createEvents({ messages, log, ...options })
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes: [new Hono().get('/api/events', (c) => events.open(c, 'en'))],
    log,
  })
  onTestFinished(async () => {
    events.close()
    await server.stop()
  })
  const add = (text: string) => messages.append({ id: newId(), key: newId(), thread: null, asked: null, post: notice(text), createdAt: 1 })
  return { ...server, messages, add }
}

test('shows a quiet connection alive, and sees what another process wrote', async () => {
  const { url, add } = await startStream({ lookMs: 5, heartbeatMs: 10 })
  const reader = await follow({ url }, '?since=0')
  for (let beats = 0; beats < 3; ) if ((await reader.next()).event === 'comment') beats += 1
  await add('from elsewhere')
  expect((await reader.message()).post?.text).toBe('from elsewhere')
})

test('reads no further ahead than a slow browser takes', async () => {
  const { port, messages, add } = await startStream({ lookMs: 1000, heartbeatMs: 15_000 })
  const total = 5000
  for (let count = 0; count < total; count += 1) await add('x'.repeat(8000))
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.pause()
  socket.write(`GET /api/events?since=0 HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`)
  // 40 MB are to be told and nobody listens: it comes to rest when the buffers of the system are full.
  let before = -1
  while (messages.handedOut !== before || before <= 0) {
    before = messages.handedOut
    await wait(100)
  }
  expect(before).toBeLessThan(total / 2)
})
