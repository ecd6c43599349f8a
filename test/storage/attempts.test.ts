import { describe, expect, test } from 'vitest'
import type { Generation } from '../../src/core/generation.ts'
import { createAttempts } from '../../src/storage/attempts.ts'
import { createGenerations } from '../../src/storage/generations.ts'
import { createLedger } from '../../src/storage/ledger.ts'
import { admission, noon } from '../support/admission.ts'
import { newDatabase } from '../support/lay-databases.ts'

const open = async () => {
  const db = await newDatabase()
  const [attempts, ledger, generations] = [createAttempts(db), createLedger(db), createGenerations(db)]
  const asked = admission()
  await ledger.admit(asked)
  const [generation] = asked.generations as [Generation]
  const write = (number: number) =>
    attempts.write({ id: `attempt${number}`, generationId: generation.id, number, model: generation.model, now: noon })
  return { attempts, ledger, generations, generation, write }
}

const operation = { id: 'p1' }
const refused = { state: 'rejected', error: { class: 'transient', message: 'It cannot be reached.' } } as const

test('an attempt is written only where all before it were certainly not accepted', async () => {
  const { attempts, write } = await open()
  expect(await write(1)).toMatchObject({ id: 'attempt1', state: 'written' })
  expect(await write(2)).toBeNull()
  await attempts.resolve('attempt1', { state: 'unknown', reason: 'ECONNRESET' }, noon)
  expect(await write(2)).toBeNull()
  await attempts.resolve('attempt1', { state: 'absent' }, noon)
  expect(await write(2)).toMatchObject({ id: 'attempt2' })
  await attempts.resolve('attempt2', refused, noon)
  expect(await write(3)).toMatchObject({ id: 'attempt3' })
  await attempts.resolve('attempt3', { state: 'accepted', operation }, noon)
  expect(await write(4)).toBeNull()
})

test.each([{ state: 'unknown', reason: 'ECONNRESET' } as const, { state: 'absent' } as const, refused])(
  'what was accepted stays so, whatever is heard later: %o',
  async (outcome) => {
    const { attempts, write } = await open()
    await write(1)
    await attempts.resolve('attempt1', { state: 'accepted', operation }, noon)
    expect(await attempts.resolve('attempt1', outcome, noon)).toMatchObject({ state: 'accepted', operation })
  },
)

test.each([null, { state: 'unknown', reason: 'ECONNRESET' } as const, { state: 'absent' } as const, refused])(
  'an attempt that its provider names was accepted: %o before',
  async (outcome) => {
    const { attempts, write, generation } = await open()
    await write(1)
    if (outcome) await attempts.resolve('attempt1', outcome, noon)
    expect(await attempts.adopt('attempt1', operation, noon)).toBe('adopted')
    expect(await attempts.latest(generation.id)).toMatchObject({ state: 'accepted', operation })
    expect(await attempts.adopt('attempt1', { id: 'p2' }, noon)).toBe('known')
    expect(await attempts.latest(generation.id)).toMatchObject({ operation })
    expect(await write(2)).toBeNull()
  },
)

describe('whose an operation is that fits an attempt', () => {
  const another = async (world: Awaited<ReturnType<typeof open>>, id: string, more: object = {}) => {
    const asked = admission()
    const [generation] = asked.generations as [Generation]
    Object.assign(generation.request, more)
    await world.ledger.admit(asked)
    await world.attempts.write({ id, generationId: generation.id, number: 1, model: generation.model, now: noon })
  }
  const holder = async ({ attempts, generation }: Awaited<ReturnType<typeof open>>, bySeed = true) =>
    attempts.holderOf({ id: 'attempt1', generationId: generation.id }, operation, bySeed)

  test('nobody’s, where nobody else asked for the same', async () => {
    const world = await open()
    await world.write(1)
    await another(world, 'b', { prompt: 'another' })
    await another(world, 'c', { seed: 99 })
    expect(await holder(world)).toBe('nobody')
    expect(await holder(world, false)).toBe('contested')
  })

  test('another’s, who was accepted as it; and nobody can claim it then', async () => {
    const world = await open()
    const { attempts, generation } = world
    await world.write(1)
    await another(world, 'b')
    await attempts.resolve('b', { state: 'accepted', operation: { id: 'p2' } }, noon)
    expect(await holder(world)).toBe('nobody')
    await another(world, 'c')
    await attempts.resolve('c', { state: 'accepted', operation }, noon)
    expect(await holder(world)).toBe('another')
    const mine = { id: 'attempt1', generationId: generation.id }
    expect(await attempts.claim(mine, operation, noon)).toBe(false)
    expect(await attempts.find('attempt1')).toMatchObject({ state: 'written' })
    expect(await attempts.claim(mine, { id: 'p3' }, noon)).toBe(true)
    expect(await attempts.find('attempt1')).toMatchObject({ state: 'accepted', operation: { id: 'p3' } })
  })

  test('contested, while the answer to one who asked for the same is on its way', async () => {
    const world = await open()
    await world.write(1)
    await another(world, 'b')
    expect(await holder(world)).toBe('contested')
    await world.attempts.resolve('b', { state: 'unknown', reason: 'ECONNRESET' }, noon)
    expect(await holder(world)).toBe('nobody')
  })
})

describe('whose an operation is of a vendor that does not tell what it was asked for', () => {
  const rival = async (world: Awaited<ReturnType<typeof open>>, more: { provider?: string; now?: number } = {}) => {
    const asked = admission()
    const [generation] = asked.generations as [Generation]
    Object.assign(generation, more.provider && { provider: more.provider })
    generation.request.prompt = 'another'
    await world.ledger.admit(asked)
    await world.attempts.write({ id: 'b', generationId: generation.id, number: 1, model: generation.model, now: more.now ?? noon })
  }
  const holder = async ({ attempts, generation }: Awaited<ReturnType<typeof open>>) =>
    attempts.holderOf({ id: 'attempt1', generationId: generation.id }, operation, false, 'any')

  test('contested, while any other at that provider is open, whatever it asked for', async () => {
    const world = await open()
    await world.write(1)
    expect(await holder(world)).toBe('nobody')
    await rival(world)
    expect(await holder(world)).toBe('contested')
    await world.attempts.resolve('b', { state: 'unknown', reason: 'ECONNRESET' }, noon)
    expect(await holder(world)).toBe('contested')
    await world.attempts.resolve('b', { state: 'absent' }, noon)
    expect(await holder(world)).toBe('nobody')
  })

  test.each([{ provider: 'other' }, { now: noon - 3_700_000 }])('nobody’s beside one elsewhere or of long ago: %o', async (more) => {
    const world = await open()
    await world.write(1)
    await rival(world, more)
    expect(await holder(world)).toBe('nobody')
  })
})

test('an attempt that is named too late stays what it was', async () => {
  const again = await open()
  await again.write(1)
  await again.attempts.resolve('attempt1', { state: 'absent' }, noon)
  await again.write(2)
  expect(await again.attempts.adopt('attempt1', operation, noon)).toBe('late')
  expect(await again.attempts.find('attempt1')).toMatchObject({ state: 'absent' })

  const over = await open()
  await over.write(1)
  await over.ledger.close(over.generation.id, { state: 'failed', costCredits: 0, failure: null, now: noon })
  expect(await over.attempts.adopt('attempt1', operation, noon)).toBe('late')

  const elsewhere = await open()
  await elsewhere.write(1)
  await elsewhere.attempts.resolve('attempt1', refused, noon)
  const { request } = elsewhere.generation
  await elsewhere.generations.handOn(elsewhere.generation.id, { model: 'other', provider: 'other', request, warnings: [], now: noon })
  expect(await elsewhere.attempts.adopt('attempt1', operation, noon)).toBe('late')
})
