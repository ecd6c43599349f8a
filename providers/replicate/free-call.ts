import Replicate from 'replicate'
import type { ProviderError } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { replicate } from './api.ts'
import { refusal } from './refusal.ts'

/** An answer, or why there is none. Throws when Replicate cannot be reached or fails. */
export type FreeCall = <Answer>(
  call: (client: Replicate) => Promise<Answer>,
  options: { signal: AbortSignal; timeoutMs?: number },
) => Promise<{ answer: Answer } | { error: ProviderError }>

/**
 * Calls that cost nothing, made by the vendor's own package: reading models and uploading files. Left alone, 1.4.0 asks up
 * to six times without a pause when a connection breaks or an answer is 429 or 5xx, and an error of its carries the token. So
 * each call gets a client of its own, whose `fetch` asks once, by our own plain request, and gives that same end however
 * often it is called; what is no good answer never reaches the package. It is not told the token, which `api` adds.
 */
export const createFreeCall =
  (api: VendorCall, baseUrl: string): FreeCall =>
  async (call, { signal, timeoutMs }) => {
    let refused: ProviderError | undefined
    const ask = async (url: Request | string | URL, { method, body }: RequestInit = {}): Promise<Response> => {
      const response = await api(url instanceof Request ? url.url : `${url}`, {
        method: method === 'POST' ? 'POST' : 'GET',
        ...(body instanceof FormData && { form: body }),
        ...(timeoutMs !== undefined && { timeoutMs }),
        signal,
      })
      if (response.ok) return response
      if (response.status >= 400 && response.status < 500) refused = refusal(response, await response.text())
      throw replicate.unanswered(`HTTP ${response.status}`, response.headers)
    }
    let only: Promise<Response> | undefined
    const client = new Replicate({
      // Without one it would look for a token in the environment by itself.
      auth: 'added-by-us',
      baseUrl,
      fetch: (url: Request | string | URL, init?: RequestInit) => {
        only ??= ask(url, init)
        return only
      },
    })
    try {
      return { answer: await call(client) }
    } catch (error) {
      if (refused) return { error: refused }
      throw error
    }
  }
