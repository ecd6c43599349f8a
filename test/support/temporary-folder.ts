import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, onTestFinished } from 'vitest'

/** Sees to it that something is ended: with the test, or with what several tests share. */
export type Later = (end: () => void | Promise<void>) => void

/** For what all tests of a file share: ended after the last of them, the newest first. Called where its tests are declared. */
export const laterInFile = (): Later => {
  const ends = new AsyncDisposableStack()
  afterAll(() => ends.disposeAsync())
  return (end) => ends.defer(async () => void (await end()))
}

/** A folder of the test's own, gone when the test is, also where a child process still wrote to it. */
export const temporaryFolder = async (later: Later = onTestFinished): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'moodreel-test-'))
  later(() => rm(path, { recursive: true, force: true, maxRetries: 5 }))
  return path
}

/** One that holds this file, as an operator's has it. */
export const folderOf = async (file: string, text: string): Promise<string> => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, file), text)
  return folder
}
