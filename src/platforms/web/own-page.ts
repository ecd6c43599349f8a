import type { MiddlewareHandler } from 'hono'
import { MoodreelError } from '../../core/errors.ts'
import { say } from '../../core/words/sentence.ts'

/**
 * Lets only a page of our own change anything. A browser says so with `Sec-Fetch-Site`, which no page can write, or names the page's
 * origin, which the HTTP server compared with the names by which it is reached. Who sends neither is no browser.
 * Throws MoodreelError `not_allowed`.
 */
export const ownPageOnly: MiddlewareHandler = async (c, next) => {
  const site = c.req.header('sec-fetch-site')
  const isOwn = site === undefined ? c.req.header('origin') !== undefined : site === 'same-origin'
  if (!isOwn) throw new MoodreelError('not_allowed', say('playground.otherPage'))
  await next()
}
