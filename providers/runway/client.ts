import RunwayML from '@runwayml/sdk'
import { MoodreelError } from '../../src/core/errors.ts'

/** Gives a client whose every request ends with the signal, or when its answer is not there, body and all, within the time. */
export type Runway = (signal: AbortSignal, timeoutMs?: number) => RunwayML

const patienceMs = 30_000

/**
 * The vendor's package as a client that repeats nothing: by default it makes a create three times when the connection
 * breaks (seen with 4.20.1). What it would read from the environment is given to it. The secret goes to the base URL
 * only; the one other address that is called is where Runway wants an upload, by https.
 */
export const createRunway =
  (fetcher: typeof fetch, { secret, baseUrl }: { secret: string; baseUrl: string }): Runway =>
  (signal, timeoutMs = patienceMs) => {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    const call = async (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
      const { origin, protocol } = new URL(url instanceof Request ? url.url : url)
      if (protocol !== 'https:' && origin !== new URL(baseUrl).origin) {
        throw new MoodreelError('fetch_refused', 'Runway named an address that is not safe; tell the operator.')
      }
      // The package hands on no signal to the second half of an upload, and its time-out ends with the headers of an answer.
      const until = init.signal ? AbortSignal.any([init.signal, patience]) : patience
      const form = await wholeForm(init)
      const response = await fetcher(url, { ...init, ...form, redirect: 'error', signal: until })
      // Otherwise the storage's word, such as 403, would be taken for Runway's.
      if (form && !response.ok) {
        throw new MoodreelError('fetch_failed', 'A file could not be brought to Runway; please try again.', {
          cause: `HTTP ${response.status}`,
        })
      }
      return response
    }
    return new RunwayML({ apiKey: secret, baseURL: baseUrl, fetch: call, maxRetries: 0, timeout: timeoutMs, logLevel: 'off' })
  }

/** A form as bytes, which only uploads have: undici 7.29 throws where nobody can catch it when a form is still being read as its request is aborted. */
const wholeForm = async ({ body, headers }: RequestInit): Promise<RequestInit | null> => {
  if (!(body instanceof FormData)) return null
  const whole = new Response(body)
  const named = new Headers(headers)
  named.set('content-type', whole.headers.get('content-type') ?? 'multipart/form-data')
  return { body: new Uint8Array(await whole.arrayBuffer()), headers: named }
}
