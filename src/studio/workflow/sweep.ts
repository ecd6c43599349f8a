import { setTimeout as sleep } from 'node:timers/promises'
import { sinceMs } from '../../core/clock.ts'
import { type Failure, type GenerationState, isFinal } from '../../core/generation.ts'
import { say } from '../../core/words/sentence.ts'
import type { Parts } from '../parts.ts'
import { clipRef } from '../posts/clip-ref.ts'
import type { Engine } from './engine/engine.ts'
import type { Stages } from './generate.ts'

const everyMs = 2_000
/** Between two clips that are asked about at a start: vendors count requests. */
const askedEveryMs = 30
/** A generation without a run is left alone for so long, for its admission may still be about to begin one. */
const beginGraceMs = 10_000

/**
 * Mends what a crash or a lost signal left behind: a generation without a run gets one, one that was given a slot
 * and sleeps is woken, as is one that was cancelled in line, free slots are given out, and one whose runs the engine gave up too often is settled
 * and told. Runs that ended long ago are thrown away, and so are clips that could be brought back for a while (`endKept`). Messages of which a change was cut off are drawn again (`lookAgain`).
 */
export const createSweep = (
  parts: Pick<Parts, 'clock' | 'generations' | 'log' | 'posts' | 'slots'>,
  engine: Pick<Engine, 'begin' | 'forgetOld' | 'living' | 'runState' | 'wake'>,
  stages: Pick<Stages, 'reportEnd' | 'settle'>,
  chores: {
    giveSlots(): Promise<void>
    endKept(): Promise<void>
    lookAgain(): Promise<void>
  },
) => {
  let timer: NodeJS.Timeout | null = null
  let sweeping: Promise<void> = Promise.resolve()
  let asking: Promise<void> = Promise.resolve()
  let rounds = 0
  /** Settled here and not told yet: no run tries again for them. */
  const untold = new Set<string>()

  const giveUp = async (id: string): Promise<void> => {
    const record = await parts.generations.find(id)
    if (!record || isFinal(record.generation.state)) return
    parts.log.error({ generation: id }, 'the engine gave a generation up')
    const isPosted = (await clipRef(parts, record)) !== null
    await stages.settle(id, isPosted ? null : lost)
    untold.add(id)
  }

  const begun = async (graceMs: number): Promise<void> => {
    const all = await parts.generations.open()
    const living = all.length > 0 ? await engine.living() : new Set<string>()
    for (const open of all) {
      // Of the others, mostly none, it is asked one by one: a run may have begun since.
      if (open.runId !== null && living.has(open.runId)) {
        if (open.cancelRequestedAt !== null && sleepsInLine(open.state)) await engine.wake(open.id)
        continue
      }
      if (open.runId === null) {
        if (sinceMs(open.createdAt, parts.clock.now()) >= graceMs && !(await engine.begin(open.id))) await giveUp(open.id)
        continue
      }
      const state = await engine.runState(open.runId)
      if (state === 'missing') {
        parts.log.warn({ generation: open.id, run: open.runId }, 'a run was forgotten and is begun again')
        await parts.generations.disclaimRun(open.id, open.runId)
        await engine.begin(open.id)
      } else if (state === 'ended') {
        const record = await parts.generations.find(open.id)
        // Another process, or this one, ended both since the list was read.
        if (!record || isFinal(record.generation.state)) continue
        parts.log.warn({ generation: open.id, run: open.runId }, 'a run ended without ending its generation, and another is begun')
        await parts.generations.disclaimRun(open.id, open.runId)
        if (!(await engine.begin(open.id))) await giveUp(open.id)
      }
    }
    for (const id of untold) {
      await stages.reportEnd(id).then(
        () => untold.delete(id),
        (cause: unknown) => parts.log.warn({ err: cause, generation: id }, 'the end of a clip will be told again'),
      )
    }
  }

  /** A webhook that came while nobody was there is lost, and without one a clip is asked about late. */
  const askAnew = async (): Promise<void> => {
    for (const { id, state } of await parts.generations.open()) {
      if (timer === null) return
      if (state !== 'rendering') continue
      await engine.wake(id)
      await sleep(askedEveryMs, undefined, { ref: false })
    }
  }

  const failed = (cause: unknown): void => parts.log.warn({ err: cause }, 'a sweep failed')

  const sweep = async (): Promise<void> => {
    for (const id of await parts.slots.unused(parts.clock.now() - everyMs / 2)) await engine.wake(id)
    for (const id of await parts.generations.withoutRun(parts.clock.now() - beginGraceMs)) await engine.begin(id)
    await engine.forgetOld()
    rounds += 1
    if (rounds % 15 !== 0) return
    await begun(beginGraceMs)
    await chores.giveSlots()
    await chores.lookAgain()
    await chores.endKept()
  }

  return {
    /** Heals everything at once, then keeps watch. */
    async start(): Promise<void> {
      await begun(0)
      await chores.giveSlots()
      // The chat that is told of it may be slow or away; nobody waits for that.
      sweeping = chores.lookAgain().then(chores.endKept).catch(failed)
      timer = setInterval(() => {
        sweeping = sweeping.then(sweep).catch(failed)
      }, everyMs).unref()
      asking = askAnew().catch(failed)
    },
    async stop(): Promise<void> {
      if (timer) clearInterval(timer)
      timer = null
      await Promise.all([sweeping, asking])
    },
  }
}

/** Its run may sleep for hours, and whoever cancelled it may have ended before waking it. */
const sleepsInLine = (state: GenerationState): boolean => state === 'admitted' || state === 'ingesting' || state === 'queued'

const lost: Failure = { code: 'internal', message: say('common.broken') }
