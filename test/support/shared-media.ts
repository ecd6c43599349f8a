import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import type { MediaTools } from '../../src/core/media.ts'
import { startMediaTools } from '../../src/media/media-tools.ts'
import { quietLog } from './quiet-log.ts'

let shared: Promise<{ root: string; media: MediaTools }> | undefined

const start = async () => {
  const root = await mkdtemp(join(inject('runFolder'), 'media-'))
  return { root, media: startMediaTools({ workFolder: root, log: quietLog }) }
}

/**
 * The media tools of all tests in this process, whose children are dear to start, and a folder of the test's own that they
 * may write in. The folder is gone when the test is; the children end when there is no work, or with the process.
 */
export const sharedMedia = async (): Promise<{ folder: string; media: MediaTools }> => {
  shared ??= start()
  const { root, media } = await shared
  const folder = await mkdtemp(join(root, 'test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return { folder, media }
}
