import type { Context, MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { routePath } from 'hono/route'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type ErrorCode, MoodreelError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { inWords } from '../core/words/in-words.ts'
import { chooseLanguage, type Language } from '../core/words/languages.ts'
import { say, type Text } from '../core/words/sentence.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** Set by routes that know their reader's language better than the browser tells it. */
    language?: Language
  }
}

const statuses: Partial<Record<ErrorCode, ContentfulStatusCode>> = {
  invalid_option: 400,
  missing_input: 400,
  bad_media: 400,
  unknown_command: 404,
  not_found: 404,
  not_allowed: 403,
  not_signed: 401,
  quota_exceeded: 429,
  too_large: 413,
  storage_full: 507,
  storage_unavailable: 503,
  stopping: 503,
}

/** What a browser may do with anything from here. A route that is stricter sets its own header, which is kept. */
const headers = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
}

export const withSafeHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.res.headers.set(name, value)
}

/** Answers with one sentence in the reader's language: plain text for a person, JSON for a program. */
export const answerSentence = (c: Context, status: ContentfulStatusCode, code: ErrorCode, sentence: Text): Response => {
  const message = inWords(sentence, c.get('language') ?? chooseLanguage(undefined, c.req.header('accept-language')))
  return c.req.header('accept')?.includes('text/html') ? c.text(`${message}\n`, status) : c.json({ error: { code, message } }, status)
}

export const answerNotFound = (c: Context): Response => answerSentence(c, 404, 'not_found', say('http.nothingHere'))

/** Turns what was thrown into an answer. What nobody expected goes to the log, and never to the reader. */
export const answerError =
  (log: Log) =>
  (error: Error, c: Context): Response => {
    if (error instanceof MoodreelError) {
      const status = statuses[error.code] ?? 500
      if (status === 500) log.error({ err: error, route: routePath(c, -1) }, 'a request failed')
      if (error.retryAfterMs !== undefined) c.header('retry-after', String(Math.ceil(error.retryAfterMs / 1000)))
      return answerSentence(c, status, error.code, error.sentence)
    }
    if (error instanceof HTTPException) return error.getResponse()
    log.error({ err: error, route: routePath(c, -1) }, 'a request failed')
    return answerSentence(c, 500, 'internal', say('common.broken'))
  }
