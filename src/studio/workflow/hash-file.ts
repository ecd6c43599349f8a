import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

const chunkBytes = 2 ** 18

/** SHA-256 of a file in hexadecimal. */
export const hashFile = async (path: string): Promise<string> => {
  await using file = await open(path)
  const hash = createHash('sha256')
  // One buffer for all: clips are large, and what is thrown away must be collected.
  const buffer = Buffer.allocUnsafe(chunkBytes)
  for (;;) {
    const { bytesRead } = await file.read(buffer)
    if (bytesRead === 0) return hash.digest('hex')
    hash.update(buffer.subarray(0, bytesRead))
  }
}
