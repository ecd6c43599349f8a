import type { MiddlewareHandler } from 'hono'
import { MoodreelError } from '../../core/errors.ts'

/**
 * Lets only the playground's own page change anything: a browser names the page's origin on every such request, and the
 * HTTP server has already refused names that are not ours. A request without an `Origin` is refused too.
 * Throws MoodreelError `not_allowed`.
 */
export const ownPageOnly: MiddlewareHandler = async (c, next) => {
  const origin = c.req.header('origin') ?? ''
  const site = c.req.header('sec-fetch-site') ?? 'same-origin'
  if (hostOf(origin) !== c.req.header('host')?.toLowerCase() || site !== 'same-origin') {
    throw new MoodreelError('not_allowed', 'Only the playground’s own page may do this; open the page and do it there.')
  }
  await next()
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null)
