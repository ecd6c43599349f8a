import { expect, test } from 'vitest'
import { createLine } from '../../src/media/line.ts'

interface Task {
  name: string
  member: string | undefined
}

/** A line of `places` in which `tasks` wait: `ann 1` is a task of ann, `clip` one of nobody. */
const lineOf = (places: number, ...tasks: string[]) => {
  const line = createLine<Task>(places)
  const running = new Map<string, Task>()
  const add = (name: string) => line.add({ name, member: name.startsWith('clip') ? undefined : name.split(' ')[0] })
  for (const task of tasks) add(task)
  return {
    add,
    /** All that may run now. */
    take: () => {
      const names: string[] = []
      for (let task = line.take(); task; task = line.take()) {
        running.set(task.name, task)
        names.push(task.name)
      }
      return names
    },
    done: (name: string) => {
      const task = running.get(name)
      if (!task) throw new Error(`${name} does not run`)
      line.done(task)
    },
  }
}

test('one place is always left for a clip', () => {
  const line = lineOf(2, 'ann 1', 'ben 1')
  expect(line.take()).toEqual(['ann 1'])
  line.add('clip 1')
  expect(line.take()).toEqual(['clip 1'])
})

test('clips may have all places while no member waits, and leave one when one waited first', () => {
  const line = lineOf(2, 'clip 1', 'clip 2')
  expect(line.take()).toEqual(['clip 1', 'clip 2'])
  line.add('ann 1')
  line.add('clip 3')
  line.done('clip 1')
  expect(line.take()).toEqual(['ann 1'])
})

test('a clip goes before files that waited longer, when no clip is at work', () => {
  const line = lineOf(1, 'ann 1', 'ben 1')
  expect(line.take()).toEqual(['ann 1'])
  line.add('clip 1')
  line.done('ann 1')
  expect(line.take()).toEqual(['clip 1'])
  line.done('clip 1')
  expect(line.take()).toEqual(['ben 1'])
})

test('nobody has two places, however many there are', () => {
  const line = lineOf(4, 'ann 1', 'ann 2', 'ann 3', 'ben 1')
  expect(line.take()).toEqual(['ann 1', 'ben 1'])
  line.done('ann 1')
  expect(line.take()).toEqual(['ann 2'])
})

test('members take turns, and who comes new does not wait for those with many', () => {
  const line = lineOf(2, 'ann 1', 'ann 2', 'ann 3', 'ben 1', 'ben 2')
  expect(line.take()).toEqual(['ann 1'])
  line.done('ann 1')
  expect(line.take()).toEqual(['ben 1'])
  line.add('cat 1')
  line.done('ben 1')
  expect(line.take()).toEqual(['cat 1'])
  line.done('cat 1')
  expect(line.take()).toEqual(['ann 2'])
  line.done('ann 2')
  expect(line.take()).toEqual(['ben 2'])
})
