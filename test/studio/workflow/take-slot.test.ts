import { expect, onTestFinished, test } from 'vitest'
import { openStorage } from '../../../src/storage/open-storage.ts'
import { createSlotGiver } from '../../../src/studio/workflow/take-slot.ts'
import { admission, noon } from '../../support/admission.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** Two members before a provider that makes one clip at a time. */
const setUp = async () => {
  const storage = await openStorage(await temporaryFolder())
  onTestFinished(() => storage[Symbol.asyncDispose]())
  const woken: string[] = []
  const parts = { slots: storage.slots, concurrency: new Map([['local', 1]]), clock: { now: () => noon } }
  const slots = createSlotGiver(parts, async (id) => void woken.push(id))
  const asked = async (memberId: string) => {
    const given = admission({ memberId, credits: 0 })
    await storage.ledger.admit(given)
    const record = await storage.generations.find(given.generations[0]?.id ?? '')
    if (!record) throw new Error('nothing was admitted')
    return record
  }
  return { slots, woken, first: await asked('ann'), second: await asked('bob') }
}

test('who finds a slot free goes on at once, and nobody is woken', async () => {
  const { slots, woken, first } = await setUp()
  expect(await slots.take(first)).toEqual({ failure: null })
  expect(woken).toEqual([])
})

test('who finds none sleeps, and is woken in the moment in which one is given back', async () => {
  const { slots, woken, first, second } = await setUp()
  await slots.take(first)
  expect(await slots.take(second)).toMatchObject({ againAfterMs: expect.any(Number) })
  await slots.release(first)
  expect(woken).toEqual([second.generation.id])
  expect(await slots.take(second)).toEqual({ failure: null })
})
