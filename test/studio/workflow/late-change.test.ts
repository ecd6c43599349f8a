import { expect, test } from 'vitest'
import { MoodreelError } from '../../../src/core/errors.ts'
import type { Edits } from '../../../src/storage/edits.ts'
import { openCatalogue } from '../../../src/studio/admission/catalogue.ts'
import { createAnnouncer } from '../../../src/studio/posts/announcer.ts'
import { createEstimator } from '../../../src/studio/posts/estimate.ts'
import { createClipPosts } from '../../../src/studio/workflow/clip-posts.ts'
import { createLookAgain } from '../../../src/studio/workflow/look-again.ts'
import { openHouse } from '../../support/open-house.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { sampleClip } from '../../support/sample-clip.ts'

/** A batch of two whose clips stand in their thread, and what looks at its messages again two minutes later. */
const setUp = async () => {
  const house = await openHouse()
  const { storage, platform, media } = house
  platform.holdRounds()
  await house.say('t2v', 'a boat --takes 2')
  const ids = (await storage.generations.open()).map(({ id }) => id)
  const first = async () => storage.generations.find(ids[0] ?? '')
  await expect.poll(async () => (await first())?.batch.thread ?? null).not.toBeNull()
  const parts = {
    ...{ ...storage, media, clock: { now: () => Date.now() + 120_000 }, log: quietLog, publicLinks: null },
    ...{ platforms: new Map([[platform.name, platform]]), providers: new Map(), concurrency: new Map() },
    catalogue: await openCatalogue({ rows: [], providers: new Map(), ...storage, clock: { now: () => Date.now() } }),
  }
  const clipPosts = createClipPosts(parts, { rounds: { wayOf: async () => null }, announcer: { finish: async () => undefined } })
  for (const id of ids) {
    await storage.generations.saveClip(id, sampleClip(id))
    const record = await storage.generations.find(id)
    if (record) await clipPosts.deliver(record, AbortSignal.timeout(10_000))
  }
  const batch = (await first())?.batch
  const killed = storage.edits.during(batch?.id ?? '', Date.now(), () => Promise.reject(new Error('killed')))
  await expect(killed).rejects.toThrow('killed')
  // Others go on.
  await storage.edits.during(batch?.id ?? '', Date.now(), async () => undefined)
  const clips = () => [...platform.messages.entries()].find(([, { kind }]) => kind === 'clip')
  return { house, batch, clips, lookAgain: createLookAgain(parts, createAnnouncer(parts, createEstimator(parts)), clipPosts) }
}

/** Of changes that were begun by now; those of the look itself are later. */
const cutOff = ({ edits }: { edits: Edits }) => edits.cutOff(Date.now() + 60_000, 10)

test('a change that a killed process had sent, and that is done after those of others, is put right', async () => {
  const { house, batch, clips, lookAgain } = await setUp()
  const { platform, storage } = house
  const [message = '', both] = clips() ?? []
  const root = batch?.root?.message ?? ''
  const before = platform.messages.get(root)
  expect(both?.media).toHaveLength(2)
  if (both) platform.messages.set(message, { ...both, media: both.media.slice(0, 1) })
  if (before) platform.messages.set(root, { ...before, text: 'as it was' })
  await lookAgain()
  expect(clips()?.[1].media).toHaveLength(2)
  expect(platform.messages.get(root)?.text).toBe(before?.text)
  expect(await cutOff(storage)).toEqual([])
})

test('where the chat is away it is looked at again later', async () => {
  const { house, batch, lookAgain } = await setUp()
  const { platform, storage } = house
  platform.faults.push({ call: 'edit', when: 'before', error: new MoodreelError('delivery_failed', 'The chat is away.') })
  await lookAgain()
  expect(await cutOff(storage)).toMatchObject([{ batchId: batch?.id }])
  await lookAgain()
  expect(await cutOff(storage)).toEqual([])
})

test('a message that is gone is looked for once, and not again for that look', async () => {
  const { house, lookAgain } = await setUp()
  const { platform, storage } = house
  platform.messages.clear()
  await lookAgain()
  expect(await storage.edits.cutOff(Date.now() + 3_600_000, 10)).toEqual([])
})
