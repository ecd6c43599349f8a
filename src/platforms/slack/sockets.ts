import { type App, SocketModeReceiver } from '@slack/bolt'
import type { Log } from '../../core/log.ts'
import { slackLog } from './slack-log.ts'

/** Slack gives each payload to one of them; while one reconnects, for about five seconds, the other takes it. */
const socketCount = 2

/** Socket Mode by several connections that are one receiver to Bolt. */
export const createSockets = (options: { appToken: string; apiUrl: string; log: Log }) => {
  const open = (): SocketModeReceiver => {
    const socket = new SocketModeReceiver({
      appToken: options.appToken,
      logger: slackLog(options.log),
      installerOptions: { clientOptions: { slackApiUrl: options.apiUrl } },
    })
    // socket-mode 3.1.0 leaves a refused reconnect unhandled, and that would end the whole process.
    const connection = socket.client
    const connect = connection.start.bind(connection)
    let wasOpen = false
    connection.start = async () => {
      try {
        const answer = await connect()
        wasOpen = true
        return answer
      } catch (error) {
        if (!wasOpen) throw error
        options.log.error({ err: error }, 'Slack refuses a socket for good; run npm run slack:doctor and start anew')
        return { ok: false }
      }
    }
    return socket
  }
  const sockets = Array.from({ length: socketCount }, open)
  return {
    init(app: App): void {
      for (const socket of sockets) socket.init(app)
    },
    async start(): Promise<void> {
      await Promise.all(sockets.map((socket) => socket.start()))
    },
    async stop(): Promise<void> {
      await Promise.all(sockets.map((socket) => socket.stop()))
    },
  }
}
