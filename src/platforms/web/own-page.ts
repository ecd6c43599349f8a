import type { MiddlewareHandler } from 'hono'
import { MoodreelError } from '../../core/errors.ts'

/**
 * Lets only a page change anything: a browser names the page's origin on every such request. That it is our own origin was checked by
 * the HTTP server already, which knows by what names it is reached; one without an `Origin` is refused here.
 * Throws MoodreelError `not_allowed`.
 */
export const ownPageOnly: MiddlewareHandler = async (c, next) => {
  const site = c.req.header('sec-fetch-site') ?? 'same-origin'
  if (c.req.header('origin') === undefined || site !== 'same-origin') {
    throw new MoodreelError('not_allowed', 'Only the playground’s own page may do this; open the page and do it there.')
  }
  await next()
}
