import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** Which connections of a server are being answered, so that it can be closed without waiting for the others. */
export interface Connections {
  /** This connection's answer never ends: closing does not wait for it. */
  endless(socket: Socket): void
  /** Takes nothing more, lets answers under way end for at most `graceMs`, and resolves when all is closed. */
  close(graceMs: number): Promise<void>
}

/**
 * Follows the connections of a server from its start. Node's own `close` waits for every socket that a browser has
 * opened ahead of need and for every stream of events.
 */
export const followConnections = (server: Server): Connections => {
  const open = new Set<Socket>()
  const answered = new Set<Socket>()
  let closing = false

  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  server.on('request', ({ socket }, response) => {
    answered.add(socket)
    response.once('close', () => {
      answered.delete(socket)
      if (closing) socket.destroySoon()
    })
  })

  return {
    endless: (socket) => void answered.delete(socket),
    close: (graceMs) =>
      new Promise((resolve) => {
        closing = true
        const cutOff = setTimeout(() => server.closeAllConnections(), graceMs)
        server.close(() => {
          clearTimeout(cutOff)
          resolve()
        })
        for (const socket of open) if (!answered.has(socket)) socket.destroy()
      }),
  }
}
