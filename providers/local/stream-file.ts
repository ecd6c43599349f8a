import { createReadStream } from 'node:fs'

/** The bytes of a file, read as they are asked for. The stream fails once `signal` is aborted. */
export const streamFile = (path: string, signal: AbortSignal): ReadableStream<Uint8Array> => {
  const chunks: AsyncIterator<Uint8Array> = createReadStream(path, { signal })[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: async () => {
      await chunks.return?.()
    },
  })
}
