import type { MiddlewareHandler } from 'hono'
import { MoodreelError } from '../core/errors.ts'

const safeMethods = ['GET', 'HEAD', 'OPTIONS']

/** The names by which a server on `host` and `port` may be called, as they stand in a `Host` header. */
export const ownNames = (host: string, port: number, extra: readonly string[]): Set<string> => {
  const names = ['localhost', '127.0.0.1', '[::1]']
  if (host !== '0.0.0.0' && host !== '::') names.push(host.includes(':') ? `[${host}]` : host)
  const withPort = names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]))
  return new Set([...withPort, ...extra].map((name) => name.toLowerCase()))
}

/**
 * Refuses requests under a foreign name, which is how a web page elsewhere reaches a server on this machine (DNS
 * rebinding), and changes asked for by a page of another origin. A request that changes something and names no
 * origin comes from no browser: webhooks. Routes made for a page ask for more than this.
 * Throws MoodreelError `not_allowed`; a wrong name is answered at once with 421.
 */
export const createGuard =
  (names: () => ReadonlySet<string>): MiddlewareHandler =>
  async (c, next) => {
    if (!names().has((c.req.header('host') ?? '').toLowerCase())) {
      return c.text(
        'This server does not go by that name; open it by its own address, or set PUBLIC_URL to the address that you use.\n',
        421,
      )
    }
    if (!safeMethods.includes(c.req.method) && !fromOwnPage(c.req.header('origin'), c.req.header('sec-fetch-site'), names())) {
      throw new MoodreelError('not_allowed', 'Another site asked for this; open Moodreel’s own page and do it there.')
    }
    return next()
  }

const fromOwnPage = (origin: string | undefined, site: string | undefined, names: ReadonlySet<string>): boolean => {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  return origin === undefined || (URL.canParse(origin) && names.has(new URL(origin).host))
}
