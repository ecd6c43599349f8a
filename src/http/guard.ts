import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import ipaddr from 'ipaddr.js'
import { MoodreelError } from '../core/errors.ts'
import { say } from '../core/words/sentence.ts'
import { answerSentence } from './answers.ts'
import type { Login } from './login.ts'
import { hostOf, isDirect, peerOf } from './peer.ts'
import type { WrongTokens } from './wrong-tokens.ts'

type Asked = Context<{ Bindings: HttpBindings }>

const safeMethods = ['GET', 'HEAD', 'OPTIONS']

interface GuardOptions {
  /** Of this machine, with the port. */
  names(): ReadonlySet<string>
  publicUrl?: string | undefined
  wrongTokens: WrongTokens
  /** Without it, only those on this machine come in. */
  login?: Login | undefined
}

/**
 * Guards the page and all that belongs to it.
 * - The name: a foreign one is how a web page elsewhere reaches this server (DNS rebinding); it is answered with 421. Ours are `names`, that
 *   of `publicUrl`, `localhost` and any address, for these cannot be made to lead elsewhere.
 * - The person: who is not on this machine shows the token or its cookie, else `not_signed`; `quota_exceeded` after many wrong tokens.
 * - The origin: what changes something and was asked for by a page of another origin is `not_allowed`. A request that names no origin comes
 *   from no browser; routes made for a page ask for more.
 */
export const createGuard = ({ names, publicUrl, wrongTokens, login }: GuardOptions): MiddlewareHandler => {
  const outside = publicUrl === undefined ? null : new URL(publicUrl)

  const goesBy = (name: string): boolean => names().has(name) || name === outside?.host || isAddress(name.replace(/:\d+$/, ''))

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
    if (!goesBy(hostOf(c))) return answerSentence(c, 421, 'not_allowed', say('http.wrongName'))
    const direct = isDirect(c, names())
    const isIn = direct || login?.hasSession(c) === true
    const token = safeMethods.includes(c.req.method) ? c.req.query('token') : undefined
    if (token !== undefined && login) {
      const peer = peerOf(c.env.incoming.socket.remoteAddress)
      if (!isIn) wrongTokens.ensureFew(peer)
      if (login.isToken(token)) return login.enter(c, isSecure(c))
      if (!isIn) wrongTokens.add(peer)
    }
    // Somebody who has the cookie and was led here by a page elsewhere: the browser brings a strict cookie only when our own page asks.
    if (!isIn && isLedHere(c)) c.header('refresh', '0')
    if (!isIn) throw new MoodreelError('not_signed', token === undefined ? say('http.needsToken') : say('http.wrongToken'))
    if (!safeMethods.includes(c.req.method) && !isFromOwnPage(c, direct)) throw new MoodreelError('not_allowed', say('http.otherSite'))
    await next()
    // Or something between could keep what only those who are in may see.
    if (!c.res.headers.has('cache-control')) c.res.headers.set('cache-control', 'private, no-store')
    return undefined
  })
}

/** Whether a link on another site led a person's browser here. Asked again by our own answer, it is not so any more. */
const isLedHere = (c: Asked): boolean =>
  ['cross-site', 'same-site'].includes(c.req.header('sec-fetch-site') ?? '') && c.req.header('sec-fetch-dest') === 'document'

const first = (list: string | undefined): string | undefined => list?.split(',')[0]?.trim().toLowerCase()

const isAddress = (name: string): boolean =>
  name === 'localhost' || ipaddr.IPv4.isValidFourPartDecimal(name) || (/^\[.*\]$/.test(name) && ipaddr.IPv6.isValid(name.slice(1, -1)))
