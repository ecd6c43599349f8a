import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fairOrder, type Served, type Serving, type Waiting } from '../../src/storage/fair-queue.ts'

const waiting = (id: string, memberId: string, createdAt: number, workspace = 'w'): Waiting => ({
  ...{ id, memberId, createdAt, workspace },
  batchId: id,
  take: 0,
})
const ids = (order: Waiting[]): string => order.map((one) => one.id).join(' ')

test('members take turns however many clips one of them asked for', () => {
  const line = [waiting('a1', 'a', 1), waiting('a2', 'a', 2), waiting('a3', 'a', 3), waiting('b1', 'b', 4), waiting('c1', 'c', 5)]
  expect(ids(fairOrder(line, [], []))).toBe('a1 b1 c1 a2 a3')
})

test('the takes of one request keep their order', () => {
  const line = [2, 0, 3, 1].map((take) => ({ ...waiting(`${9 - take}`, 'a', 1), batchId: 'one', take }))
  expect(fairOrder(line, [], []).map(({ take }) => take)).toEqual([0, 1, 2, 3])
})

test('whoever is being served lets the others go first', () => {
  const line = [waiting('a1', 'a', 1), waiting('b1', 'b', 2)]
  expect(ids(fairOrder(line, [{ workspace: 'w', memberId: 'a' }], []))).toBe('b1 a1')
})

test('workspaces take turns before members do', () => {
  const line = [waiting('a1', 'a', 1, 'big'), waiting('b1', 'b', 2, 'big'), waiting('c1', 'c', 3, 'big'), waiting('z1', 'z', 4, 'small')]
  expect(ids(fairOrder(line, [], []))).toBe('a1 z1 b1 c1')
})

test('among equals the one who was served longest ago goes first, not the one who asked first', () => {
  const line = [waiting('a2', 'a', 1), waiting('b1', 'b', 9), waiting('c1', 'c', 10)]
  const served = [
    { workspace: 'w', memberId: 'a', at: 50 },
    { workspace: 'w', memberId: 'b', at: 40 },
  ]
  expect(ids(fairOrder(line, [], served))).toBe('c1 b1 a2')
})

test('everybody who waits gets one place, and a limit only cuts the end off', () => {
  const one = fc.record({
    id: fc.uuid(),
    workspace: fc.constantFrom('w1', 'w2', 'w3'),
    memberId: fc.constantFrom('a', 'b', 'c', 'd'),
    createdAt: fc.nat(1000),
    batchId: fc.uuid(),
    take: fc.nat(3),
  })
  const line = fc.uniqueArray(one, { selector: (waits) => waits.id, maxLength: 40 })
  fc.assert(
    fc.property(line, fc.array(one, { maxLength: 5 }), fc.nat(50), (queue, serving, limit) => {
      const order = fairOrder(queue, serving, [])
      expect(new Set(order.map((waits) => waits.id))).toEqual(new Set(queue.map((waits) => waits.id)))
      expect(order).toHaveLength(queue.length)
      expect(fairOrder(queue, serving, [], limit)).toEqual(order.slice(0, limit))
      // A member's own clips keep their order.
      for (const member of ['a', 'b', 'c', 'd']) {
        for (const workspace of ['w1', 'w2', 'w3']) {
          const own = order.filter((waits) => waits.memberId === member && waits.workspace === workspace).map((waits) => waits.createdAt)
          expect(own).toEqual(own.toSorted((a, b) => a - b))
        }
      }
    }),
  )
})

/** The rule as it is said, one by one: of all heads the one whose workspace, then whose member, has least at work, then was served longest ago. */
const byTheRule = (line: readonly Waiting[], serving: readonly Serving[], served: readonly Served[]): Waiting[] => {
  const had = [...served.map((one) => ({ ...one, load: 0 })), ...serving.map((one) => ({ ...one, at: 0, load: 1 }))]
  const order: Waiting[] = []
  const turnOf = (one: Serving) =>
    [
      (other: Serving) => other.workspace === one.workspace,
      (other: Serving) => other.workspace === one.workspace && other.memberId === one.memberId,
    ]
      .map((isOwn) => had.filter(isOwn))
      .flatMap((own) => [own.reduce((sum, { load }) => sum + load, 0), Math.max(0, ...own.map(({ at }) => at))])
  const left = new Set(line)
  while (left.size > 0) {
    const [next] = [...left].toSorted((a, b) => {
      const [one, other] = [turnOf(a), turnOf(b)]
      const at = one.findIndex((value, index) => value !== other[index])
      const own = a.createdAt - b.createdAt || (a.batchId === b.batchId ? a.take - b.take : a.batchId < b.batchId ? -1 : 1)
      return at < 0 ? own : (one[at] ?? 0) - (other[at] ?? 0)
    })
    if (!next) break
    left.delete(next)
    order.push(next)
    had.push({ workspace: next.workspace, memberId: next.memberId, load: 1, at: 1e6 + order.length })
  }
  return order
}

test('the order is that of the rule, whoever is at work and was served before', () => {
  const member = fc.record({ workspace: fc.constantFrom('w1', 'w2', 'w3'), memberId: fc.constantFrom('a', 'b', 'c') })
  const one = fc.tuple(member, fc.record({ id: fc.uuid(), createdAt: fc.nat(9), batchId: fc.uuid(), take: fc.nat(3) }))
  const line = fc.uniqueArray(
    one.map(([who, what]) => ({ ...who, ...what })),
    { selector: ({ batchId, take }) => `${batchId} ${take}`, maxLength: 15 },
  )
  const served = fc.array(fc.tuple(member, fc.nat(9)).map(([who, at]) => ({ ...who, at })))
  fc.assert(
    fc.property(line, fc.array(member, { maxLength: 6 }), served, (queue, serving, before) => {
      expect(ids(fairOrder(queue, serving, before))).toBe(ids(byTheRule(queue, serving, before)))
    }),
  )
})
