import RunwayML from '@runwayml/sdk'
import { MoodreelError } from '../../src/core/errors.ts'
import type { ProviderTools } from '../../src/core/provider.ts'
import { vendorNamed } from '../../src/core/vendor/vendor-named.ts'
import { say } from '../../src/core/words/sentence.ts'

export const runway = vendorNamed('Runway')
const vendor = { vendor: runway.name }

/** Gives a client whose every request ends with the signal, or when its answer is not there, body and all, within the time. */
export type Runway = (signal: AbortSignal, timeoutMs?: number) => RunwayML

const patienceMs = 30_000

/**
 * The vendor's package as a client that repeats nothing: by default it makes a create three times when the connection
 * breaks (seen with 4.20.1). What it would read from the environment is given to it. The secret goes to the base URL's origin
 * only; the one other address that is called is where Runway wants an upload: by https, or its own.
 */
export const createRunway =
  ({ fetch, fetchNamed }: Pick<ProviderTools, 'fetch' | 'fetchNamed'>, { secret, baseUrl }: { secret: string; baseUrl: string }): Runway =>
  (signal, timeoutMs = patienceMs) => {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    const call = async (address: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
      const url = new URL(address instanceof Request ? address.url : address)
      const isOwn = url.origin === new URL(baseUrl).origin
      // The package hands on no signal to the second half of an upload, and its time-out ends with the headers of an answer.
      const until = init.signal ? AbortSignal.any([init.signal, patience]) : patience
      if (!(init.body instanceof FormData)) {
        if (!isOwn) throw unsafe()
        return fetch(url, { ...init, redirect: 'error', signal: until })
      }
      if (!isOwn && url.protocol !== 'https:') throw unsafe()
      const response = await fetchNamed(url.href, { method: 'POST', ...(await wholeForm(init.body)), signal: until })
      // Otherwise the storage's word, such as 403, would be taken for Runway's.
      if (!response.ok) {
        throw new MoodreelError('fetch_failed', say('provider.uploadFailed', vendor), { cause: `HTTP ${response.status}` })
      }
      return response
    }
    return new RunwayML({ apiKey: secret, baseURL: baseUrl, fetch: call, maxRetries: 0, timeout: timeoutMs, logLevel: 'off' })
  }

const unsafe = (): MoodreelError => new MoodreelError('fetch_refused', say('provider.foreignAddress', vendor))

/** A form as bytes, which only uploads have. */
const wholeForm = async (form: FormData): Promise<{ body: Uint8Array; headers: Record<string, string> }> => {
  const whole = new Response(form)
  const type = whole.headers.get('content-type') ?? 'multipart/form-data'
  return { body: new Uint8Array(await whole.arrayBuffer()), headers: { 'content-type': type } }
}
