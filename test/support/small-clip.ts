import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeMp4 } from '../media/fixtures.ts'

/** The bytes of a true MP4 of half a second, small enough to be made anew for each file of tests. */
export const smallClip = async (): Promise<Uint8Array> => {
  const folder = await mkdtemp(join(tmpdir(), 'moodreel-clip-'))
  try {
    const path = join(folder, 'clip.mp4')
    await makeMp4(path, { width: 160, height: 90, fps: 12, durationSeconds: 0.5, codec: 'avc' })
    return await readFile(path)
  } finally {
    await rm(folder, { recursive: true })
  }
}
