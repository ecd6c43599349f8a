import { createHash } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { newId } from '../core/id.ts'
import { throwStorageFault } from './storage-fault.ts'

/**
 * Writes a stream to a local path, whole or not at all: nobody ever finds half a file there, unless the power was cut.
 * `sha256` is in hexadecimal. Throws what the stream throws, and MoodreelError `storage_full` and `storage_unavailable`.
 */
export const writeAtomically = async (path: string, body: ReadableStream<Uint8Array>): Promise<{ sizeBytes: number; sha256: string }> => {
  const temporary = `${path}.${newId()}.part`
  try {
    const written = await writeAll(temporary, body)
    await rename(temporary, path).catch(throwStorageFault)
    return written
  } catch (error) {
    // The sender must learn that nobody reads, and the first error is the one to tell.
    await Promise.allSettled([body.cancel(error), rm(temporary, { force: true })])
    throw error
  }
}

const writeAll = async (path: string, body: ReadableStream<Uint8Array>): Promise<{ sizeBytes: number; sha256: string }> => {
  await using file = await open(path, 'wx').catch(throwStorageFault)
  const hash = createHash('sha256')
  let sizeBytes = 0
  for await (const chunk of body) {
    await file.writeFile(chunk).catch(throwStorageFault)
    hash.update(chunk)
    sizeBytes += chunk.byteLength
  }
  return { sizeBytes, sha256: hash.digest('hex') }
}
