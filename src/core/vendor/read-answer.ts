import type { z } from 'zod'
import { type ErrorCode, MoodreelError } from '../errors.ts'
import type { Text } from '../words/sentence.ts'
import { retryAfterMs } from './retry-after.ts'

/** The text of an answer; its status says enough when the rest is cut off. */
export const bodyOf = (response: Response): Promise<string> => response.text().catch(() => '')

/** The text of an answer; null when there is more than `limitBytes`, which is then not fetched. */
export const textUpTo = async (response: Response, limitBytes: number): Promise<string | null> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > limitBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** An answer may hold a whole clip, in base64. */
const answerBytes = 300_000_000

export interface AnswerReader {
  /** A fault: the question is asked again later, and not before the vendor's `headers` allow it. */
  unanswered(cause: string, headers?: Headers, code?: ErrorCode): MoodreelError
  /** The body of a good answer, as far as it is read. Throws MoodreelError `provider_failed` for any other. */
  readAnswer<T>(response: Response, schema: z.ZodType<T>): Promise<T>
}

/** Reads what one vendor answers; `sentence` is what a person is told when it does not answer as it should. */
export const createReader = (sentence: Text): AnswerReader => {
  const unanswered: AnswerReader['unanswered'] = (cause, headers, code = 'provider_failed') => {
    const wait = retryAfterMs(headers)
    return new MoodreelError(code, sentence, { cause, ...(wait === undefined ? {} : { retryAfterMs: wait }) })
  }
  return {
    unanswered,
    async readAnswer(response, schema) {
      if (!response.ok) throw unanswered(`HTTP ${response.status}`, response.headers)
      const text = await textUpTo(response, answerBytes)
      if (text === null) throw unanswered('an answer that is too large')
      const parsed = schema.safeParse(JSON.parse(text))
      if (!parsed.success) throw unanswered(`an answer of another form: ${parsed.error.issues[0]?.path.join('.')}`)
      return parsed.data
    },
  }
}
