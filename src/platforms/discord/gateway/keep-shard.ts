import {
  CloseCodes,
  type FetchingStrategyOptions,
  type IIdentifyThrottler,
  type SessionInfo,
  type WebSocketShardDestroyOptions,
  WebSocketShardDestroyRecovery,
  WebSocketShardEvents,
} from '@discordjs/ws'
import type { GatewayDispatchPayload, GatewayReadyDispatchData } from 'discord.js'
import { pause, stableMs, pauseMs as usualPauseMs } from '../pauses.ts'
import { Connection, ConnectionContext } from './connection.ts'
import { isFinal } from './final-codes.ts'
import type { FromThread } from './gateway-messages.ts'

/** A READY may come without its parts. */
const idIn = (part: { id?: unknown } | null | undefined): string | null => (typeof part?.id === 'string' ? part.id : null)

const resumable: WebSocketShardDestroyOptions = { recover: WebSocketShardDestroyRecovery.Resume }

/** A session that was refused so often, although Discord spoke to us, is over. */
const resumesAtMost = 3

export interface ShardTools {
  options: FetchingStrategyOptions
  /** Shared by all shards: Discord limits how fast they may IDENTIFY. */
  throttler: IIdentifyThrottler
  /** A session of an earlier thread. */
  session: SessionInfo | null
  /** Those that stand, of all shards. */
  connections: Set<Connection>
  onDispatch(payload: GatewayDispatchPayload): void
  tell(message: FromThread): void
  /** As `pauseMs` of all of Discord where absent. */
  pauseMs?: typeof usualPauseMs
  /** By the reason `leave` the session outlives the connection. */
  signal: AbortSignal
}

/**
 * Keeps one shard connected: after each end it waits, longer with each failure in a row, and takes the session up again where
 * that is possible. Resolves when the signal says so, or when Discord refuses the bot for good.
 */
export const keepShard = async (
  shard: number,
  { options, throttler, connections, onDispatch, tell, pauseMs = usualPauseMs, signal, ...given }: ShardTools,
): Promise<void> => {
  let { session } = given
  let tries = 0
  let refusedResumes = 0
  let unheard = 0
  const stopped = new Promise<null>((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }))

  while (!signal.aborted) {
    // The address for resuming may be gone while the common one works.
    const address = session && unheard % 2 === 1 ? options.gatewayInformation.url : session?.resumeURL
    const context = new ConnectionContext(options, session && address ? { ...session, resumeURL: address } : null, throttler)
    const connection = new Connection(context, shard)
    connection.on(WebSocketShardEvents.Dispatch, ({ data }) => onDispatch(data))
    const connected = (ready: Partial<GatewayReadyDispatchData> | null): void =>
      tell({ op: 'connected', shard, session: context.session, application: idIn(ready?.application), user: idIn(ready?.user) })
    connection.on(WebSocketShardEvents.Ready, ({ data }) => connected(data))
    connection.on(WebSocketShardEvents.Resumed, () => connected(null))
    connections.add(connection)
    // Whatever this is rejected with is said by the end too.
    connection.connect().catch(() => undefined)
    const end = await Promise.race([connection.ended, stopped])
    connections.delete(connection)
    if (!end) return await connection.destroy(signal.reason === 'leave' ? resumable : { code: CloseCodes.Normal })
    if (isFinal(end.code)) return tell({ op: 'refused', shard, code: end.code })

    const isRefusedResume = session !== null && end.greeted && !end.identified && end.openSince === null
    refusedResumes = isRefusedResume ? refusedResumes + 1 : 0
    unheard = end.greeted ? 0 : unheard + 1
    session = end.keepsSession && refusedResumes < resumesAtMost ? context.session : null
    if (end.openSince !== null && Date.now() - end.openSince >= stableMs) tries = 0
    const waitMs = pauseMs(tries, end.identified)
    tries += 1
    const { code, reason } = end
    tell({ op: 'disconnected', shard, code, ...(reason && { reason }), resumable: session !== null, pauseMs: waitMs })
    await pause(waitMs, signal)
  }
}
