import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readText } from '../../config/read-text.ts'
import { folderOf } from '../support/temporary-folder.ts'

test('a process that had no turn for longer than a file may take has read it all the same', async () => {
  const path = join(await folderOf('tiers.yaml', 'tiers: []'), 'tiers.yaml')
  const reading = readText(path, 400)
  // Nothing else of this process goes on meanwhile, as on a machine that is too busy.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 450)
  expect(await reading).toBe('tiers: []')
})
