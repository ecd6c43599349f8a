import { Readable } from 'node:stream'
import './node-fetch-first.ts'
import { type Dispatcher, fetch, request } from 'undici'
import { MoodreelError } from '../core/errors.ts'
import type { FetchNamed } from '../core/provider.ts'
import { say } from '../core/words/sentence.ts'
import { writeAtomically } from '../storage/write-atomically.ts'
import { type AddressGuardOptions, createAddressGuard, refused } from './address-guard.ts'
import { createWatch, type FetchTimes, failed, unlessStopped, type Watch } from './fetch-watch.ts'

interface FetchLimits extends FetchTimes {
  maxBytes: number
}

interface FetchOptions extends Partial<FetchLimits> {
  /** Ends the fetch with the signal's own reason. */
  signal?: AbortSignal | undefined
}

interface FetchedBody {
  /** Fails like the fetch itself when it grows over the cap, stalls or breaks off. */
  body: ReadableStream<Uint8Array>
  /** As claimed, without parameters; the truth is in the bytes. */
  mediaType: string | undefined
  /** Where the redirects ended, for the log: no path and no query, for these may be secret. */
  origin: string
  /** As claimed. */
  sizeBytes: number | undefined
}

/**
 * The one way to get what a URL of a person or a provider leads to. Only http and https, only public addresses,
 * checked after the name is resolved, at each of at most five redirects, and pinned for the connection. The origins that the
 * operator configured are allowed for the URL itself and never for a redirect. Nothing of ours goes along: no credentials,
 * cookies or referrer. Throws MoodreelError `fetch_refused`, `fetch_failed` and `too_large`, whose sentences name the host at
 * most, for a signed URL is a secret.
 */
export interface GuardedFetch {
  fetch(url: string, options?: FetchOptions): Promise<FetchedBody>
  /** Puts the whole file at `path` or leaves nothing there. Also throws `storage_full` and `storage_unavailable`. */
  downloadTo(path: string, url: string, options?: FetchOptions): Promise<{ sizeBytes: number; sha256: string }>
  /** One request for an adapter, by the same rules and without any redirect. */
  fetchNamed: FetchNamed
  /** Breaks off what is under way and closes the connections. */
  close(): Promise<void>
}

const maxRedirects = 5
const redirectStatuses = new Set([301, 302, 303, 307, 308])

export interface GuardedFetchOptions extends AddressGuardOptions {
  userAgent: string
  defaults: FetchLimits
}

/** See `GuardedFetch`. Throws MoodreelError `bad_config` for an allowed origin that is no http URL. */
export const createGuardedFetch = (options: GuardedFetchOptions): GuardedFetch => {
  const { userAgent, defaults } = options
  const guard = createAddressGuard(options)

  const follow = async (start: URL, watch: Watch): Promise<{ url: URL; response: Dispatcher.ResponseData }> => {
    let url = start
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
      const response = await watch.wait(
        request(url, {
          dispatcher: guard.agentFor(url, { redirected: redirects > 0 }),
          signal: watch.signal,
          // One clock for all: the watch.
          headersTimeout: 0,
          bodyTimeout: 0,
          headers: { 'user-agent': userAgent, accept: '*/*', 'accept-encoding': 'identity' },
        }),
      )
      if (!redirectStatuses.has(response.statusCode)) return { url, response }
      discard(response)
      url = redirectTarget(url, response)
    }
    throw refused(say('link.redirectedTooOften', { host: start.hostname }))
  }

  const guardedFetch = async (text: string, { signal, ...limits }: FetchOptions = {}): Promise<FetchedBody> => {
    signal?.throwIfAborted()
    const start = URL.parse(text)
    if (!start) throw refused(say('link.noLink'))
    const maxBytes = limits.maxBytes ?? defaults.maxBytes
    const watch = createWatch(
      start.hostname,
      { timeoutMs: limits.timeoutMs ?? defaults.timeoutMs, idleTimeoutMs: limits.idleTimeoutMs ?? defaults.idleTimeoutMs },
      signal,
    )
    try {
      const { url, response } = await follow(start, watch)
      const problem = problemOf(url.hostname, response, maxBytes)
      if (problem) {
        discard(response)
        throw problem
      }
      return {
        body: cap(response.body, watch, maxBytes),
        mediaType: single(response.headers['content-type'])?.split(';')[0]?.trim().toLowerCase() || undefined,
        origin: url.origin,
        sizeBytes: claimedSize(response),
      }
    } catch (error) {
      watch.end()
      throw error
    }
  }

  return {
    fetch: guardedFetch,
    async downloadTo(path, url, fetchOptions) {
      const { body } = await guardedFetch(url, fetchOptions)
      return writeAtomically(path, body)
    },
    async fetchNamed(text, { method = 'GET', headers, body, signal }) {
      signal.throwIfAborted()
      const url = URL.parse(text)
      if (!url) throw misnamed()
      const dispatcher = orMisnamed(() => guard.agentFor(url, { redirected: false }))
      const named = { 'user-agent': userAgent, ...headers }
      const answer = request(url, { dispatcher, method, headers: named, body: body ?? null, signal })
      const response = await unlessStopped(answer, signal).catch((cause: unknown) => {
        throw cause instanceof MoodreelError ? misnamed(cause) : cause
      })
      if (redirectStatuses.has(response.statusCode)) {
        discard(response)
        throw misnamed(`HTTP ${response.statusCode}`)
      }
      return asResponse(response)
    },
    close: guard.close,
  }
}

/** The answer as Node's own fetch would give it, for an adapter and the vendor's own package. */
const asResponse = ({ statusCode: status, headers, body }: Dispatcher.ResponseData): Response => {
  const named = Object.entries(headers).flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one]))
  const isEmpty = status === 204 || status === 205 || status === 304
  if (isEmpty) body.on('error', () => undefined).resume()
  return new Response(isEmpty ? null : (Readable.toWeb(body) as ReadableStream<Uint8Array>), { status, headers: named })
}

/** The person who reads this gave no link: the provider did. */
const misnamed = (cause?: unknown): MoodreelError => refused(say('link.refusedByUs'), cause)

const orMisnamed = <Result>(work: () => Result): Result => {
  try {
    return work()
  } catch (cause) {
    throw misnamed(cause)
  }
}

/**
 * Decodes a `data:` URL, which some providers answer with. Throws MoodreelError `too_large`, and `fetch_refused` for
 * anything else than a well-formed `data:` URL.
 */
export const readDataUrl = async (url: string, maxBytes: number): Promise<{ bytes: Uint8Array; mediaType: string }> => {
  if (!/^data:/i.test(url)) throw refused(say('link.noDataLink'))
  // Three letters are one byte at worst; the rest is room for the media type.
  if (url.length > maxBytes * 3 + 1024) throw new MoodreelError('too_large', say('link.dataTooLarge', { megabytes: megabytes(maxBytes) }))
  const response = await fetch(url).catch((cause: unknown) => {
    throw refused(say('link.badDataLink'), cause)
  })
  const bytes = await response.bytes()
  if (bytes.byteLength > maxBytes) throw new MoodreelError('too_large', say('link.dataTooLarge', { megabytes: megabytes(maxBytes) }))
  return { bytes, mediaType: response.headers.get('content-type')?.split(';')[0] ?? 'text/plain' }
}

const redirectTarget = (from: URL, response: Dispatcher.ResponseData): URL => {
  const location = single(response.headers.location)
  const target = location === undefined ? null : URL.parse(location, from)
  if (!target) throw failed(say('link.redirectedNowhere', { host: from.hostname }))
  if (from.protocol === 'https:' && target.protocol === 'http:') {
    throw refused(say('link.redirectedUnprotected', { host: from.hostname }))
  }
  return target
}

/** The cause of a `fetch_failed` whose server answered, and not with a file. */
export class AnswerStatus extends Error {
  readonly status: number
  constructor(status: number) {
    super(`status ${status}`)
    this.status = status
  }
}

/** Whether an answer brings all of the file: 202 and 204 come without it, and 206 with a part that may be the whole. */
const hasWhole = ({ statusCode, headers }: Dispatcher.ResponseData): boolean => {
  const [, last, size] = /^bytes 0-(\d+)\/(\d+)$/.exec(single(headers['content-range']) ?? '') ?? []
  return statusCode === 200 || statusCode === 203 || (statusCode === 206 && size !== undefined && Number(last) + 1 === Number(size))
}

/** What is wrong with an answer before its first byte is read. */
const problemOf = (host: string, response: Dispatcher.ResponseData, maxBytes: number): MoodreelError | null => {
  const { statusCode, headers } = response
  if (!hasWhole(response)) {
    return failed(say('link.badAnswer', { host, status: statusCode }), new AnswerStatus(statusCode))
  }
  const coding = single(headers['content-encoding'])?.trim().toLowerCase()
  // Inflating would let a small answer become a large one; we asked for the bytes as they are.
  if (coding && /\b(gzip|deflate|br|zstd|compress)\b/.test(coding)) return failed(say('link.compressed', { host }))
  if ((claimedSize(response) ?? 0) > maxBytes) return tooLarge(host, maxBytes)
  return null
}

/** The body as it is read, counted. */
const cap = (body: Dispatcher.ResponseData['body'], watch: Watch, maxBytes: number): ReadableStream<Uint8Array> => {
  const chunks: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]()
  let received = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const chunk = await watch.wait(chunks.next())
          if (chunk.done) {
            controller.close()
            watch.end()
            return
          }
          received += chunk.value.byteLength
          if (received > maxBytes) throw tooLarge(watch.host, maxBytes)
          controller.enqueue(chunk.value)
        } catch (error) {
          controller.error(error)
          watch.end(error)
        }
      },
      cancel: (reason) => watch.end(reason),
    },
    { highWaterMark: 0 },
  )
}

const discard = (response: Dispatcher.ResponseData): void => {
  response.body.on('error', () => undefined).destroy()
}

const claimedSize = (response: Dispatcher.ResponseData): number | undefined => {
  const length = single(response.headers['content-length'])
  return length === undefined ? undefined : Number(length)
}

const single = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header)

const megabytes = (bytes: number): number => Number((bytes / 1024 / 1024).toPrecision(3))

const tooLarge = (host: string, maxBytes: number) =>
  new MoodreelError('too_large', say('link.tooLarge', { host, megabytes: megabytes(maxBytes) }))
