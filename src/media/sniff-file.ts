import { open } from 'node:fs/promises'
import { type Sniffed, sniff, sniffedBytes } from './sniff.ts'

/** What a file is, by its first bytes. Throws MoodreelError `bad_media` for one that nobody knows. */
export const sniffFile = async (path: string): Promise<Sniffed> => {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(sniffedBytes), position: 0 })
  return sniff(buffer.subarray(0, bytesRead))
}
