import { MoodreelError } from '../../src/core/errors.ts'
import type { Json } from '../../src/core/json.ts'
import { textUpTo } from '../../src/core/vendor/read-answer.ts'
import type { Access } from './access.ts'
import { type VeoApi, veo } from './api.ts'
import { type Answer, answerSchema, operationSchema } from './operation.ts'

/** How much of the answer is read, how long that may take, and what a fault is called: a poll that failed, or a download. */
export interface Reading {
  bytes: number
  timeoutMs: number
  fault: 'provider_failed' | 'fetch_failed'
}

/** An operation as it is now; `gone` when Google does not know it any more, `long` when it holds more than is read. */
export type FetchOperation = (operation: Json, reading: Reading, signal: AbortSignal) => Promise<Answer | 'gone' | 'long'>

/** Asks for an operation once, which costs nothing. Throws MoodreelError of the reading's code when it cannot be asked now. */
export const createFetchOperation =
  (api: VeoApi, access: Access): FetchOperation =>
  async (operation, { bytes, timeoutMs, fault: code }, signal) => {
    const { name, model } = operationSchema.parse(operation)
    signal.throwIfAborted()
    const granted = await access()
    if ('error' in granted) throw new MoodreelError(code, granted.error.message, { cause: granted.error.detail })
    try {
      const response = await api(`${model}:fetchPredictOperation`, {
        token: granted.token,
        json: { operationName: name },
        signal,
        timeoutMs,
      })
      if (response.status === 404) return 'gone'
      if (!response.ok) throw veo.unanswered(`HTTP ${response.status}`, response.headers, code)
      const text = await textUpTo(response, bytes)
      return text === null ? 'long' : answerSchema.parse(JSON.parse(text))
    } catch (error) {
      throw veo.asFault(error, code)
    }
  }
