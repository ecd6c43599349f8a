import type { MiddlewareHandler } from 'hono'
import { MoodreelError } from '../../core/errors.ts'

/**
 * Lets only a page of our own change anything. A browser says so with `Sec-Fetch-Site`, which no page can write, or names the page's
 * origin, which the HTTP server compared with the names by which it is reached. Who sends neither is no browser.
 * Throws MoodreelError `not_allowed`.
 */
export const ownPageOnly: MiddlewareHandler = async (c, next) => {
  const site = c.req.header('sec-fetch-site')
  const isOwn = site === undefined ? c.req.header('origin') !== undefined : site === 'same-origin'
  if (!isOwn) throw new MoodreelError('not_allowed', 'Only the playground’s own page may do this; open the page and do it there.')
  await next()
}
