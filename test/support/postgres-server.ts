import type { TestProject } from 'vitest/node'
import { openPostgresDatabase } from '../../src/storage/database.ts'
import { createDatabase, startPostgres } from './postgres.ts'
import { quietLog } from './quiet-log.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A Postgres server with a database `empty_house` of our newest schema, for the files that are run on Postgres too; absent elsewhere. */
    postgresUrl: string | undefined
  }
}

/** Runs once, before the files that are run on Postgres. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const server = await startPostgres()
  const db = await openPostgresDatabase(await createDatabase(server.url, 'empty_house'), quietLog)
  await db.destroy()
  project.provide('postgresUrl', server.url)
  return server.stop
}
