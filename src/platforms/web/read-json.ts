import type { z } from 'zod'
import { MoodreelError } from '../../core/errors.ts'
import { readBody } from '../../core/read-body.ts'
import { say } from '../../core/words/sentence.ts'

const bodyLimitBytes = 64 * 1024

/** The JSON that the page sent. Throws MoodreelError `invalid_option` for anything else, and `too_large`. */
export const readJson = async (request: Request): Promise<unknown> => {
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new MoodreelError('invalid_option', say('playground.unreadable'))
  }
  const body = await readBody(request, bodyLimitBytes).catch((cause: unknown) => {
    if (!(cause instanceof MoodreelError && cause.code === 'too_large')) throw cause
    throw new MoodreelError('too_large', say('playground.tooMuchText'), { cause })
  })
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch (cause) {
    throw new MoodreelError('invalid_option', say('playground.unreadable'), { cause })
  }
}

export const parse = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> => {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw new MoodreelError('invalid_option', say('playground.unreadable'), { cause: result.error })
}
