import type { LookupAddress } from 'node:dns'
import { lookup as systemLookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import './node-fetch-first.ts'
import { Agent, type Dispatcher, fetch, request } from 'undici'
import { MoodreelError } from '../core/errors.ts'
import { isPublicAddress, publicLookup } from './public-address.ts'
import { writeWhole } from './write-whole.ts'

interface FetchLimits {
  maxBytes: number
  /** From the call to the last byte, redirects included. */
  timeoutMs: number
  /** The longest wait for the next byte. */
  idleTimeoutMs: number
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
 * checked after the name is resolved, at each of at most five redirects, and pinned for the connection. Nothing of
 * ours goes along: no credentials, cookies or referrer. Throws MoodreelError `fetch_refused`, `fetch_failed` and
 * `too_large`, whose sentences name the host at most, for a signed URL is a secret.
 */
export interface GuardedFetch {
  fetch(url: string, options?: FetchOptions): Promise<FetchedBody>
  /** Puts the whole file at `path` or leaves nothing there. Also throws `storage_full` and `storage_unavailable`. */
  downloadTo(path: string, url: string, options?: FetchOptions): Promise<{ sizeBytes: number; sha256: string }>
  /** Breaks off what is under way and closes the connections. */
  close(): Promise<void>
}

const maxRedirects = 5
const redirectStatuses = new Set([301, 302, 303, 307, 308])

export interface GuardedFetchOptions {
  /** Base URLs or origins that the operator configured: these very origins may be private. */
  allowedOrigins: readonly string[]
  userAgent: string
  defaults: FetchLimits
  /** All addresses of a host name; the system's own resolver by default. */
  lookup?: (hostname: string) => Promise<LookupAddress[]>
}

/** See `GuardedFetch`. Throws MoodreelError `bad_config` for an allowed origin that is no http URL. */
export const createGuardedFetch = (options: GuardedFetchOptions): GuardedFetch => {
  const { userAgent, defaults, lookup = (hostname) => systemLookup(hostname, { all: true }) } = options
  const allowedOrigins = new Set(options.allowedOrigins.map(originOf))
  // Two agents, so that a connection to an allowed origin is never one that an unchecked host name led to.
  const trustingAgent = new Agent()
  const checkingAgent = new Agent({ connect: { lookup: publicLookup(lookup, notPublic) } })

  /** The agent for a URL, or a refusal. */
  const agentFor = (url: URL): Agent => {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refused('Only http and https links can be fetched.')
    if (url.username || url.password) throw refused(`The link to ${url.hostname} holds a password; give one without.`)
    if (allowedOrigins.has(url.origin)) return trustingAgent
    // A connection to a literal address asks no resolver. The URL class has unfolded its odd spellings.
    const literal = url.hostname.replace(/^\[|\]$/g, '')
    if (isIP(literal) && !isPublicAddress(literal)) throw notPublic(url.hostname)
    return checkingAgent
  }

  const follow = async (start: URL, watch: Watch): Promise<{ url: URL; response: Dispatcher.ResponseData }> => {
    let url = start
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
      const response = await watch.wait(
        request(url, {
          dispatcher: agentFor(url),
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
    throw refused(`The link to ${start.hostname} is redirected too often; give the final link.`)
  }

  const guardedFetch = async (text: string, { signal, ...limits }: FetchOptions = {}): Promise<FetchedBody> => {
    signal?.throwIfAborted()
    const start = URL.parse(text)
    if (!start) throw refused('That is not a link.')
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
      return writeWhole(path, body)
    },
    async close() {
      await Promise.all([trustingAgent.destroy(), checkingAgent.destroy()])
    },
  }
}

/**
 * Decodes a `data:` URL, which some providers answer with. Throws MoodreelError `too_large`, and `fetch_refused` for
 * anything else than a well-formed `data:` URL.
 */
export const readDataUrl = async (url: string, maxBytes: number): Promise<{ bytes: Uint8Array; mediaType: string }> => {
  if (!/^data:/i.test(url)) throw refused('That is not a data link.')
  // Three letters are one byte at worst; the rest is room for the media type.
  if (url.length > maxBytes * 3 + 1024) throw tooLarge('the link itself', maxBytes)
  const response = await fetch(url).catch((cause: unknown) => {
    throw refused('That data link is malformed.', cause)
  })
  const bytes = await response.bytes()
  if (bytes.byteLength > maxBytes) throw tooLarge('the link itself', maxBytes)
  return { bytes, mediaType: response.headers.get('content-type')?.split(';')[0] ?? 'text/plain' }
}

const redirectTarget = (from: URL, response: Dispatcher.ResponseData): URL => {
  const location = single(response.headers.location)
  const target = location === undefined ? null : URL.parse(location, from)
  if (!target) throw failed(`${from.hostname} redirects to nowhere; check the link.`)
  if (from.protocol === 'https:' && target.protocol === 'http:') {
    throw refused(`${from.hostname} redirects to an unprotected link; give one that stays on https.`)
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

/** What is wrong with an answer before its first byte is read. */
const problemOf = (host: string, response: Dispatcher.ResponseData, maxBytes: number): MoodreelError | null => {
  const { statusCode, headers } = response
  if (statusCode < 200 || statusCode > 299) {
    return failed(`${host} answered with status ${statusCode}; check the link or try again.`, new AnswerStatus(statusCode))
  }
  const coding = single(headers['content-encoding'])?.trim().toLowerCase()
  // Inflating would let a small answer become a large one; we asked for the bytes as they are.
  if (coding && /\b(gzip|deflate|br|zstd|compress)\b/.test(coding))
    return failed(`${host} sends the file compressed; give a direct link to it.`)
  if ((claimedSize(response) ?? 0) > maxBytes) return tooLarge(host, maxBytes)
  return null
}

/** The clock of one fetch. Whatever ends it, `signal` ends with the error to tell. */
interface Watch {
  host: string
  signal: AbortSignal
  /** Waits for the network, at most the idle time, and translates its errors. */
  wait<T>(work: Promise<T>): Promise<T>
  end(reason?: unknown): void
}

const createWatch = (host: string, times: Omit<FetchLimits, 'maxBytes'>, outer: AbortSignal | undefined): Watch => {
  const stop = new AbortController()
  const tooSlow = () => end(failed(`${host} is too slow; try again later.`))
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
      const { promise: stopped, reject } = Promise.withResolvers<never>()
      const onStop = () => reject(stop.signal.reason)
      if (stop.signal.aborted) onStop()
      else stop.signal.addEventListener('abort', onStop)
      try {
        // While a connection is being made undici does not listen to the signal.
        return await Promise.race([work, stopped])
      } catch (cause) {
        stop.signal.throwIfAborted()
        throw cause instanceof MoodreelError ? cause : failed(`${host} could not be reached; check the link or try again.`, cause)
      } finally {
        clearTimeout(idle)
        stop.signal.removeEventListener('abort', onStop)
      }
    },
  }
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

const originOf = (url: string): string => {
  const parsed = URL.parse(url)
  if (parsed?.protocol === 'http:' || parsed?.protocol === 'https:') return parsed.origin
  throw new MoodreelError('bad_config', 'A base URL in the environment is no http or https address; correct it.')
}

const discard = (response: Dispatcher.ResponseData): void => {
  response.body.on('error', () => undefined).destroy()
}

const claimedSize = (response: Dispatcher.ResponseData): number | undefined => {
  const length = single(response.headers['content-length'])
  return length === undefined ? undefined : Number(length)
}

const single = (header: string | string[] | undefined): string | undefined => (Array.isArray(header) ? header[0] : header)

const refused = (sentence: string, cause?: unknown) => new MoodreelError('fetch_refused', sentence, { cause })
const notPublic = (host: string) => refused(`${host} is not a public address; give a link that anybody can open.`)
const failed = (sentence: string, cause?: unknown) => new MoodreelError('fetch_failed', sentence, { cause })
const tooLarge = (host: string, maxBytes: number) =>
  new MoodreelError(
    'too_large',
    `The file from ${host} is larger than ${Number((maxBytes / 1024 / 1024).toPrecision(3))} MB; give a smaller one.`,
  )
