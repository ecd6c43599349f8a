import { ofSpace, type Space, spaceOf, type WorkspaceKey } from '../core/workspace.ts'
import type { Database } from './database.ts'

const settingsOf = 'settings:workspace:'

/** Every workspace where somebody asked for a clip, or a moderator set something. */
export const createKnownWorkspaces = (db: Database) => async (): Promise<WorkspaceKey[]> => {
  const members = await db.selectFrom('members').select('workspace').distinct().execute()
  const settings = await db.selectFrom('settings').select('key').where('key', 'like', `${settingsOf}%`).execute()
  const set = settings.map(({ key }) => ofSpace(key.slice(settingsOf.length) as Space))
  const all = [...members.map(({ workspace }) => ofSpace(workspace)), ...set]
  return [...new Map(all.map((one) => [spaceOf(one), one])).values()]
}
export type KnownWorkspaces = ReturnType<typeof createKnownWorkspaces>
