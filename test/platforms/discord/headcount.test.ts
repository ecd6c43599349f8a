import { expect, test } from 'vitest'
import { createLocalPubSub } from '../../../src/core/pub-sub.ts'
import { createHeadcount } from '../../../src/platforms/discord/headcount.ts'
import { until } from './scene.ts'

test('processes know how many they are, also one that begins later', async () => {
  const pubSub = createLocalPubSub()
  const counts = Array.from({ length: 3 }, () => createHeadcount(pubSub))
  const known = (): number[] => counts.map(({ count }) => count())
  expect(known()).toEqual([1, 1, 1])
  await until(() => expect(known()).toEqual([3, 3, 3]))
  counts.push(createHeadcount(pubSub))
  expect(counts.at(-1)?.count()).toBe(1)
  await until(() => expect(known()).toEqual([4, 4, 4, 4]))
  for (const { close } of counts) close()
})
