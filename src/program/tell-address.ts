import type { Environment } from '../../config/env.ts'
import type { HttpServer } from '../http/server.ts'
import type { WaysIn } from './ways-in.ts'

/** A server with a playground; `token` opens that from elsewhere, null where the operator chose it and knows it. */
export interface OpenPlayground extends Pick<HttpServer, 'url'> {
  token: string | null
}

/**
 * Tells where the playground is: people on standard error, and those who read the log in a line of it for each link. The links do not
 * go through the log, which cuts secrets out of addresses; nothing else that is written holds the token.
 */
export const tellAddress = (
  { url, token }: OpenPlayground,
  { says, logs, addresses }: WaysIn,
  { logLevel }: Pick<Environment, 'logLevel'>,
  now: () => number,
): void => {
  const links = addresses.map((address) => `${address}/?token=${token ?? '…'}`)
  const own = token === null ? 'Your PLAYGROUND_TOKEN stands in place of the three dots.\n' : ''
  process.stderr.write(
    `\nMoodreel is open; Ctrl+C stops it.\n\n  ${url}\n\n${says}\n\n${links.map((link) => `  ${link}\n`).join('')}${own}\n`,
  )
  // At a terminal both streams are read by one person, who was told.
  if (token === null || process.stdout.isTTY || !['info', 'debug', 'trace'].includes(logLevel)) return
  for (const link of links) process.stdout.write(`${JSON.stringify({ level: 30, time: now(), link, msg: logs })}\n`)
}
