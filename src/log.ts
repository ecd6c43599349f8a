import { type DestinationStream, type Logger, pino } from 'pino'

/** Keys whose values never reach the log, wherever they stand in an object two levels deep. */
const secretKeys = ['token', 'authorization', 'apiKey', 'secret', 'password', 'url', 'prompt', 'cookie']

/** JSON lines with ids and codes. Secrets are cut by key, and signed URLs and tokens inside texts by pattern. */
export const createLog = (level: string, destination: DestinationStream): Logger =>
  pino(
    {
      level,
      base: undefined,
      redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
      serializers: { err: serializeError },
      formatters: { log: cleanFields },
    },
    destination,
  )

/** A vendor's own words (`detail`, `reason`) are texts of strangers too. */
const cleanFields = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, typeof value === 'string' ? withoutSecrets(value) : value]))

/** An error with its code and its causes, without secrets. */
const serializeError = (error: unknown): object => {
  if (!(error instanceof Error)) return { message: withoutSecrets(String(error)) }
  return {
    type: error.name,
    message: withoutSecrets(error.message),
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    stack: withoutSecrets(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: serializeError(error.cause) }),
  }
}

const address = /\b(https?:\/\/)(?:[^\s/@]*@)?([^\s/?#'")]+)([^\s'")]*)/g

/** Keeps the origin of a URL and drops its path and query, where signatures are; drops what looks like a token. */
export const withoutSecrets = (text: string): string =>
  text
    .replace(address, (_url, scheme: string, host: string, rest: string) => `${scheme}${host}${rest === '' || rest === '/' ? rest : '/…'}`)
    .replace(/\b(Bearer|Bot|Token|Basic)\s+[\w.~+/-]{8,}=*/gi, '$1 [redacted]')
    .replace(/\b(xox[a-z]-|xapp-|r8_|sk-)[\w-]+/g, '[redacted]')
