import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ClipOptions, makeMp4 } from '../media/fixtures.ts'

const make = async (options: ClipOptions): Promise<Uint8Array> => {
  const folder = await mkdtemp(join(tmpdir(), 'moodreel-clip-'))
  try {
    const path = join(folder, 'clip.mp4')
    await makeMp4(path, options)
    return await readFile(path)
  } finally {
    await rm(folder, { recursive: true })
  }
}

const made = new Map<string, Promise<Uint8Array>>()

/** The bytes of a true MP4 like that, made once in a process. Nobody writes to them. */
export const clipOf = (options: ClipOptions): Promise<Uint8Array> => {
  const key = JSON.stringify({ ...options, draw: options.draw?.name })
  const bytes = made.get(key) ?? make(options)
  made.set(key, bytes)
  return bytes
}

/** One of half a second. */
export const smallClip = (): Promise<Uint8Array> => clipOf({ width: 160, height: 90, fps: 12, durationSeconds: 0.5, codec: 'avc' })
