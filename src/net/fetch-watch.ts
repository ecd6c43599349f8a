import { MoodreelError } from '../core/errors.ts'
import { say, type Text } from '../core/words/sentence.ts'

export interface FetchTimes {
  /** From the call to the last byte, redirects included. */
  timeoutMs: number
  /** The longest wait for the next byte. */
  idleTimeoutMs: number
}

/** The clock of one fetch. Whatever ends it, `signal` ends with the error to tell. */
export interface Watch {
  host: string
  signal: AbortSignal
  /** Waits for the network, at most the idle time, and translates its errors. */
  wait<T>(work: Promise<T>): Promise<T>
  end(reason?: unknown): void
}

export const createWatch = (host: string, times: FetchTimes, outer: AbortSignal | undefined): Watch => {
  const stop = new AbortController()
  const tooSlow = () => end(failed(say('link.tooSlow', { host })))
  const abort = () => end(outer?.reason)
  const total = setTimeout(tooSlow, times.timeoutMs)
  outer?.addEventListener('abort', abort)

  const end = (reason?: unknown): void => {
    clearTimeout(total)
    outer?.removeEventListener('abort', abort)
    stop.abort(reason)
  }

  return {
    host,
    signal: stop.signal,
    end,
    async wait(work) {
      const idle = setTimeout(tooSlow, times.idleTimeoutMs)
      try {
        return await unlessStopped(work, stop.signal)
      } catch (cause) {
        stop.signal.throwIfAborted()
        throw cause instanceof MoodreelError ? cause : failed(say('link.unreached', { host }), cause)
      } finally {
        clearTimeout(idle)
      }
    },
  }
}

/** While a connection is being made undici does not listen to the signal. */
export const unlessStopped = async <Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> => {
  const { promise: stopped, reject } = Promise.withResolvers<never>()
  const onStop = (): void => reject(signal.reason)
  if (signal.aborted) onStop()
  else signal.addEventListener('abort', onStop)
  try {
    return await Promise.race([work, stopped])
  } finally {
    signal.removeEventListener('abort', onStop)
  }
}

export const failed = (sentence: Text, cause?: unknown): MoodreelError => new MoodreelError('fetch_failed', sentence, { cause })
