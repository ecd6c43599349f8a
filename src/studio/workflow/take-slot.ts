import type { GenerationRecord } from '../../storage/generation-rows.ts'
import type { Parts } from '../parts.ts'
import type { StageEnd, StageWait } from './generate.ts'

/**
 * How long a generation sleeps in the line. It is woken with its slot, and the sweep wakes it where that was lost: ten thousand that woke by
 * themselves every few minutes would keep the engine from the clips that are done.
 */
const lineSleepMs = 6 * 3_600_000

/** Gives out the slots of providers and wakes those who got one. */
export const createSlotGiver = (parts: Pick<Parts, 'slots' | 'concurrency' | 'clock'>, wake: (generationId: string) => Promise<void>) => {
  const concurrencyOf = (provider: string): number => parts.concurrency.get(provider) ?? 1

  const give = async (provider: string, except?: string): Promise<void> => {
    const ids = await parts.slots.grant(provider, concurrencyOf(provider), parts.clock.now())
    for (const id of ids) if (id !== except) await wake(id)
  }

  return {
    give,

    /** Gets in line; over at once when a slot is free and it is this member's turn. */
    async take({ generation }: GenerationRecord): Promise<StageEnd | StageWait> {
      await parts.slots.join(generation.id)
      await give(generation.provider, generation.id)
      return (await parts.slots.holds(generation.id)) ? { failure: null } : { againAfterMs: lineSleepMs }
    },

    /** Gives the slot back; the next in line goes on. */
    async release({ generation }: Pick<GenerationRecord, 'generation'>): Promise<void> {
      await parts.slots.release(generation.id)
      await give(generation.provider)
    },
  }
}
