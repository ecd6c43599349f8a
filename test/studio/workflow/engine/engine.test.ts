import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createEngine, type Engine, type GenerationWorkflow, wakeSignal } from '../../../../src/studio/workflow/engine/engine.ts'
import { quietLog } from '../../../support/quiet-log.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

test('a damaged file is said in one sentence, with what to do', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'engine.sqlite')
  const open = () => createEngine(path, quietLog)
  await open().stop(0)
  await writeFile(path, Buffer.alloc(20_000, 'no database '))
  expect(open).toThrow(
    expect.objectContaining({
      code: 'storage_unavailable',
      userMessage: `The database engine.sqlite in ${folder} cannot be read; delete engine.sqlite* there, and every open clip is begun again, or set MOODREEL_DATA_DIR to another folder.`,
    }),
  )
})

/** A run that looks until something is so, and waits in line between two looks. */
const waitsFor =
  (look: () => boolean | Promise<boolean>): GenerationWorkflow =>
  async (id, step) => {
    while (!(await step.run({ name: 'look' }, async () => look())))
      await step.waitForSignal({ name: 'line', signal: wakeSignal(id), timeout: 300_000 })
  }

const open = async (path: string): Promise<Engine> => {
  const engine = createEngine(path, quietLog)
  onTestFinished(() => engine.stop(1_000))
  return engine
}

test('who is woken between a look and the wait after it looks again', async () => {
  const engine = await open(join(await temporaryFolder(), 'engine.sqlite'))
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
  await expect.poll(() => looks).toEqual([false, true])
})

test('who was woken while its process was killed between a look and the wait looks again', async () => {
  const path = join(await temporaryFolder(), 'engine.sqlite')
  const killed = await open(path)
  const held = Promise.withResolvers<void>()
  let canceled = false
  const looks: boolean[] = []
  killed.start(async (_, step) => {
    await step.run({ name: 'look' }, async () => {
      looks.push(canceled)
      return canceled
    })
    await held.promise
  })
  await killed.begin('one')
  await expect.poll(() => looks).toEqual([false])
  await killed.stop(0)
  canceled = true
  await killed.wake('one')

  const next = await open(path)
  onTestFinished(() => held.resolve())
  next.start(
    waitsFor(() => {
      looks.push(canceled)
      return canceled
    }),
  )
  await expect.poll(() => looks).toEqual([false, true])
})
