import { expect, test } from 'vitest'
import { poolSize } from '../../src/media/pool-size.ts'

test.each([
  ['a small machine', 2, 4e9, 2],
  ['one core', 1, 1e9, 2],
  ['many cores', 16, 64e9, 16],
  ['many cores and little memory', 16, 4e9, 6],
  ['a container of two gigabytes', 8, 2e9, 2],
])('%s', (_, cores, memoryBytes, children) => {
  expect(poolSize(cores, memoryBytes)).toBe(children)
})
