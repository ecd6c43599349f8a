import type { LookupAddress } from 'node:dns'
import { lookup as systemLookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import './node-fetch-first.ts'
import { Agent } from 'undici'
import { MoodreelError } from '../core/errors.ts'
import { say, type Text } from '../core/words/sentence.ts'
import { isOutside, publicLookup } from './public-address.ts'

export interface AddressGuardOptions {
  /** Base URLs or origins that the operator configured: these very origins may be private. */
  allowedOrigins: readonly string[]
  /** All addresses of a host name; the system's own resolver by default. */
  lookup?: (hostname: string) => Promise<LookupAddress[]>
  /** Which addresses are the public internet's and not this machine's; a test has an internet of its own. */
  isPublic?: (address: string) => boolean
}

/** Decides which addresses may be connected to. */
export interface AddressGuard {
  /**
   * The agent that a request to the URL has to go through. `redirected`: the answer to the request before named the URL, and
   * then no origin is allowed. Throws MoodreelError `fetch_refused`, whose sentence names the host at most.
   */
  agentFor(url: URL, options: { redirected: boolean }): Agent
  /** Breaks off what is under way and closes the connections. */
  close(): Promise<void>
}

/** See `AddressGuard`. Throws MoodreelError `bad_config` for an allowed origin that is no http URL. */
export const createAddressGuard = (options: AddressGuardOptions): AddressGuard => {
  const { lookup = (hostname) => systemLookup(hostname, { all: true }), isPublic = (address) => isOutside(address) } = options
  const allowedOrigins = new Set(options.allowedOrigins.map(originOf))
  // Two agents, so that a connection to an allowed origin is never one that an unchecked host name led to.
  const trustingAgent = new Agent()
  const checkingAgent = new Agent({ connect: { lookup: publicLookup(lookup, isPublic, notPublic) } })

  return {
    agentFor(url, { redirected }) {
      if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refused(say('link.notHttp'))
      if (url.username || url.password) throw refused(say('link.withPassword', { host: url.hostname }))
      if (!redirected && allowedOrigins.has(url.origin)) return trustingAgent
      // A connection to a literal address asks no resolver. The URL class has unfolded its odd spellings.
      const literal = url.hostname.replace(/^\[|\]$/g, '')
      if (isIP(literal) && !isPublic(literal)) throw notPublic(url.hostname)
      return checkingAgent
    },
    async close() {
      await Promise.all([trustingAgent.destroy(), checkingAgent.destroy()])
    },
  }
}

const originOf = (url: string): string => {
  const parsed = URL.parse(url)
  if (parsed?.protocol === 'http:' || parsed?.protocol === 'https:') return parsed.origin
  throw new MoodreelError('bad_config', 'A base URL in the environment is no http or https address; correct it.')
}

export const refused = (sentence: Text, cause?: unknown): MoodreelError => new MoodreelError('fetch_refused', sentence, { cause })
const notPublic = (host: string): MoodreelError => refused(say('link.notPublic', { host }))
