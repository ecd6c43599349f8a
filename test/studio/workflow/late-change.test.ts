import { expect, test } from 'vitest'
import { openCatalogue } from '../../../src/studio/admission/catalogue.ts'
import { createClipPosts } from '../../../src/studio/workflow/clip-posts.ts'
import { openHouse } from '../../support/open-house.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { sampleClip } from '../../support/sample-clip.ts'

test('a change that a killed process had sent, and that is done after ours, takes no clip away for good', async () => {
  const house = await openHouse()
  const { storage, platform, media } = house
  platform.holdRounds()
  await house.say('t2v', 'a boat --takes 2')
  const ids = (await storage.generations.open()).map(({ id }) => id)
  await expect.poll(async () => (await storage.generations.find(ids[0] ?? ''))?.batch.thread ?? null).not.toBeNull()
  const clipPosts = createClipPosts(
    {
      ...{ ...storage, media, clock: { now: () => Date.now() }, log: quietLog, publicLinks: null },
      ...{
        platforms: new Map([[platform.name, platform]]),
        catalogue: await openCatalogue({ rows: [], providers: new Map(), ...storage, clock: { now: () => Date.now() } }),
      },
    },
    { afterMs: 300 },
  )
  const shown = () => [...platform.messages.entries()].filter(([, { kind }]) => kind === 'clip')
  for (const id of ids) {
    await storage.generations.saveClip(id, sampleClip(id))
    const record = await storage.generations.find(id)
    if (record) await clipPosts.deliver(record, AbortSignal.timeout(10_000))
  }
  const [[message, both] = ['', undefined]] = shown()
  expect(both?.media).toHaveLength(2)
  if (both) platform.messages.set(message, { ...both, media: both.media.slice(0, 1) })
  await expect.poll(() => shown()[0]?.[1].media.length).toBe(2)
})
