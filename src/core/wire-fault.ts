/** The errors behind an error, itself first. */
const chainOf = (error: unknown): Error[] => {
  const chain: Error[] = []
  for (let one = error; one instanceof Error && !chain.includes(one); one = one.cause) chain.push(one)
  return chain
}

/** The word of the system, such as ECONNRESET; the codes of our own errors are in small letters. */
const codeOf = (error: Error): string | undefined =>
  'code' in error && typeof error.code === 'string' && /^[A-Z][A-Z\d_]+$/.test(error.code) ? error.code : undefined

/** Words of a socket that never was connected. */
const unconnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

/** A connection that stood may be told as well, later, that the host is unreachable. */
const wasOpen = (error: Error): boolean => 'syscall' in error && (error.syscall === 'read' || error.syscall === 'write')

/** Whether a call failed before there was a connection, so that nothing can have been sent. */
export const wasNeverConnected = (error: unknown): boolean =>
  chainOf(error).some((one) => unconnected.has(codeOf(one) ?? '') && !wasOpen(one))

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
