import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Clock } from '../core/clock.ts'
import { hostOf } from './peer.ts'

const validForSeconds = 30 * 24 * 3600

/** How people who are not on this machine come in: with the token once, with a cookie from then on. */
export interface Login {
  isToken(given: string): boolean
  /** Whether the request brings a cookie that was made for this name of the server, from the token as it is now, within 30 days. */
  hasSession(c: Context): boolean
  /** Exchanges the token in the address for a cookie, and sends the browser on to the same address without it. */
  enter(c: Context, isSecure: boolean): Response
}

/** Whether two secrets are the same, in a time that tells neither where they differ nor how long they are. */
export const isSameSecret = (given: string, expected: string): boolean => timingSafeEqual(sha256(given), sha256(expected))

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Cookies do not know ports: with its port in its name, one bot does not log another on the same machine out. */
const cookieName = (host: string): string => {
  const [, port] = /:(\d+)$/.exec(host) ?? []
  return port === undefined ? 'moodreel' : `moodreel-${port}`
}

/**
 * A cookie is bound to the token, to the server's name and to a day. It is made with `secret`, which never leaves this installation, so
 * nobody guesses a short token by trying cookies, or from a stolen one.
 */
export const createLogin = ({ token, secret, clock }: { token: string; secret: string; clock: Clock }): Login => {
  const sessionOf = (host: string, expires: number): string =>
    `${expires}.${createHmac('sha256', secret)
      .update(JSON.stringify([token, host, expires]))
      .digest('base64url')}`
  const nowSeconds = (): number => Math.floor(clock.now() / 1000)

  return {
    isToken: (given) => isSameSecret(given, token),
    hasSession(c) {
      const given = getCookie(c, cookieName(hostOf(c))) ?? ''
      const expires = Number(given.split('.')[0])
      return expires > nowSeconds() && isSameSecret(given, sessionOf(hostOf(c), expires))
    },
    enter(c, isSecure) {
      const host = hostOf(c)
      setCookie(c, cookieName(host), sessionOf(host, nowSeconds() + validForSeconds), {
        httpOnly: true,
        sameSite: 'Strict',
        secure: isSecure,
        path: '/',
        maxAge: validForSeconds,
      })
      c.header('cache-control', 'no-store')
      const url = new URL(c.req.url)
      url.searchParams.delete('token')
      // Two slashes at the start would be the address of another server.
      return c.redirect(`/${url.pathname.replace(/^[/\\]+/, '')}${url.search}`)
    },
  }
}
