import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createEngine } from '../../../../src/studio/workflow/engine/engine.ts'
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
