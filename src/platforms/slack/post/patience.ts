import { z } from 'zod'
import type { Clock } from '../../../core/clock.ts'
import type { Memory } from '../../../core/memory.ts'

/** A refusal that is seen again and again for so long counts as being for good. */
const forGoodMs = 3 * 60_000
const timesAtLeast = 3
/** After so long without one, the next is the first again. */
const forgottenMs = 30 * 60_000

const seenSchema = z.object({ since: z.number(), last: z.number(), times: z.int() })

/** Tells what passes from what stays, also across restarts: one refusal alone says nothing. */
export interface Patience {
  /** Notes that something was refused, and says whether that has been so for good. */
  isOver(name: string, afterMs?: number): Promise<boolean>
}

export const createPatience = ({ memory, clock }: { memory: Memory; clock: Clock }): Patience => ({
  async isOver(name, afterMs = forGoodMs) {
    const key = `slack:refused:${name}`
    const now = clock.now()
    const kept = seenSchema.nullable().parse(await memory.get(key))
    const seen = kept && now - kept.last < forgottenMs ? kept : { since: now, times: 0 }
    const times = seen.times + 1
    await memory.set(key, { since: seen.since, last: now, times })
    return times >= timesAtLeast && now - seen.since >= afterMs
  },
})
