import type { Environment } from '../../config/env.ts'
import type { HttpServer } from '../http/server.ts'

/** A server with a playground; `link` opens that from elsewhere, null where the operator chose the token and knows it. */
export interface OpenPlayground extends Pick<HttpServer, 'url'> {
  link: string | null
}

/**
 * Tells where the playground is: people on standard error, and those who read the log in one line of it. The link does not
 * go through the log, which cuts secrets out of addresses; nothing else that is written holds the token.
 */
export const tellAddress = ({ url, link }: OpenPlayground, { logLevel }: Pick<Environment, 'logLevel'>, now: () => number): void => {
  const elsewhere = link ? `From another machine, with this machine’s name or address in it:\n\n  ${link}\n\n` : ''
  process.stderr.write(`\nMoodreel is open; Ctrl+C stops it.\n\n  ${url}\n\n${elsewhere}`)
  // At a terminal both streams are read by one person, who was told.
  if (!link || process.stdout.isTTY || !['info', 'debug', 'trace'].includes(logLevel)) return
  process.stdout.write(`${JSON.stringify({ level: 30, time: now(), link, msg: 'this link opens the playground from another machine' })}\n`)
}
