import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createTurns } from '../../src/core/turns.ts'

test('so many work at one time, and the others follow in the order in which they came', async () => {
  const turns = createTurns(2)
  const began: string[] = []
  const come = (name: string) =>
    turns.take().then((leave) => {
      began.push(name)
      return leave
    })
  const [first, second, third, fourth] = ['first', 'second', 'third', 'fourth'].map(come)
  const leaveFirst = await first
  await second
  await nextTurn()
  expect(began).toEqual(['first', 'second'])
  leaveFirst?.()
  // Nobody gets in twice by one place.
  leaveFirst?.()
  await third
  await nextTurn()
  expect(began).toEqual(['first', 'second', 'third'])
  const leaveThird = await third
  leaveThird?.()
  await fourth
  expect(began).toEqual(['first', 'second', 'third', 'fourth'])
})
