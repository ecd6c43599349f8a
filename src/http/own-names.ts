import { isLoopback } from './loopback.ts'
import { isWildcard } from './url-of.ts'

/**
 * The names, as they stand in a `Host` header, under which somebody on the same machine calls a server on `host` and `port`. That of
 * `publicUrl` is for those outside, also where it is the same as `host`.
 */
export const ownNames = (host: string, port: number, publicUrl?: string): ReadonlySet<string> => {
  const names = ['localhost', '127.0.0.1', '[::1]']
  if (!isWildcard(host)) names.push(host.includes(':') ? `[${host}]` : host)
  const withPort = names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]))
  const own = new Set(withPort.map((name) => name.toLowerCase()))
  const outside = publicUrl === undefined ? null : new URL(publicUrl)
  if (outside && !isLoopback(outside.hostname.replace(/^\[|\]$/g, ''))) own.delete(outside.host)
  return own
}
