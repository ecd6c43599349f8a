import { MoodreelError } from '../../core/errors.ts'
import type { Attachment } from '../../core/request.ts'
import { say } from '../../core/words/sentence.ts'
import { writeAtomically } from '../../storage/write-atomically.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'

/** Bytes that a person may give, at most. A model may take less; its row says so. */
export const maxInputBytes = 200 * 1024 * 1024

/**
 * Brings an attachment's bytes to a local path: from our own store, from the platform that holds them, or by a
 * guarded fetch. Throws MoodreelError `too_large`, `fetch_refused`, `fetch_failed`, `storage_full`.
 */
export const fetchAttachment = async (
  parts: Pick<Parts, 'mediaStore' | 'memberFetch' | 'platforms'>,
  from: { platform: string },
  attachment: Attachment,
  path: string,
  signal: AbortSignal,
): Promise<void> => {
  const platform = platformOf(parts, from)
  if (attachment.url.startsWith('media:')) {
    await writeCapped(await parts.mediaStore.read(attachment.url.slice('media:'.length)), path, maxInputBytes, signal)
  } else if (platform.openAttachment) {
    await writeCapped(await platform.openAttachment(attachment, signal), path, maxInputBytes, signal)
  } else {
    await parts.memberFetch.downloadTo(path, attachment.url, { maxBytes: maxInputBytes, signal })
  }
}

/** Writes a stream to a file, whole or not at all, and stops it at the cap and at the signal. Throws as `writeAtomically` and `too_large`. */
export const writeCapped = async (
  stream: ReadableStream<Uint8Array>,
  path: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<void> => {
  let sizeBytes = 0
  const cap = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      sizeBytes += chunk.byteLength
      if (sizeBytes > maxBytes) {
        controller.error(new MoodreelError('too_large', say('media.tooLarge', { limit: Math.floor(maxBytes / 1024 / 1024) })))
      } else controller.enqueue(chunk)
    },
  })
  await writeAtomically(path, stream.pipeThrough(cap, { signal }))
}
