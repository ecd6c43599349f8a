import type { HttpBindings } from '@hono/node-server'
import type { MiddlewareHandler } from 'hono'
import { createMiddleware } from 'hono/factory'
import { MoodreelError } from '../core/errors.ts'
import { say } from '../core/words/sentence.ts'
import { isSameSecret } from './login.ts'
import { isDirect, peerOf } from './peer.ts'
import type { WrongTokens } from './wrong-tokens.ts'

/**
 * Guards what a program reads: from this machine, or with `Authorization: Bearer` and the token. Throws MoodreelError `not_signed` for
 * others, and `quota_exceeded` after many wrong tokens.
 */
export const createBearerGuard = ({
  names,
  wrongTokens,
  token,
}: {
  names(): ReadonlySet<string>
  wrongTokens: WrongTokens
  token: string | undefined
}): MiddlewareHandler =>
  createMiddleware<{ Bindings: HttpBindings }>(async (c, next) => {
    if (isDirect(c, names())) return next()
    const [, given] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
    if (given !== undefined && token !== undefined) {
      const peer = peerOf(c.env.incoming.socket.remoteAddress)
      wrongTokens.ensureFew(peer)
      if (isSameSecret(given, token)) return next()
      wrongTokens.add(peer)
    }
    c.header('www-authenticate', 'Bearer')
    throw new MoodreelError('not_signed', say('http.metricsToken'))
  })
