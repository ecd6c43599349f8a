import { EventEmitter } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createEngine, type Engine, type GenerationWorkflow, wakeSignal } from '../../src/studio/workflow/engine/engine.ts'
import type { EngineHome } from '../../src/studio/workflow/engine/home.ts'
import type { Nudges } from '../../src/studio/workflow/engine/nudges.ts'
import { wrapBackend } from '../../src/studio/workflow/engine/wrap-backend.ts'
import { quietLog } from '../support/quiet-log.ts'

/** What a slow machine may take for something that is at once. */
export const soon = { timeout: 15_000, interval: 10 }

/** Longer than any test. */
export const never = 300_000

/** Nudges between the engines of one test. */
export const createNudges = (): Nudges => {
  const emitter = new EventEmitter()
  return {
    publish: (text) => void emitter.emit('nudge', text),
    subscribe(listener) {
      emitter.on('nudge', listener)
      return () => emitter.off('nudge', listener)
    },
  }
}

/** An engine that is stopped with its test. */
export const engineOn = (home: EngineHome, nudges?: Nudges): Engine => {
  const engine = createEngine(home, quietLog, nudges)
  onTestFinished(() => engine.stop(5_000))
  return engine
}

/** A run that looks until something is so, and waits in line between two looks. */
export const waitsFor =
  (look: (id: string) => boolean | Promise<boolean>): GenerationWorkflow =>
  async (id, step) => {
    while (!(await step.run({ name: 'look' }, async () => look(id))))
      await step.waitForSignal({ name: 'line', signal: wakeSignal(id), timeout: never })
  }

/** What every home of the engine must do. `place` makes an empty one; each call of what it gives opens it once more. */
export const engineContract = (name: string, place: () => Promise<() => Promise<EngineHome>>): void => {
  describe(`engine on ${name}`, () => {
    test('a run that is begun twice is one', async () => {
      const open = await place()
      const engine = engineOn(await open())
      const runs: string[] = []
      engine.start(async (id, step, runId) => {
        await step.run({ name: 'only' }, async () => void runs.push(`${id} ${runId}`))
      })
      await Promise.all(['one', 'two', 'one', 'one'].map((id) => engine.begin(id)))
      await expect.poll(() => runs, soon).toHaveLength(2)
      await engine.begin('one')
      await engine.begin('three')
      await expect.poll(() => runs, soon).toHaveLength(3)
      expect(runs.map((run) => run.split(' ')[0]).sort()).toEqual(['one', 'three', 'two'])
    })

    test('a run that has used up its thousand steps is followed by another, and that by no other while it lives', async () => {
      const open = await place()
      const engine = engineOn(await open())
      const runs = new Set<string>()
      const waits = Promise.withResolvers<void>()
      engine.start(async (_, step, runId) => {
        runs.add(runId)
        // More than a thousand at once, without a word in between.
        for (let count = 0; runs.size === 1 && count < 1_005; count += 1) await step.run({ name: 'work' }, async () => undefined)
        await step.run({ name: 'end' }, () => waits.promise)
      })
      await engine.begin('one')
      const states = () => Promise.all([...runs].map((run) => engine.runState(run)))
      await expect.poll(states, { timeout: 60_000, interval: 50 }).toEqual(['ended'])
      expect(await engine.begin('one')).toBe(true)
      await expect.poll(states, soon).toEqual(['ended', 'alive'])
      expect(await engine.begin('one')).toBe(true)
      waits.resolve()
      await expect.poll(states, soon).toEqual(['ended', 'ended'])
      expect(runs.size).toBe(2)
    })

    test('a wait ends by its time, and a wake ends it before', async () => {
      const open = await place()
      const engine = engineOn(await open())
      const heard: string[] = []
      engine.start(async (id, step) => {
        await step.waitForSignal({ name: 'short', signal: wakeSignal(id), timeout: 20 })
        await step.run({ name: 'first' }, async () => void heard.push('time'))
        await step.waitForSignal({ name: 'long', signal: wakeSignal(id), timeout: never })
        await step.run({ name: 'second' }, async () => void heard.push('wake'))
      })
      await engine.begin('one')
      await expect.poll(() => heard, soon).toEqual(['time'])
      await expect.poll(() => engine.wake('one').then(() => heard), soon).toEqual(['time', 'wake'])
    })

    test('who is woken between a look and the wait after it looks again', async () => {
      const open = await place()
      const engine = engineOn(await open())
      const looks: boolean[] = []
      let canceled = false
      engine.start(
        waitsFor(async () => {
          looks.push(canceled)
          const seen = canceled
          canceled = true
          // As a cancel does that comes after the row was read.
          if (!seen) await engine.wake('one')
          return seen
        }),
      )
      await engine.begin('one')
      await expect.poll(() => looks, soon).toEqual([false, true])
    })

    test('what is due longest comes first, whether it is new or was begun', async () => {
      const { backend, due, close } = await (await place())()
      onTestFinished(close)
      const worker = { workerId: 'worker', leaseDurationMs: never }
      const began = Date.now()
      const create = async (key: string, agoMs: number): Promise<string> => {
        const run = await backend.createWorkflowRun({
          ...{ workflowName: 'generate', version: null, idempotencyKey: key, config: {}, context: null, input: null, deadlineAt: null },
          ...{ parentStepAttemptNamespaceId: null, parentStepAttemptId: null, availableAt: new Date(began - agoMs) },
        })
        return run.id
      }
      const claimed = async () => (await backend.claimWorkflowRun(worker))?.id ?? null
      const slept = await create('slept', 60_000)
      expect(await claimed()).toBe(slept)
      await backend.sleepWorkflowRun({ workflowRunId: slept, workerId: worker.workerId, availableAt: new Date(began - 30_000) })
      const [newer, older] = [await create('newer', 20_000), await create('older', 40_000)]
      expect((await due(9)).count).toBe(3)
      expect([await claimed(), await claimed(), await claimed(), await claimed()]).toEqual([older, slept, newer, null])
    })

    test('what this process works on is not taken again when its lease is over, as after a clock was set forward', async () => {
      const { backend, busy, close } = await (await place())()
      onTestFinished(close)
      const { id } = await backend.createWorkflowRun({
        ...{ workflowName: 'generate', version: null, idempotencyKey: 'one', config: {}, context: null, deadlineAt: null },
        ...{ parentStepAttemptNamespaceId: null, parentStepAttemptId: null, availableAt: null, input: { generationId: 'one' } },
      })
      const claimed = async () => (await backend.claimWorkflowRun({ workerId: 'worker', leaseDurationMs: 1 }))?.id ?? null
      expect(await claimed()).toBe(id)
      busy.add('one')
      await expect.poll(claimed, { timeout: 50, interval: 5 }).toBeNull()
      expect(await claimed()).toBeNull()
      busy.delete('one')
      await expect.poll(claimed, soon).toBe(id)
    })

    test('a step that throws is tried again, and what was done before it is not', async () => {
      const open = await place()
      const engine = engineOn(await open())
      const done: string[] = []
      engine.start(async (_, step) => {
        await step.run({ name: 'first' }, async () => void done.push('first'))
        await step.run({ name: 'second', retryPolicy: { initialInterval: '10ms' } }, async () => {
          done.push('second')
          if (done.length < 3) throw new Error('not yet')
        })
      })
      await engine.begin('one')
      await expect.poll(() => done, soon).toEqual(['first', 'second', 'second'])
    })

    test('who stops hands its runs over, in the middle and asleep', async () => {
      const open = await place()
      const stopped = engineOn(await open())
      const done: string[] = []
      const working = Promise.withResolvers<void>()
      const workflow =
        (by: string): GenerationWorkflow =>
        async (id, step) => {
          await step.run({ name: 'first' }, async () => void done.push(`${by} first ${id}`))
          if (id === 'asleep') await step.waitForSignal({ name: 'line', signal: wakeSignal(id), timeout: 20 })
          else
            await step.run({ name: 'long' }, async () => {
              done.push(`${by} long ${id}`)
              await working.promise
            })
          await step.run({ name: 'last' }, async () => void done.push(`${by} last ${id}`))
        }
      stopped.start(workflow('old'))
      await stopped.begin('busy')
      await expect.poll(() => done, soon).toEqual(['old first busy', 'old long busy'])
      const end = stopped.stop(5_000)
      await stopped.begin('asleep')
      working.resolve()
      await end

      const next = engineOn(await open())
      next.start(workflow('new'))
      // Well before a lease would end.
      await expect.poll(() => done, soon).toHaveLength(5)
      expect(done.slice(2).sort()).toEqual(['new first asleep', 'new last asleep', 'new last busy'])
    })

    test('what ended is forgotten, and what is open is not', async () => {
      const open = await place()
      const home = await open()
      const engine = engineOn(home)
      const runs = new Map<string, string>()
      engine.start(async (id, step, runId) => {
        runs.set(id, runId)
        await step.waitForSignal({ name: 'line', signal: wakeSignal(id), timeout: id === 'short' ? 1 : never })
      })
      await engine.begin('short')
      await engine.begin('long')
      const states = () => Promise.all(['short', 'long'].map((id) => engine.runState(runs.get(id) ?? '')))
      await expect.poll(states, soon).toEqual(['ended', 'alive'])
      expect(await engine.living()).toEqual(new Set([runs.get('long')]))
      await engine.forgetOld()
      expect(await states()).toEqual(['ended', 'alive'])
      await expect.poll(() => home.forget(0, 50).then(states), soon).toEqual(['missing', 'alive'])
    })

    test('nobody claims while nothing is due, whatever is said', async () => {
      const open = await place()
      const home = await open()
      const nudges = createNudges()
      let claims = 0
      let looks = 0
      const engine = engineOn(
        {
          ...home,
          due: (most) => {
            looks += 1
            return home.due(most)
          },
          backend: wrapBackend(home.backend, {
            claimWorkflowRun(asked) {
              claims += 1
              return home.backend.claimWorkflowRun(asked)
            },
          }),
        },
        nudges,
      )
      engine.start(waitsFor(() => false))
      await engine.begin('one')
      await expect.poll(() => claims, soon).toBe(1)
      await expect.poll(() => home.due(1), soon).toMatchObject({ count: 0, nextInMs: expect.closeTo(never, -5) })
      const before = looks
      nudges.publish('')
      await expect.poll(() => looks, soon).toBeGreaterThan(before)
      nudges.publish('one two')
      await expect.poll(() => looks, soon).toBeGreaterThan(before + 1)
      expect(claims).toBe(1)
    })
  })
}
