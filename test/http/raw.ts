import { connect, type Socket } from 'node:net'

/** A request as it goes over the wire: the head, then pieces, each sent when the one before it has left. */
export interface RawRequest {
  path: string
  headers: Record<string, string | number>
  /** Sent as they are: chunks bring their own frames. */
  pieces?: readonly string[]
  /** Hangs up after the last piece. */
  abort?: boolean
}

/** One piece in a frame of `Transfer-Encoding: chunked`. */
export const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`
export const lastChunk = '0\r\n\r\n'

const write = (socket: Socket, text: string): Promise<void> =>
  new Promise((resolve) => {
    socket.write(text, () => setImmediate(resolve))
  })

/** POSTs over a socket of its own. Resolves with the status, or null when the server hangs up without one. */
export const postRaw = async (port: number, { path, headers, pieces = [], abort }: RawRequest): Promise<number | null> => {
  const socket = connect(port, '127.0.0.1').setNoDelay()
  let answer = ''
  socket.setEncoding('latin1').on('data', (text: string) => {
    answer += text
    if (answer.includes('\r\n\r\n')) socket.end()
  })
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()).on('error', () => undefined))
  const head = { host: `127.0.0.1:${port}`, ...headers }
  await write(
    socket,
    `POST ${path} HTTP/1.1\r\n${Object.entries(head)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n`,
  )
  for (const piece of pieces) await write(socket, piece)
  if (abort) socket.destroy()
  await closed
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(answer) ?? []
  return status === undefined ? null : Number(status)
}
