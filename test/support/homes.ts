import { inject, onTestFinished } from 'vitest'
import { newId } from '../../src/core/id.ts'
import { type Home, openPostgresHome } from '../../src/storage/homes.ts'
import { createDatabase } from './postgres.ts'
import { quietLog } from './quiet-log.ts'
import { temporaryFolder } from './temporary-folder.ts'

/**
 * Gives what opens a process of an installation on a Postgres of its own, as far as its storage goes. What is open is closed in the end.
 * `absentMs` as of a home; at once when absent.
 */
export const openHomes = async (absentMs?: number): Promise<() => Promise<Home>> => {
  const server = inject('postgresUrl')
  if (!server) throw new Error('only Postgres is shared by processes')
  const url = await createDatabase(server, `shared_${newId()}`, 'empty_house')
  return async () => {
    const home = await openPostgresHome(await temporaryFolder(), { url, log: quietLog, absentMs: absentMs ?? 0 })
    let closed: Promise<void> | null = null
    const close = (): Promise<void> => {
      closed ??= home.close()
      return closed
    }
    onTestFinished(() => close().catch(() => undefined))
    return { ...home, close }
  }
}
