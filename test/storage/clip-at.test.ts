import { expect, test } from 'vitest'
import type { Generation } from '../../src/core/generation.ts'
import { createClipAt } from '../../src/storage/clip-at.ts'
import { createGenerations } from '../../src/storage/generations.ts'
import { createLedger } from '../../src/storage/ledger.ts'
import { createPosts } from '../../src/storage/posts.ts'
import { admission, noon } from '../support/admission.ts'
import { newDatabase } from '../support/lay-databases.ts'

const at = (message: string, channel = 'c1', platform = 'slack') => ({ platform, channel, message })

const open = async () => {
  const db = await newDatabase()
  const [ledger, generations, posts] = [createLedger(db), createGenerations(db), createPosts(db)]
  const batchAt = async (thread: string, root: string, now = noon) => {
    const asked = admission({ takes: 2, now, memberId: root })
    await ledger.admit(asked)
    await generations.saveThread(asked.batch.id, { platform: 'slack', workspace: 'T1', channel: 'c1', thread }, at(root), thread)
    return asked.generations as [Generation, Generation]
  }
  const post = async (key: string, place: ReturnType<typeof at>) => {
    await posts.begin(key, noon)
    await posts.sent(key, place, noon)
  }
  const finish = (id: string, state: 'delivered' | 'failed') =>
    ledger.close(id, { state, costCredits: 0, failure: state === 'failed' ? { code: 'internal', message: 'It failed.' } : null, now: noon })
  return { clipAt: createClipAt(db), batchAt, post, finish }
}

test('a post of ours is about its clip, and the first message of a batch about the first take that was delivered', async () => {
  const { clipAt, batchAt, post, finish } = await open()
  const [first, second] = await batchAt('10.1', '10.1')
  await post(`clip:${second.id}`, at('10.2'))
  await post(`failure:${first.id}`, at('10.3'))
  expect(await clipAt(at('10.2'))).toBe(second.id)
  expect(await clipAt(at('10.3'))).toBe(first.id)
  expect(await clipAt(at('10.1'))).toBe(first.id)
  await finish(first.id, 'failed')
  await finish(second.id, 'delivered')
  expect(await clipAt(at('10.1'))).toBe(second.id)
})

test('a thread on somebody’s own message is about the latest that was made in it', async () => {
  const { clipAt, batchAt } = await open()
  const [before] = await batchAt('5.0', '5.1')
  const [after] = await batchAt('5.0', '5.2', noon + 1000)
  expect(await clipAt(at('5.0'))).toBe(after.id)
  expect(await clipAt(at('5.1'))).toBe(before.id)
})

test('any other message is about none, whatever its id looks like', async () => {
  const { clipAt, batchAt, post } = await open()
  const [{ id }] = await batchAt('10.1', '10.1')
  await post(`clip:${id}`, at('10.2'))
  await post('batch-failure:x', at('10.9'))
  for (const place of [at('10.2', 'c2'), at('10.2', 'c1', 'discord'), at('%'), at('10_2'), at(''), at('10.9'), at('0.2')])
    expect(await clipAt(place)).toBeNull()
})
