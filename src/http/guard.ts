import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import ipaddr from 'ipaddr.js'
import { MoodreelError } from '../core/errors.ts'
import { isSameSecret, type Login } from './login.ts'
import { isLoopback } from './loopback.ts'
import { hostOf, isFromHere, peerOf } from './peer.ts'
import type { WrongTokens } from './wrong-tokens.ts'

type Asked = Context<{ Bindings: HttpBindings }>

const safeMethods = ['GET', 'HEAD', 'OPTIONS']

/** The names by which a server on `host` and `port` may be called by somebody on its own machine, as they stand in a `Host` header. */
export const ownNames = (host: string, port: number): Set<string> => {
  const names = ['localhost', '127.0.0.1', '[::1]']
  if (isLoopback(host)) names.push(host.includes(':') ? `[${host}]` : host)
  const withPort = names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]))
  return new Set(withPort.map((name) => name.toLowerCase()))
}

interface Guard {
  names(): ReadonlySet<string>
  wrongTokens: WrongTokens
}

/** Whether a request under a name of our own was made on this machine: only then it needs nothing else. */
const isDirect = (c: Asked, names: ReadonlySet<string>): boolean => names.has(hostOf(c)) && isFromHere(c.env.incoming)

/**
 * Guards the page and all that belongs to it.
 * - The name: another one is how a web page elsewhere reaches this server (DNS rebinding); it is answered with 421. An address cannot be
 *   pointed elsewhere, so any goes, and so does `publicUrl`'s host.
 * - The person: who is not on this machine shows the token or its cookie, else `not_signed`; `quota_exceeded` after many wrong tokens.
 * - The origin: what changes something and was asked for by a page of another origin is `not_allowed`. A request that names no origin comes
 *   from no browser; routes made for a page ask for more.
 */
export const createGuard = ({ names, wrongTokens, publicUrl, login }: Guard & { publicUrl?: string; login?: Login }): MiddlewareHandler => {
  const outside = publicUrl === undefined ? null : new URL(publicUrl)

  const isSecure = (c: Asked): boolean =>
    first(c.req.header('x-forwarded-proto')) === 'https' ||
    /\bproto="?https/i.test(c.req.header('forwarded') ?? '') ||
    (outside?.protocol === 'https:' && hostOf(c) === outside.host)

  /** A proxy may have changed the `Host`; then the browser's own word counts, or the name that the operator or the proxy gives. */
  const isFromOwnPage = (c: Asked, direct: boolean): boolean => {
    const origin = c.req.header('origin')
    const site = c.req.header('sec-fetch-site')
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
    if (origin === undefined) return true
    if (!URL.canParse(origin)) return false
    const { host } = new URL(origin)
    if (host === hostOf(c)) return true
    return !direct && (site === 'same-origin' || host === outside?.host || host === first(c.req.header('x-forwarded-host')))
  }

  return createMiddleware<{ Bindings: HttpBindings }>(async (c, next) => {
    if (!names().has(hostOf(c)) && hostOf(c) !== outside?.host && !isAddress(hostOf(c))) return c.text(wrongName, 421)
    const direct = isDirect(c, names())
    const isIn = direct || login?.hasSession(c) === true
    const token = safeMethods.includes(c.req.method) ? c.req.query('token') : undefined
    if (token !== undefined && login) {
      const peer = peerOf(c.env.incoming)
      if (!isIn) wrongTokens.ensureFew(peer)
      if (login.isToken(token)) return login.enter(c, isSecure(c))
      if (!isIn) wrongTokens.add(peer)
    }
    if (!isIn) throw new MoodreelError('not_signed', token === undefined ? noToken : wrongToken)
    if (!safeMethods.includes(c.req.method) && !isFromOwnPage(c, direct)) throw new MoodreelError('not_allowed', otherSite)
    await next()
    // Or something between could keep what only those who are in may see.
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'private, no-store')
    return undefined
  })
}

/**
 * Guards what a program reads: from this machine, or with `Authorization: Bearer` and the token. Throws MoodreelError `not_signed` for
 * others, and `quota_exceeded` after many wrong tokens.
 */
export const createBearerGuard = ({ names, wrongTokens, token }: Guard & { token?: string }): MiddlewareHandler =>
  createMiddleware<{ Bindings: HttpBindings }>(async (c, next) => {
    if (isDirect(c, names())) return next()
    const [, given] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    if (given !== undefined && token !== undefined) {
      const peer = peerOf(c.env.incoming)
      wrongTokens.ensureFew(peer)
      if (isSameSecret(given, token)) return next()
      wrongTokens.add(peer)
    }
    c.header('www-authenticate', 'Bearer')
    throw new MoodreelError('not_signed', noBearer)
  })

const first = (list: string | undefined): string | undefined => list?.split(',')[0]?.trim().toLowerCase()

/** An address or `localhost`, with any port. */
const isAddress = (host: string): boolean => {
  const name = host.replace(/:\d+$/, '')
  return (
    name === 'localhost' || ipaddr.IPv4.isValidFourPartDecimal(name) || (/^\[.*\]$/.test(name) && ipaddr.IPv6.isValid(name.slice(1, -1)))
  )
}

const wrongName = 'This server does not go by that name; open it by its own address, or set PUBLIC_URL to the address that you use.\n'
const noToken =
  'The playground opens with a link from any place but its own machine: open the one with ?token= that Moodreel prints when it starts, or put ?token= and your PLAYGROUND_TOKEN at the end of this address.'
const wrongToken =
  'That is not the token of this playground: open the link that Moodreel printed when it last started, or the one with your PLAYGROUND_TOKEN.'
const otherSite = 'Another site asked for this; open Moodreel’s own page and do it there.'
const noBearer = 'The metrics are for this machine alone: set METRICS_TOKEN and send it as Authorization: Bearer to read them from another.'
