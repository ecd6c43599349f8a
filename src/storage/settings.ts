import { randomBytes } from 'node:crypto'
import { EventEmitter } from 'node:events'
import Keyv, { type KeyvStoreAdapter, type StoredData } from 'keyv'
import type { Json } from '../core/json.ts'
import type { Locks } from '../core/locks.ts'
import type { Memory } from '../core/memory.ts'
import type { ProviderCache } from '../core/provider.ts'
import type { Database } from './database.ts'

/** Keyv on our own database, so that what is set is kept, backed up and moved with everything else. */
class KeyvTable extends EventEmitter implements KeyvStoreAdapter {
  readonly opts = { dialect: 'kysely' }
  namespace: string | undefined
  readonly #db: Database

  constructor(db: Database) {
    super()
    this.#db = db
  }

  async get<Value>(key: string): Promise<StoredData<Value> | undefined> {
    const row = await this.#db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst()
    return row?.value as StoredData<Value> | undefined
  }

  /** Keyv keeps the time of expiry inside the value; the column is for a look from outside. */
  async set(key: string, value: string, ttl?: number): Promise<void> {
    const kept = { value, expires_at: ttl === undefined ? null : Date.now() + ttl }
    await this.#db
      .insertInto('settings')
      .values({ key, ...kept })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(kept))
      .execute()
  }

  async delete(key: string): Promise<boolean> {
    const result = await this.#db.deleteFrom('settings').where('key', '=', key).executeTakeFirst()
    return result.numDeletedRows > 0n
  }

  async clear(): Promise<void> {
    await this.#db
      .deleteFrom('settings')
      .$if(this.namespace !== undefined, (query) => query.where('key', 'like', `${this.namespace}:%`))
      .execute()
  }
}

/** Settings and caches of one namespace. */
export const createSettings = (db: Database, namespace: string): Keyv =>
  new Keyv({ store: new KeyvTable(db), namespace, throwOnErrors: true })

/** The small facts of `Memory` in a namespace of their own; `flush` makes them durable. */
export const createMemory = (db: Database, flush: () => Promise<void>): Memory => {
  const facts = createSettings(db, 'memory')
  return {
    get: async (key) => (await facts.get<Json>(key)) ?? null,
    async set(key, value) {
      await facts.set(key, value)
      await flush()
    },
  }
}

/** What providers remember, each in a namespace of its own. */
export const createProviderCache = (db: Database, provider: string): ProviderCache => {
  const kept = createSettings(db, `provider:${provider}`)
  return {
    get: async (key) => (await kept.get<Json>(key)) ?? null,
    async set(key, value, ttlMs) {
      await kept.set(key, value, ttlMs)
    },
  }
}

/** A secret of this installation, made when it is first asked for, by one process. */
export const keptSecret = async ({ settings, locks }: { settings: Keyv; locks: Locks }, name: string): Promise<string> => {
  const known = await settings.get<string>(name)
  if (known) return known
  return locks.keyed('secrets')(name, async () => {
    const made = (await settings.get<string>(name)) ?? randomBytes(32).toString('base64url')
    await settings.set(name, made)
    return made
  })
}
