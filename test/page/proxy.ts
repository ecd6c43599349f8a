import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from 'node:net'
import { onTestFinished } from 'vitest'

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())))
  return (server.address() as AddressInfo).port
}

/** A proxy on this machine that calls the server by its own name, as nginx does unless told otherwise, and writes on the request what `adds` says. */
export const startProxy = async (
  port: number,
  adds: (asked: { headers: IncomingHttpHeaders; peer: string }) => Record<string, string> = () => ({}),
): Promise<number> => {
  const proxy = createServer((asked, answer) => {
    const headers = {
      ...asked.headers,
      host: `127.0.0.1:${port}`,
      ...adds({ headers: asked.headers, peer: asked.socket.remoteAddress ?? '' }),
    }
    const passed = request({ host: '127.0.0.1', port, path: asked.url, method: asked.method, headers, agent: false }, (heard) => {
      answer.writeHead(heard.statusCode ?? 502, heard.headers)
      heard.pipe(answer)
    })
    passed.on('error', () => answer.destroy())
    answer.on('close', () => passed.destroy())
    asked.pipe(passed)
  })
  const own = await listen(proxy)
  onTestFinished(() => proxy.closeAllConnections())
  return own
}

/** Passes bytes on and writes nothing, as an SSH tunnel does. */
export const startTunnel = (port: number): Promise<number> =>
  listen(
    createTcpServer((near) => {
      const far = connect(port, '127.0.0.1')
      near.pipe(far).pipe(near)
      near.on('error', () => far.destroy())
      far.on('error', () => near.destroy())
    }),
  )
