import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createEngine, type GenerationWorkflow, wakeSignal } from '../../../../src/studio/workflow/engine/engine.ts'
import { openSqliteEngineHome } from '../../../../src/studio/workflow/engine/sqlite-home.ts'
import { engineContract, engineOn, soon, waitsFor } from '../../../contracts/engine-contract.ts'
import { quietLog } from '../../../support/quiet-log.ts'
import { temporaryFolder } from '../../../support/temporary-folder.ts'

engineContract('SQLite', async () => {
  // Letters that mean something in an address.
  const path = join(await temporaryFolder(), 'a?b#c%20 d.sqlite')
  return async () => openSqliteEngineHome(path)
})

test('a damaged file is said in one sentence, with what to do', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'engine.sqlite')
  const open = () => createEngine(openSqliteEngineHome(path), quietLog)
  await open().stop(0)
  await writeFile(path, Buffer.alloc(20_000, 'no database '))
  expect(open).toThrow(
    expect.objectContaining({
      code: 'storage_unavailable',
      userMessage: `The database engine.sqlite in ${folder} cannot be read; delete engine.sqlite* there, and every open clip is begun again, or set MOODREEL_DATA_DIR to another folder.`,
    }),
  )
})

test('who was woken while its process was killed between a look and the wait looks again', async () => {
  const path = join(await temporaryFolder(), 'engine.sqlite')
  const killed = engineOn(openSqliteEngineHome(path))
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
  await expect.poll(() => looks, soon).toEqual([false])
  await killed.stop(0)
  canceled = true
  await killed.wake('one')

  const next = engineOn(openSqliteEngineHome(path))
  onTestFinished(() => held.resolve())
  next.start(
    waitsFor(() => {
      looks.push(canceled)
      return canceled
    }),
  )
  await expect.poll(() => looks, soon).toEqual([false, true])
})

test.each([
  ['while it runs', false],
  ['while it is off', true],
])('a clock that is set back by an hour %s lets no run sleep for an hour', async (_, isOff) => {
  const path = join(await temporaryFolder(), 'engine.sqlite')
  let bootedAt = 1_800_000_000_000
  const open = () => openSqliteEngineHome(path, () => bootedAt)
  const heard: string[] = []
  const workflow: GenerationWorkflow = async (id, step) => {
    await step.run({ name: 'first' }, async () => void heard.push('slept'))
    // What was a second before the clock was set.
    if (id === 'waits') await step.waitForSignal({ name: 'line', signal: wakeSignal(id), timeout: 3_601_000 })
    else
      await step.run({ name: 'tried', retryPolicy: { initialInterval: '3601s', maximumInterval: '3601s' } }, async () => {
        if (!heard.includes(id)) {
          heard.push(id)
          throw new Error('not yet')
        }
      })
    heard.push(`${id} went on`)
  }
  const home = open()
  const first = engineOn(home)
  first.start(workflow)
  await Promise.all(['waits', 'fails'].map((id) => first.begin(id)))
  await expect.poll(() => heard.toSorted(), soon).toEqual(['fails', 'slept', 'slept'])
  await expect.poll(async () => (await home.due(1)).nextInMs, soon).toBeGreaterThan(3_000_000)
  if (isOff) await first.stop(5_000)
  bootedAt -= 3_600_000
  if (isOff) engineOn(open()).start(workflow)
  await expect.poll(() => heard.toSorted(), soon).toEqual(['fails', 'fails went on', 'slept', 'slept', 'waits went on'])
})
