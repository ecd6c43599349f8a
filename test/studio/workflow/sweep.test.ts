import { expect, test } from 'vitest'
import type { Engine } from '../../../src/studio/workflow/engine/engine.ts'
import { createSweep } from '../../../src/studio/workflow/sweep.ts'
import { openHouse } from '../../support/open-house.ts'
import { recordedLog } from '../../support/recorded-log.ts'

const idle: Pick<Engine, 'begin' | 'forgetOld' | 'living' | 'runState' | 'wake'> = {
  begin: async () => true,
  forgetOld: async () => undefined,
  living: async () => new Set(),
  runState: async () => 'ended',
  wake: async () => undefined,
}
const noChores = { giveSlots: async () => undefined, endKept: async () => undefined, lookAgain: async () => undefined }

/** A sweep at the moment when the run of a clip has ended, of which the list of open clips was read before. */
const sweepAfter = async (endsClip: boolean, begins: boolean) => {
  const house = await openHouse()
  await house.say('t2v', 'a boat')
  const { generations, ledger } = house.storage
  const stale = (await generations.open()).map((open) => ({ ...open, runId: open.runId ?? 'run' }))
  const [clip] = stale
  if (!clip) throw new Error('no clip is open')
  if (endsClip) await ledger.close(clip.id, { state: 'canceled', costCredits: 0, failure: null, now: Date.now() })
  const { log, lines } = recordedLog()
  const settled: string[] = []
  const stages = { settle: async (id: string) => void settled.push(id), reportEnd: async () => undefined }
  const parts = { ...house.storage, generations: { ...generations, open: async () => stale }, log, clock: { now: () => Date.now() } }
  const begun: string[] = []
  const begin = async (id: string) => {
    begun.push(id)
    return begins
  }
  const sweep = createSweep(parts, { ...idle, begin }, stages, noChores)
  await sweep.start()
  await sweep.stop()
  return { settled, begun, id: clip.id, errors: lines.filter(({ level }) => level === 'error') }
}

test('a clip that ended while the sweep looked is left alone', async () => {
  expect(await sweepAfter(true, true)).toMatchObject({ settled: [], begun: [], errors: [] })
})

test('a clip whose run the engine gave up gets another', async () => {
  const { settled, begun, id, errors } = await sweepAfter(false, true)
  expect({ settled, begun, errors }).toEqual({ settled: [], begun: [id], errors: [] })
})

test('a clip whose runs the engine gave up too often is settled, and the log says so', async () => {
  const { settled, id, errors } = await sweepAfter(false, false)
  expect(settled).toEqual([id])
  expect(errors).toHaveLength(1)
})

test('a clip without a run gets one, also where the clock was set back since it was asked for', async () => {
  const house = await openHouse()
  await house.say('t2v', 'a boat')
  const [clip] = await house.storage.generations.open()
  if (!clip) throw new Error('no clip is open')
  const begun: string[] = []
  const open = async () => [{ ...clip, runId: null, createdAt: Date.now() + 3_600_000 }]
  const engine = {
    ...idle,
    begin: async (id: string) => {
      begun.push(id)
      return true
    },
  }
  const parts = { ...house.storage, generations: { ...house.storage.generations, open }, log: recordedLog().log, clock: { now: Date.now } }
  const stages = { settle: async () => undefined, reportEnd: async () => undefined }
  const sweep = createSweep(parts, engine, stages, noChores)
  await sweep.start()
  await sweep.stop()
  expect(begun).toEqual([clip.id])
})

test('a clip in line whose cancellation woke nobody is woken, one that is being submitted is not, and free slots are given out', async () => {
  const house = await openHouse()
  await house.say('t2v', 'a boat')
  const [clip] = await house.storage.generations.open()
  if (!clip) throw new Error('no clip is open')
  const open = [
    { ...clip, id: 'waits', runId: 'one', state: 'queued' as const, cancelRequestedAt: null },
    { ...clip, id: 'canceled', runId: 'two', state: 'queued' as const, cancelRequestedAt: 1 },
    { ...clip, id: 'submits', runId: 'three', state: 'submitting' as const, cancelRequestedAt: 1 },
  ]
  const woken: string[] = []
  let given = 0
  const parts = {
    ...house.storage,
    generations: { ...house.storage.generations, open: async () => open },
    log: recordedLog().log,
    clock: { now: () => Date.now() },
  }
  const engine = { ...idle, living: async () => new Set(['one', 'two', 'three']), wake: async (id: string) => void woken.push(id) }
  const stages = { settle: async () => undefined, reportEnd: async () => undefined }
  const sweep = createSweep(parts, engine, stages, {
    ...noChores,
    giveSlots: async () => {
      given += 1
    },
  })
  await sweep.start()
  const atStart = [...woken]
  await sweep.stop()
  expect({ atStart, given }).toEqual({ atStart: ['canceled'], given: 1 })
})
