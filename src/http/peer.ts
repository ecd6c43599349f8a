import type { IncomingMessage } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import ipaddr from 'ipaddr.js'
import { isLoopback } from './loopback.ts'

/** What proxies, tunnels and content networks write on a request that they pass on. */
const forwarders =
  /^(?:forwarded|via|(?:true-)?client-ip|(?:cf|cdn|fastly|fly|akamai|incap|tailscale|ngrok|proxy|surrogate)-.*|front-end-https|x-.*)$/

/** `X-` headers of programs on this machine: Prometheus sends the first with every scrape, some browsers' views the second. */
const harmless = /^x-(?:prometheus-.*|requested-with)$/

/**
 * Whether a request was made on this machine, as far as it can be told: the peer of its connection is a loopback address, and
 * nothing shows that somebody passed it on. A browser sends no `X-` header of its own and no HTTP/1.0, which is what nginx speaks
 * unless told otherwise. What passes bytes on without a trace, such as an SSH tunnel, cannot be seen.
 */
const isFromHere = ({ socket, headers, httpVersion }: IncomingMessage): boolean =>
  isLoopback(socket.remoteAddress ?? '') && httpVersion !== '1.0' && !Object.keys(headers).some(isForwarder)

const isForwarder = (header: string): boolean => {
  const name = header.replaceAll('_', '-')
  return forwarders.test(name) && !harmless.test(name)
}

/** The name and the port by which the server was called. */
export const hostOf = (c: Context): string => (c.req.header('host') ?? '').toLowerCase()

/** Whether a request was made on this machine under one of `names`, its own: only then it needs nothing else. */
export const isDirect = (c: Context<{ Bindings: HttpBindings }>, names: ReadonlySet<string>): boolean =>
  names.has(hostOf(c)) && isFromHere(c.env.incoming)

/** Who tries, for counting: an IPv4 address, or the first half of an IPv6 address, for one customer has all of the second. */
export const peerOf = (address = ''): string => {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString()
  const half = parsed.parts.slice(0, 4).map((part) => part.toString(16))
  return half.join(':')
}
