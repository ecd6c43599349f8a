import { type DestinationStream, type Logger, pino } from 'pino'
import type { Redact } from './secrets.ts'

/** Keys whose values never reach the log, wherever they stand. */
const secretKey = /(token|authorization|api_?key|private_?key|secret|passw(or)?d|cookie|prompt|url)$/i

/** An error of an error of an error: some vendors' name themselves as their cause. */
const deepest = 8

/**
 * JSON lines with ids and codes. Whatever text stands anywhere in a line, secrets are cut out of it: by key, by value (`redact`), and signed
 * URLs and tokens by pattern.
 */
export const createLog = (level: string, destination: DestinationStream, redact: Redact = (text) => text): Logger =>
  pino(
    { level, base: undefined, serializers: { err: toPlain, error: toPlain } },
    { write: (line) => destination.write(`${cleanLine(line, redact)}\n`) },
  )

/** Every line is one object, made by pino a moment ago; what comes out is one again, whatever was cut. */
const cleanLine = (line: string, redact: Redact): string =>
  JSON.stringify(JSON.parse(line), (key: string, value: unknown) => {
    if (secretKey.test(key)) return '[redacted]'
    return typeof value === 'string' ? withoutSecrets(redact(value)) : value
  })

/** An error with its code and its causes. */
const serializeError = (error: unknown, depth: number): object => {
  if (!(error instanceof Error)) return { message: String(error) }
  return {
    type: error.name,
    message: error.message,
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    stack: error.stack ?? '',
    ...(error.cause === undefined || depth >= deepest ? {} : { cause: serializeError(error.cause, depth + 1) }),
  }
}

const toPlain = (error: unknown): object => serializeError(error, 0)

const address = /\b(\w+:\/\/)(?:[^\s/@]*@)?([^\s/?#'")]+)([^\s'")]*)/g

/** Tokens as their vendors write them: Slack, Replicate, OpenAI and its like, Runway, webhook secrets, Google, a signed JSON, Discord. */
const tokens =
  /\b(xox[a-z]-|xapp-|r8_|sk-|sk_|whsec_|ya29\.|AIza)[\w.-]{6,}|\bkey_[0-9a-f]{20,}|\beyJ[\w-]+\.[\w-]+\.[\w-]*|\b[MNO][\w-]{22,}\.[\w-]{6}\.[\w-]{27,}/g

/** Keeps the origin of a URL and drops its path and query, where signatures are; drops what looks like a token. */
export const withoutSecrets = (text: string): string =>
  text
    .replace(address, (_url, scheme: string, host: string, rest: string) => `${scheme}${host}${rest === '' || rest === '/' ? rest : '/…'}`)
    // Ours without its origin: the key of a webhook, the signature of a file.
    .replace(/(\/webhooks\/[\w-]+\/)[\w-]+/g, '$1…')
    .replace(/([?&;](?:[\w-]*(?:signature|token|key|secret|code|password|credential)|sig)=)[^&\s'"]+/gi, '$1…')
    .replace(/\b(Bearer)\s+[\w.~+/-]{8,}=*|\b(Key)\s+[\w-]+:[\w-]+/gi, '$1$2 [redacted]')
    // Words of prose stand after these too: "the bot registers".
    .replace(/\b(Bot|Token|Basic)\s+(?![a-z]+(?![\w~+/=-]))[\w.~+/-]{8,}=*/gi, '$1 [redacted]')
    .replace(tokens, '[redacted]')
