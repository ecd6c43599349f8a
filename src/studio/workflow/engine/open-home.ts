import type { EngineAddress } from '../../../storage/homes.ts'
import type { EngineHome } from './home.ts'

/** Opens the engine's home. A package that another home needs is not loaded. Throws MoodreelError `storage_unavailable` and `storage_full`. */
export const openEngineHome = async (address: EngineAddress): Promise<EngineHome> => {
  if (address.kind === 'sqlite') {
    const { openSqliteEngineHome } = await import('./sqlite-home.ts')
    return openSqliteEngineHome(address.path)
  }
  const { openPostgresEngineHome } = await import('./postgres-home.ts')
  return openPostgresEngineHome(address.url)
}
