import { MoodreelError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import { openDataFolder } from '../data-folder.ts'
import { fill } from './fill.ts'
import { holdServer } from './hold-server.ts'
import { createMarks } from './marks.ts'
import type { Count } from './rows.ts'
import { ensureInstallation, forgetEngine, openPostgresSide, openSqliteSide } from './sides.ts'

export interface Migration {
  to: 'postgres' | 'sqlite'
  dataDir: string
  url: string
  log: Log
  tell(line: string): void
  /** What else must be at the new place before the bot may start there. */
  andThen(): Promise<void>
}

/** Opens both databases of a move, while no bot works on either. */
const openBoth = async (stack: AsyncDisposableStack, { to, dataDir, url, log }: Migration) => {
  if (to === 'postgres') ensureInstallation(dataDir)
  const folder = await openDataFolder(dataDir)
  stack.defer(() => folder.release())
  stack.defer(await holdServer(url))
  const files = await openSqliteSide(folder.path)
  stack.defer(files.close)
  const server = await openPostgresSide(url, log)
  stack.defer(server.close)
  return to === 'postgres' ? { source: files, target: server } : { source: server, target: files }
}

/**
 * Moves an installation from the files of its data folder to Postgres, or back. Interrupted anywhere, it goes on when it is called again;
 * until its end the bot starts at the old place, and from its end on only at the new one. Returns what was moved; null where it had moved before.
 * Throws MoodreelError `data_folder_in_use`, `bad_config` for a target with data of its own, `storage_unavailable`, `storage_full` and `internal`.
 */
export const migrate = async (migration: Migration): Promise<Count[] | null> => {
  const { to, dataDir, tell, andThen } = migration
  await using stack = new AsyncDisposableStack()
  const { source, target } = await openBoth(stack, migration)
  const [from, into] = [createMarks(source.db), createMarks(target.db)]
  const left = await from.hasLeft()
  if (left !== null) {
    if ((await into.to())?.id !== left)
      throw new MoodreelError(
        'bad_config',
        `The installation has moved already, and to another place than this; --undo brings it back as it was before it moved.`,
      )
    await into.endTo(left)
    await andThen()
    return null
  }
  const id = await from.beginFrom()
  const counts = await fill(source, target, id, tell)
  if (to === 'sqlite') await forgetEngine(dataDir)
  await andThen()
  if (!(await from.endFrom(id)))
    throw new MoodreelError('data_folder_in_use', 'The bot was started meanwhile, so nothing has moved; stop it and run this again.')
  await into.endTo(id)
  return counts
}

/** An installation that has left goes on where it was, as it was. False where it had not left. */
export const undoMigration = async (migration: Migration): Promise<boolean> => {
  await using stack = new AsyncDisposableStack()
  const { source } = await openBoth(stack, migration)
  // Awaited here: the databases are open until then.
  return await createMarks(source.db).stay()
}
