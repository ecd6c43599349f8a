import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTurnstile, type Urgency } from '../../../src/platforms/discord/turnstile.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** A turnstile whose passes are written down. */
const gate = (perSecond: () => number) => {
  const turnstile = createTurnstile(perSecond)
  const passes: { what: string; at: number }[] = []
  const ask = (urgency: Urgency, what: string = urgency, signal?: AbortSignal): Promise<void> =>
    turnstile.turn(urgency, signal).then(() => void passes.push({ what, at: performance.now() }))
  return { turnstile, passes, ask }
}

test('in no second more go through than may, whenever they come', async () => {
  const { passes, ask } = gate(() => 5)
  const begun = performance.now()
  for (let index = 0; index < 23; index += 1) {
    void ask('word')
    await vi.advanceTimersByTimeAsync(index % 7 === 0 ? 300 : 20)
  }
  await vi.advanceTimersByTimeAsync(6_000)
  expect(passes).toHaveLength(23)
  for (const { at } of passes) {
    expect(passes.filter((other) => other.at >= at && other.at < at + 1_000).length).toBeLessThanOrEqual(5)
  }
  // Nor do they wait for longer than they must: the third came at 320 ms, and the last is 20 after it.
  expect((passes.at(-1)?.at ?? 0) - begun).toBeLessThan(320 + 4_010)
})

test('a clip goes before what begins, and that before a bar; but of ten turns one is of who waits longest', async () => {
  const { passes, ask } = gate(() => 2)
  for (const urgency of ['edit', 'edit', 'edit', 'edit', 'word', 'word', 'word', 'word', 'word', 'word', 'word', 'word'] as const) {
    void ask(urgency)
    await vi.advanceTimersByTimeAsync(1)
  }
  void ask('clip')
  await vi.advanceTimersByTimeAsync(10_000)
  // The first two found nobody waiting.
  expect(passes.map(({ what }) => what)).toEqual([
    ...['edit', 'edit', 'clip', 'word', 'word', 'word', 'word', 'word', 'word', 'edit', 'word', 'word', 'edit'],
  ])
})

test('who gives up leaves the line and takes no turn', async () => {
  const { turnstile, passes, ask } = gate(() => 1)
  const [early, late] = [new AbortController(), AbortSignal.abort(new Error('too late'))]
  await ask('word', 'first')
  const given = ask('word', 'second', early.signal)
  void ask('word', 'third')
  early.abort(new Error('enough'))
  await expect(given).rejects.toThrow('enough')
  await expect(ask('word', 'fourth', late)).rejects.toThrow('too late')
  await vi.advanceTimersByTimeAsync(1_010)
  expect(passes.map(({ what }) => what)).toEqual(['first', 'third'])
  await vi.advanceTimersByTimeAsync(6_000)
  expect(turnstile.wanted()).toBe(0)
})

test('what is wanted is what came lately and what waits', async () => {
  const { turnstile, ask } = gate(() => 10)
  for (let index = 0; index < 30; index += 1) void ask('word')
  expect(turnstile.wanted()).toBe(6 + 20)
  await vi.advanceTimersByTimeAsync(2_100)
  expect(turnstile.wanted()).toBe(6)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(turnstile.wanted()).toBe(0)
})

test('a share that shrinks or grows counts from the next turn on', async () => {
  let share = 4
  const { passes, ask } = gate(() => share)
  for (let index = 0; index < 12; index += 1) void ask('word')
  await vi.advanceTimersByTimeAsync(0)
  expect(passes).toHaveLength(4)
  share = 1
  await vi.advanceTimersByTimeAsync(1_002)
  expect(passes).toHaveLength(5)
  share = 7
  await vi.advanceTimersByTimeAsync(1_002)
  expect(passes).toHaveLength(12)
})
