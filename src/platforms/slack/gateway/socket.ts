import { type App, SocketModeReceiver } from '@slack/bolt'
import { z } from 'zod'
import type { Log } from '../../../core/log.ts'
import { slackLog } from '../slack-log.ts'

/** A connection of Socket Mode that Slack has said hello on. */
export interface Socket {
  /** Resolves with the reason when Slack wants it renewed. It still works then. */
  asked: Promise<string>
  /** Resolves when it is closed, by either side. */
  lost: Promise<void>
  close(): Promise<void>
}

const disconnectSchema = z.object({ type: z.literal('disconnect'), reason: z.string().catch('unknown') })

/** Why Slack asks a connection to go: `warning`, `refresh_requested`, `link_disabled`. https://docs.slack.dev/apis/events-api/using-socket-mode */
const reasonIn = (data: unknown): string | null => {
  if (typeof data !== 'string' || !data.includes('"disconnect"')) return null
  try {
    return disconnectSchema.safeParse(JSON.parse(data)).data?.reason ?? null
  } catch {
    return null
  }
}

/**
 * Opens one connection, once: the client's own reconnecting waits five seconds with nothing open, and leaves refusals
 * unhandled. Throws what the client throws.
 */
export const openSocket = async (
  app: App,
  { appToken, apiUrl, log, helloMs }: { appToken: string; apiUrl: string; log: Log; helloMs: number },
): Promise<Socket> => {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: slackLog(log),
    autoReconnectEnabled: false,
    installerOptions: {
      clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: helloMs },
    },
  })
  receiver.init(app)
  const { client } = receiver
  const asked = Promise.withResolvers<string>()
  const lost = Promise.withResolvers<void>()

  // The client closes a connection as soon as Slack asks for that; ours stays until the next one is open.
  const handlers = client.listeners('ws_message')
  client.removeAllListeners('ws_message')
  client.on('ws_message', (data: unknown, isBinary: unknown) => {
    const reason = reasonIn(data)
    if (reason === null) for (const handle of handlers) handle.call(client, data, isBinary)
    else asked.resolve(reason)
  })

  const silent = Promise.withResolvers<never>()
  const timer = setTimeout(() => silent.reject(new Error('Slack said no hello on a new socket')), helloMs)
  client.once('disconnected', (cause: unknown) => {
    silent.reject(new Error('a socket was closed before Slack said hello', { cause }))
    lost.resolve()
  })
  silent.promise.catch(() => undefined)
  try {
    await Promise.race([receiver.start(), silent.promise])
  } catch (error) {
    await receiver.stop()
    throw error
  } finally {
    clearTimeout(timer)
  }
  return { asked: asked.promise, lost: lost.promise, close: () => receiver.stop() }
}
