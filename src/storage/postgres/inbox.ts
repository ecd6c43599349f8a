import type pg from 'pg'
import type { Inbox, InboxWriter } from '../../core/inbox.ts'
import type { Locks } from '../../core/locks.ts'
import { throwPostgresFault } from './fault.ts'
import { createPool } from './pool.ts'
import { processName } from './process-name.ts'

/** Who asked waits three seconds for an acknowledgement: a server that is away must not take them. */
const patienceMs = 1_000
/**
 * A process whose connection was cut is without its name until it has another one, which after a restart of the server takes some seconds:
 * who is without it for longer is gone.
 */
const usualAbsentMs = 8_000
/** Platforms deliver again within minutes; after a day nobody does. */
const rememberedMs = 24 * 3_600_000
/** After so many finished entries the old ones are thrown away. */
const forgottenEach = 1_000

/** By the server's clock, in milliseconds since the epoch. */
const now = '(extract(epoch from clock_timestamp()) * 1000)::bigint'

interface Owner {
  url: string
  owner: string
}

/** A few connections of its own, so that nobody waits behind the work of the house to be acknowledged. */
const connect = (url: string) => {
  const pool = createPool(
    url,
    { max: 3, idleTimeoutMillis: 60_000, connectionTimeoutMillis: patienceMs, query_timeout: patienceMs },
    () => undefined,
  )
  return {
    query: async (text: string, values: unknown[]) => pool.query(text, values).catch(throwPostgresFault),
    close: () => pool.end(),
  }
}

const writer = ({ query }: ReturnType<typeof connect>, owner: string): InboxWriter => ({
  async keep(platform, id, payload) {
    const { rowCount } = await query(
      `insert into inbox (platform, id, payload, received_at, acknowledged, owner) values ($1, $2, $3, $4, 0, $5)
        on conflict (platform, id) do nothing`,
      [platform, id, JSON.stringify(payload), Date.now(), owner],
    )
    return rowCount === 1
  },
  async acknowledged(platform, id) {
    await query('update inbox set acknowledged = 1 where platform = $1 and id = $2', [platform, id])
  },
  async finish(platform, id) {
    await query('update inbox set payload = null where platform = $1 and id = $2', [platform, id])
  },
})

/** For another thread of the process whose inbox gave `at`. */
export const openInbox = (at: string): InboxWriter & { close(): Promise<void> } => {
  const { url, owner }: Owner = JSON.parse(at)
  const connection = connect(url)
  return { ...writer(connection, owner), close: connection.close }
}

/** The inbox that several processes share. What one has taken no other looks at while it lives. */
export const createPostgresInbox = ({
  url,
  owner,
  locks,
  absentMs = usualAbsentMs,
}: Owner & { locks: Pick<Locks, 'isHeld'>; absentMs?: number | undefined }): Inbox & { close(): Promise<void> } => {
  const connection = connect(url)
  const { query, close } = connection
  const { keep, acknowledged, finish } = writer(connection, owner)
  let finished = 0
  /** Entries that were about to be taken, by platform. Where the answer was lost they are ours, and nobody else looks at them any more. */
  const doubtful = new Map<string, Set<string>>()

  /** Whether the owner of entries is gone. That it is without a name is written down, for who looks may be gone itself in a moment. */
  const isGone = async (platform: string, other: string): Promise<boolean> => {
    const its = 'where platform = $1 and owner = $2 and payload is not null'
    if (await locks.isHeld(processName(other))) {
      await query(`update inbox set absent_since = null ${its} and absent_since is not null`, [platform, other])
      return false
    }
    const { rows } = await query(
      `update inbox set absent_since = coalesce(absent_since, ${now}) ${its} returning ${now} - absent_since as absent_ms`,
      [platform, other],
    )
    return rows.every((row) => Number(row['absent_ms']) >= absentMs)
  }

  const columns = 'id, payload, received_at, acknowledged'
  const take = async (platform: string, other: string): Promise<pg.QueryResultRow[]> => {
    const { rows } = await query('select id from inbox where platform = $1 and owner = $2 and payload is not null', [platform, other])
    const ids = rows.map(({ id }) => String(id))
    const known = doubtful.get(platform) ?? new Set()
    doubtful.set(platform, known)
    for (const id of ids) known.add(id)
    const taken = await query(
      `update inbox set owner = $1, absent_since = null where platform = $2 and owner = $3 and payload is not null and id = any($4)
        returning ${columns}`,
      [owner, platform, other, ids],
    )
    for (const id of ids) known.delete(id)
    return taken.rows
  }
  /** What an earlier look has taken without hearing so. */
  const takeDoubtful = async (platform: string): Promise<pg.QueryResultRow[]> => {
    const ids = [...(doubtful.get(platform) ?? [])]
    if (ids.length === 0) return []
    const { rows } = await query(
      `select ${columns} from inbox where platform = $1 and owner = $2 and payload is not null and id = any($3)`,
      [platform, owner, ids],
    )
    // The others may become ours yet: the server may still be at it.
    for (const { id } of rows) doubtful.get(platform)?.delete(String(id))
    return rows
  }

  return {
    keep,
    acknowledged,
    async finish(platform, id) {
      await finish(platform, id)
      finished += 1
      if (finished % forgottenEach === 0)
        await query('delete from inbox where payload is null and received_at < $1', [Date.now() - rememberedMs])
    },
    elsewhere: { module: import.meta.url, at: JSON.stringify({ url, owner } satisfies Owner) },

    async unfinished(platform) {
      const { rows } = await query('select distinct owner from inbox where platform = $1 and payload is not null and owner <> $2', [
        platform,
        owner,
      ])
      const entries = await takeDoubtful(platform)
      const faults = []
      for (const { owner: other } of rows) {
        // What is taken is taken, whatever becomes of the next.
        try {
          if (typeof other === 'string' && (await isGone(platform, other))) entries.push(...(await take(platform, other)))
        } catch (cause) {
          faults.push(cause)
        }
      }
      if (faults.length > 0 && entries.length === 0) throw faults[0]
      return entries
        .map((row) => ({
          id: String(row['id']),
          payload: JSON.parse(String(row['payload'])),
          receivedAt: Number(row['received_at']),
          acknowledged: row['acknowledged'] === 1,
        }))
        .toSorted((one, other) => one.receivedAt - other.receivedAt || (one.id < other.id ? -1 : 1))
    },

    close,
  }
}
