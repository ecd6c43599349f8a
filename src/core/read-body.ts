import { MoodreelError } from './errors.ts'
import { say } from './words/sentence.ts'

/**
 * The whole body of a request, counted while it comes: a proxy that sends in chunks names no length, and a length that
 * is named may be wrong. Throws MoodreelError `too_large` as soon as it is more than `limitBytes`, and `invalid_option`
 * when the sender goes away in the middle.
 */
export const readBody = async (request: Request, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> => {
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) throw tooLarge(limitBytes)
  const chunks: Uint8Array[] = []
  let sizeBytes = 0
  const reader = request.body?.getReader()
  try {
    for (;;) {
      const part = await reader?.read()
      if (!part || part.done) break
      sizeBytes += part.value.byteLength
      if (sizeBytes > limitBytes) throw tooLarge(limitBytes)
      chunks.push(part.value)
    }
  } catch (cause) {
    if (cause instanceof MoodreelError) throw cause
    throw new MoodreelError('invalid_option', say('option.cutShort'), { cause })
  } finally {
    // Not cancelled: that would cut the connection before the answer is sent.
    reader?.releaseLock()
  }
  const whole = new Uint8Array(sizeBytes)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}

const tooLarge = (limitBytes: number): MoodreelError =>
  new MoodreelError('too_large', say('option.tooMuch', { kilobytes: Math.floor(limitBytes / 1024) }))
