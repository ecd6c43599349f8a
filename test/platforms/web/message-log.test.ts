import { describe, expect, test } from 'vitest'
import { newId } from '../../../src/core/id.ts'
import type { MessageLog } from '../../../src/core/message-log.ts'
import { notice } from '../../../src/core/post.ts'
import { createWebMessages } from '../../../src/storage/web-messages.ts'
import { newDatabase } from '../../support/lay-databases.ts'
import { createMemoryLog } from './memory-log.ts'

const logs: [string, () => Promise<MessageLog>][] = [
  ['in memory', async () => createMemoryLog()],
  ['on SQLite', async () => createWebMessages(await newDatabase())],
]

describe.each(logs)('the message log %s', (_, create) => {
  const add = (log: MessageLog, text: string, thread: string | null = null, key = newId()) =>
    log.append({ id: newId(), key, thread, asked: null, post: notice(text), createdAt: 1 })

  test('keeps one message for a key, also after it was removed', async () => {
    const log = await create()
    const first = await add(log, 'one', null, 'key')
    const again = await add(log, 'two', null, 'key')
    expect(again).toEqual(first)
    expect(await log.revision()).toBe(first.revision)
    await log.remove(first.id)
    expect(await add(log, 'three', null, 'key')).toMatchObject({ id: first.id, post: null })
    expect(await log.page({ limit: 5 })).toEqual([])
  })

  test('gives every change a larger revision and tells each message once, in its newest state', async () => {
    const log = await create()
    const one = await add(log, 'one')
    const two = await add(log, 'two', one.id)
    expect(await log.update(one.id, notice('one, changed'))).toBe(true)
    const news = await log.changesSince(0, 10)
    expect(news.map(({ post }) => post?.text)).toEqual(['two', 'one, changed'])
    expect(news[1]).toMatchObject({ id: one.id, sequence: one.sequence })
    expect(await log.changesSince(two.revision, 10)).toEqual([news[1]])
    expect(await log.changesSince(0, 1)).toEqual([news[0]])
    expect(await log.revision()).toBe(news[1]?.revision)
  })

  test('changes nothing that is not there', async () => {
    const log = await create()
    const one = await add(log, 'one')
    await log.remove(one.id)
    const before = await log.revision()
    expect(await log.update(one.id, notice('back?'))).toBe(false)
    expect(await log.update('nobody', notice('?'))).toBe(false)
    await log.remove(one.id)
    await log.remove('nobody')
    expect(await log.revision()).toBe(before)
  })

  test('pages through the cards from the newest, each whole', async () => {
    const log = await create()
    const cards = [await add(log, 'a'), await add(log, 'b'), await add(log, 'c')]
    await add(log, 'late answer to a', cards[0]?.id)
    await add(log, 'answer to c', cards[2]?.id)
    const texts = async (before?: number) => (await log.page({ before, limit: 2 })).map(({ post }) => post?.text)
    expect(await texts()).toEqual(['b', 'c', 'answer to c'])
    expect(await texts(cards[1]?.sequence)).toEqual(['a', 'late answer to a'])
    await log.remove(cards[2]?.id ?? '')
    expect(await texts()).toEqual(['a', 'b', 'late answer to a'])
  })
})

test('a button of an older row keeps its argument', async () => {
  const db = await newDatabase()
  const log = createWebMessages(db)
  await log.append({ id: newId(), key: newId(), thread: null, asked: null, post: notice('a clip'), createdAt: 1 })
  const post = { ...notice('a clip'), actions: [{ command: 'reroll', generationId: '4k7q0c2m9xwd', label: 'Reroll' }] }
  await db
    .updateTable('web_messages')
    .set({ post_json: JSON.stringify(post) })
    .execute()
  const [message] = await log.page({ limit: 1 })
  expect(message?.post?.actions).toEqual([{ command: 'reroll', argument: '4k7q0c2m9xwd', label: 'Reroll' }])
})
