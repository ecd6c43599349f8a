import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createKeyedLock } from '../../core/keyed-lock.ts'
import type { Held, Locks } from '../../core/locks.ts'
import type { Session } from './session.ts'

/** Postgres names a lock by a number of 64 bits: https://www.postgresql.org/docs/18/explicit-locking.html#ADVISORY-LOCKS */
export const lockNumber = (name: string): bigint => createHash('sha256').update(name).digest().readBigInt64BE()

const firstLookMs = 10
const longestLookMs = 250

/**
 * Locks of the session, of which one connection can hold any number, and which end with it: also when its process is killed. A lock is
 * tried and not waited for, because whoever waits has the connection to itself.
 *
 * Work that holds a key goes on when the connection is lost in the middle; it needs the database itself, which is as far away for
 * others. Both may be at work for a moment: what is done under a lock must be right when it is done twice, and the lock makes it rare.
 */
export const createPostgresLocks = (session: Session): Locks => {
  const own = createKeyedLock()
  const names = new Map<string, AbortController>()
  session.events.on('lost', () => {
    for (const held of names.values()) held.abort()
    names.clear()
  })

  const isTaken = async (name: string): Promise<boolean> => {
    const { rows } = await session.query('select pg_try_advisory_lock($1) as taken', [lockNumber(name)])
    return rows[0]?.taken === true
  }

  /** On another connection than it was taken on it is gone already. */
  const free = async (name: string, connection: object | null): Promise<void> => {
    if (connection === null || session.current() !== connection) return
    await session.query('select pg_advisory_unlock($1)', [lockNumber(name)]).catch(() => undefined)
  }

  const take = async (name: string): Promise<object | null> => {
    for (let lookMs = firstLookMs; !(await isTaken(name)); lookMs = Math.min(lookMs * 1.5, longestLookMs)) {
      await sleep(lookMs * (0.75 + Math.random() / 2))
    }
    return session.current()
  }

  return {
    keyed(name) {
      const keys = createKeyedLock()
      const run = <Result>(key: string, work: () => Promise<Result>): Promise<Result> =>
        keys(key, () =>
          // Of one name the session could take a lock twice.
          own(`${name}:${key}`, async () => {
            const lock = `keyed:${name}:${key}`
            const connection = await take(lock)
            try {
              return await work()
            } finally {
              await free(lock, connection)
            }
          }),
        )
      return Object.assign(run, { isHeld: keys.isHeld, held: keys.held })
    },

    hold: (name) =>
      own(`hold:${name}`, async (): Promise<Held | null> => {
        if (names.has(name) || !(await isTaken(`held:${name}`))) return null
        const connection = session.current()
        const lost = new AbortController()
        names.set(name, lost)
        return {
          lost: lost.signal,
          release: () =>
            own(`hold:${name}`, async () => {
              if (names.get(name) !== lost) return
              names.delete(name)
              await free(`held:${name}`, connection)
            }),
        }
      }),

    async isHeld(name) {
      if (names.has(name)) return true
      const number = BigInt.asUintN(64, lockNumber(`held:${name}`))
      const { rows } = await session.query(
        `select 1 from pg_locks where locktype = 'advisory' and objsubid = 1 and classid = $1::bigint::oid and objid = $2::bigint::oid
          and database = (select oid from pg_database where datname = current_database()) and granted`,
        [number >> 32n, number & 0xffffffffn],
      )
      return rows.length > 0
    },
  }
}
