import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createEngine } from '../../../../src/studio/workflow/engine/engine.ts'
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
