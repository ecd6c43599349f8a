import { MoodreelError } from '../../core/errors.ts'
import type { Invocation } from '../../core/platform.ts'
import { isDirect, type WorkspaceSettings } from '../../core/workspace.ts'
import type { Parts } from '../parts.ts'
import { periodsOf } from './member-terms.ts'

const refuse = (sentence: string): MoodreelError => new MoodreelError('not_allowed', sentence)

/**
 * What counts in direct messages because it counts where the person belongs, for a block must not be walked round. Everywhere else it
 * keeps that the person belongs there. The sentences tell nothing of the other place.
 */
export const createDirectRules =
  (parts: Pick<Parts, 'members' | 'workspaces' | 'ledger' | 'policy' | 'clock'>) =>
  /** Throws MoodreelError `not_allowed`. Returns the models that are switched off where the person belongs. */
  async ({ platform, workspace, member }: Invocation): Promise<WorkspaceSettings['modelsOff']> => {
    const now = parts.clock.now()
    if (!isDirect(workspace)) {
      await parts.members.see({ platform, workspace, memberId: member.id }, now)
      return {}
    }
    const places = (await parts.members.placesOf(platform, member.id)).filter((place) => !isDirect(place.workspace))
    if (parts.policy.directMessages.for === 'members' && places.length === 0) {
      throw refuse('Ask for your first clip in a channel of a server; after that direct messages work too.')
    }
    if (places.some(({ block }) => block && (block.until === null || block.until > now))) {
      throw refuse('You may not make clips in a server of yours, so you may not here; ask a moderator of that server.')
    }
    const off: WorkspaceSettings['modelsOff'] = {}
    for (const place of places) {
      const key = { platform, workspace: place.workspace }
      const settings = await parts.workspaces.of(key)
      if (settings.paused) throw refuse('Making clips is paused in a server of yours, so it is here; try again later.')
      const spent = settings.budgetCredits === null ? 0 : await parts.ledger.workspaceSpent(key, periodsOf(now, settings))
      if (settings.budgetCredits !== null && spent >= settings.budgetCredits) {
        throw refuse('The budget of a server of yours is used up, so nothing is made here either; ask there.')
      }
      for (const [model, { by, at }] of Object.entries(settings.modelsOff)) off[model] = { by, at, reason: 'in a server of yours' }
    }
    return off
  }
