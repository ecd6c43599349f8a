import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeMp4 } from '../media/fixtures.ts'

let made: Promise<Uint8Array> | undefined

const make = async (): Promise<Uint8Array> => {
  const folder = await mkdtemp(join(tmpdir(), 'moodreel-clip-'))
  try {
    const path = join(folder, 'clip.mp4')
    await makeMp4(path, { width: 160, height: 90, fps: 12, durationSeconds: 0.5, codec: 'avc' })
    return await readFile(path)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** The bytes of a true MP4 of half a second, made once for all tests of this process. */
export const smallClip = (): Promise<Uint8Array> => {
  made ??= make()
  return made
}
