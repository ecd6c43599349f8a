import { spaceOf, type WorkspaceKey } from '../../core/workspace.ts'
import type { Parts } from '../parts.ts'

/** Where somebody was, and where the policy says that moderators meet. */
export const moderatedPlaces = async (parts: Pick<Parts, 'knownWorkspaces' | 'platforms' | 'policy'>): Promise<WorkspaceKey[]> => {
  const named = parts.policy.moderators.flatMap(({ platform, workspace }) => (workspace === undefined ? [] : [{ platform, workspace }]))
  const all = [...(await parts.knownWorkspaces()), ...named].filter(({ platform }) => parts.platforms.has(platform))
  return [...new Map(all.map((one) => [spaceOf(one), one])).values()]
}
