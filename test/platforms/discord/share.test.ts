import { expect, test } from 'vitest'
import { createLocalPubSub } from '../../../src/core/pub-sub.ts'
import { createShare, type Share } from '../../../src/platforms/discord/share.ts'
import { until } from './scene.ts'

const some = (count: number, wanted: () => number) => {
  const pubSub = createLocalPubSub()
  return { pubSub, shares: Array.from({ length: count }, () => createShare(pubSub, 50, wanted)) }
}

const known = (shares: readonly Share[]): number[] => shares.map(({ perSecond }) => perSecond())

test('processes that want as much as they can get have equal shares, also one that begins later', async () => {
  const { pubSub, shares } = some(3, () => 80)
  expect(known(shares)).toEqual([50, 50, 50])
  await until(() => expect(known(shares)).toEqual([16, 16, 16]))
  shares.push(createShare(pubSub, 50, () => 80))
  await until(() => expect(known(shares)).toEqual([12, 12, 12, 12]))
  for (const { close } of shares) close()
})

test('who wants nothing leaves its share to the others, and has it again as soon as it wants it', async () => {
  const wants = [80, 0]
  const pubSub = createLocalPubSub()
  const shares = wants.map((_, index) => createShare(pubSub, 50, () => wants[index] ?? 0))
  await until(() => expect(known(shares)).toEqual([49, 1]))
  wants[1] = 80
  await until(() => expect(known(shares)).toEqual([25, 25]))
  for (const { close } of shares) close()
})

test('a process of the version before, which tells no number, has an equal part', async () => {
  const { pubSub, shares } = some(1, () => 80)
  pubSub.subscribe('discord-processes', () => undefined)
  known(shares)
  pubSub.publish('discord-processes', 'older')
  await until(() => expect(known(shares)).toEqual([25]))
  for (const { close } of shares) close()
})
