import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder of the test's own, gone when the test is, also where a child process still wrote to it. */
export const temporaryFolder = async (atEnd: (work: () => void | Promise<void>) => void = onTestFinished): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'moodreel-test-'))
  atEnd(() => rm(path, { recursive: true, force: true, maxRetries: 5 }))
  return path
}
