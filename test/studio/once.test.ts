import { expect, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import type { Post } from '../../src/core/post.ts'
import type { Parts } from '../../src/studio/parts.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { smallClip } from '../support/small-clip.ts'

const clip = await smallClip()

const working = async (parts: Partial<Parts> = {}) => {
  const house = await openHouse({ run: true, parts })
  house.provider.clip = clip
  return house
}
const isClip = ({ kind }: Post): boolean => kind === 'clip'
const lost = new MoodreelError('delivery_failed', 'The chat did not answer.')

test('a post whose answer was lost is looked for before it is sent again, and shown once', async () => {
  const house = await working()
  house.platform.faults.push({ call: 'post', fits: isClip, when: 'after', error: lost })
  await house.say('t2v', 'a boat')
  const [id] = await house.finished()
  expect(house.platform.sends.filter(({ key }) => key === `clip:${id}`)).toMatchObject([{ again: false }, { again: true }])
  expect(house.platform.shown.filter((key) => key === `clip:${id}`)).toHaveLength(1)
})

test('a post that never arrived is sent again', async () => {
  const house = await working()
  house.platform.faults.push({ call: 'post', fits: isClip, when: 'before', error: lost })
  await house.say('t2v', 'a boat')
  const [id] = await house.finished()
  expect(house.platform.shown.filter((key) => key === `clip:${id}`)).toHaveLength(1)
})

test('a first message whose answer was lost is looked for, and opened once', async () => {
  const house = await working()
  house.platform.faults.push({ call: 'openThread', when: 'after', error: lost })
  await house.say('t2v', 'a boat')
  await house.finished()
  const roots = house.platform.sends.filter(({ key }) => key.startsWith('root:'))
  expect(roots).toMatchObject([{ again: false }, { again: true }])
  expect(house.platform.shown.filter((key) => key.startsWith('root:'))).toHaveLength(1)
})

test('what was sent is not sent again when what comes after it has to be done again', async () => {
  const house = await working()
  house.provider.poll = async () => ({ kind: 'failed', error: { class: 'internal', message: 'It failed.' } })
  house.platform.faults.push({ call: 'edit', fits: ({ progress }) => progress?.length === 0, when: 'before', error: lost, times: 2 })
  await house.say('t2v', 'a boat')
  const [id] = await house.finished()
  expect(house.platform.sends.filter(({ key }) => key === `failure:${id}`)).toHaveLength(1)
})

test('before a provider is paid and before a chat is asked, what was written down for it is on the disk', async () => {
  const done: string[] = []
  const house = await openHouse()
  const { attempts, posts, flush } = house.storage
  const parts: Partial<Parts> = {
    flush: async () => {
      await flush()
      done.push('flush')
    },
    attempts: {
      ...attempts,
      write: async (attempt) => {
        done.push('attempt')
        return attempts.write(attempt)
      },
    },
    posts: {
      ...posts,
      begin: async (key, now) => {
        done.push(key.replace(/:.*/, ''))
        return posts.begin(key, now)
      },
    },
  }
  const order = await openHouse({ run: true, parts: { ...house.storage, ...parts } })
  order.provider.clip = clip
  const { submit } = order.provider
  order.provider.submit = async function (...given) {
    done.push('submit')
    return submit.apply(this, given)
  }
  const { post, openThread } = order.platform
  order.platform.openThread = async function (...given) {
    done.push('open')
    return openThread.apply(this, given)
  }
  order.platform.post = async function (...given) {
    done.push('post')
    return post.apply(this, given)
  }
  await order.say('t2v', 'a boat')
  await expect.poll(() => done.filter((what) => what === 'post')).toHaveLength(1)
  for (const [written, asked] of [
    ['root', 'open'],
    ['attempt', 'submit'],
    ['clip', 'post'],
  ] as const) {
    const [from, to] = [done.indexOf(written), done.indexOf(asked)]
    expect(from).toBeGreaterThanOrEqual(0)
    expect(done.slice(from, to)).toContain('flush')
  }
})

test('a slot is free as soon as the provider is done: the next clip is begun while the first is still fetched', async () => {
  const house = await openHouse({ run: true, models: [fakeModel()], parts: { concurrency: new Map([['fake', 1]]) } })
  const { promise: fetched, resolve } = Promise.withResolvers<void>()
  house.provider.clip = clip
  const { open } = house.provider
  house.provider.open = async function (...given) {
    await fetched
    if (!open) throw new Error('the fake provider opens its clips itself')
    return open.apply(this, given)
  }
  await house.say('t2v', 'one')
  await house.say('t2v', 'two')
  await expect.poll(() => house.provider.asked.length).toBe(2)
  resolve()
  await house.finished()
})

test('a request that was let in as the database broke off is on its way, and nobody is told that it failed', async () => {
  const house = await working()
  const { ledger } = house.storage
  const { admit } = ledger
  let commits = 0
  ledger.admit = async (...given) => {
    const admitted = await admit(...given)
    commits += 1
    throw new MoodreelError('storage_unavailable', `The answer to commit ${commits} of ${admitted.kind} was lost.`)
  }
  const { replies } = await house.say('t2v', 'a boat')
  expect(replies.filter(({ post }) => post.kind === 'failure')).toEqual([])
  await house.finished()
  expect([commits, house.platform.shown.filter((key) => key.startsWith('clip:')).length]).toEqual([1, 1])
})

test('a request that was not let in as the database broke off is told as failed', async () => {
  const house = await working()
  house.storage.ledger.admit = async () => {
    throw new MoodreelError('storage_unavailable', 'The database is away.')
  }
  const { replies } = await house.say('t2v', 'a boat')
  expect(replies.map(({ post }) => [post.kind, post.text])).toEqual([['failure', 'The database is away.']])
})
