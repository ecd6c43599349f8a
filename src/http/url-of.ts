/** Listens on every address that there is. */
export const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::'

/** Where a person on this machine opens what listens on `host` and `port`, without a slash at the end. */
export const urlOf = (host: string, port: number): string => {
  if (isWildcard(host)) return `http://127.0.0.1:${port}`
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
