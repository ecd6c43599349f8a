import { MoodreelError } from '../errors.ts'
import { say } from '../words/sentence.ts'
import { isBeneath } from './is-beneath.ts'
import type { TheirClock } from './their-clock.ts'

/** One request. Its answer has to be there, body and all, within `timeoutMs`; null leaves that to the signal. */
export interface VendorRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  headers?: Record<string, string>
  /** A body that is sent as JSON. */
  json?: object
  form?: FormData
  timeoutMs?: number | null
  signal: AbortSignal
}

/** `path` is relative to the vendor's base URL, or an address of the vendor's own, such as the next page of a list. */
export type VendorCall = (path: string, request: VendorRequest) => Promise<Response>

interface Vendor {
  base: URL
  /** As people read it. */
  name: string
  authorize?: () => Record<string, string> | Promise<Record<string, string>>
  /** Learns the vendor's time from each answer. */
  clock?: TheirClock
}

const patienceMs = 30_000

/** The base URL as an operator writes it, with the slash that relative paths need. */
export const baseUrlOf = (address: string | URL): URL => new URL(`${address}`.replace(/\/*$/, '/'))

/**
 * One plain request for one call: nothing is retried and no redirect is followed. What `authorize` adds goes to what lies
 * beneath the base URL and nowhere else. Throws MoodreelError `fetch_refused` for any other address, before anything is sent.
 */
export const createCall =
  (fetcher: typeof fetch, { base, name, authorize, clock }: Vendor): VendorCall =>
  async (path, { signal, timeoutMs = patienceMs, method = 'GET', headers, json, form }) => {
    const url = new URL(path, base)
    if (!isBeneath(base, url)) {
      throw new MoodreelError('fetch_refused', say('provider.foreignAddress', { vendor: name }))
    }
    signal.throwIfAborted()
    const response = await fetcher(url, {
      method,
      headers: { ...(json && { 'content-type': 'application/json' }), ...headers, ...(await authorize?.()) },
      ...(json && { body: JSON.stringify(json) }),
      ...(form && { body: form }),
      redirect: 'error',
      signal: timeoutMs === null ? signal : AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    })
    clock?.heed(response)
    return response
  }
