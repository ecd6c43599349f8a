/** The errors behind an error, itself first. */
const chainOf = (error: unknown): Error[] => {
  const chain: Error[] = []
  for (let one = error; one instanceof Error && !chain.includes(one); one = one.cause) chain.push(one)
  return chain
}

/** The word of the system, such as ECONNRESET; the codes of our own errors are in small letters. */
const codeOf = (error: Error): string | undefined =>
  'code' in error && typeof error.code === 'string' && /^[A-Z][A-Z\d_/]+$/.test(error.code) ? error.code : undefined

/** What the system was asked for when it failed, such as `connect` or `read`. */
const syscallOf = (error: Error): unknown => ('syscall' in error ? error.syscall : undefined)

/** Words of a socket that never was connected, and of a name that was not found. */
const unconnected = new Set([
  'EADDRNOTAVAIL',
  'ECONNREFUSED',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETDOWN',
  'ENETUNREACH',
  'ENODATA',
  'ENOTFOUND',
  'ERR_INVALID_URL',
  'UND_ERR_CONNECT_TIMEOUT',
])
const isUnresolved = (code: string): boolean => code.startsWith('EAI_')

/**
 * Words of a TLS handshake that failed, after which Node writes no request: of certificates as Node lists them
 * (https://nodejs.org/api/tls.html#x509-certificate-error-codes), and OpenSSL's for two sides that have no version or cipher in
 * common, or of which one speaks no TLS.
 */
const badCertificate =
  /^(CERT_|CRL_|ERROR_IN_C|ERR_TLS_CERT_|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_IN_CHAIN$|INVALID_(CA|PURPOSE)$|HOSTNAME_MISMATCH$|PATH_LENGTH_EXCEEDED$)/
const badHandshake = new Set([
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_NO_PROTOCOLS_AVAILABLE',
  'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_WRONG_VERSION_NUMBER',
])

const isUnsent = (error: Error): boolean => {
  // Several addresses were tried, each by a socket of its own; its code is that of the first one alone.
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(wasNeverSent)
  const syscall = syscallOf(error)
  // Whatever the code: the system was not done with connecting, so that nothing had been written.
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true
  // A connection that stood may be told as well, later, that the host is unreachable.
  if (syscall === 'read' || syscall === 'write') return false
  const code = codeOf(error) ?? ''
  return unconnected.has(code) || isUnresolved(code) || badCertificate.test(code) || badHandshake.has(code)
}

/**
 * Whether a call failed so early that no byte of it can have reached the vendor: then nothing was begun and nothing is billed.
 * Everything else, above all a connection that broke, leaves the outcome unknown. Packages wrap what `fetch` throws, so it is
 * looked for in the whole chain of causes.
 */
export const wasNeverSent = (error: unknown): boolean => chainOf(error).some(isUnsent)

/** Node quotes the text that is no JSON, and the header that it does not take, which may be the one with the key. */
const wordsOf = ({ name, message }: Error): string => (name === 'SyntaxError' || /header/i.test(message) ? name : message)

/**
 * What became of a call, for the log: the word of the socket, such as ECONNRESET, otherwise the messages of the error and of
 * those behind it. Never a header, a body or a path.
 */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const chain = chainOf(error)
  return chain.map(codeOf).findLast((code) => code !== undefined) ?? chain.map(wordsOf).join(': ')
}
