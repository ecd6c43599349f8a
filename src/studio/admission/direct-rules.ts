import { MoodreelError } from '../../core/errors.ts'
import type { Invocation } from '../../core/platform.ts'
import { type Sentence, say, type Text } from '../../core/words/sentence.ts'
import { isDirect } from '../../core/workspace.ts'
import type { Parts } from '../parts.ts'
import { periodsOf } from './member-terms.ts'

const refuse = (sentence: Sentence): MoodreelError => new MoodreelError('not_allowed', sentence)

/**
 * What counts in direct messages because it counts where the person belongs, for a block must not be walked round. Everywhere else it
 * keeps that the person belongs there. The sentences tell nothing of the other place.
 */
export const createDirectRules =
  (parts: Pick<Parts, 'members' | 'workspaces' | 'ledger' | 'policy' | 'clock'>) =>
  /** Throws MoodreelError `not_allowed`. Returns why models are turned off where the person belongs, by their names. */
  async ({ platform, workspace, member }: Invocation): Promise<Record<string, Text>> => {
    const now = parts.clock.now()
    if (!isDirect(workspace)) {
      await parts.members.see({ platform, workspace, memberId: member.id }, now)
      return {}
    }
    const places = (await parts.members.placesOf(platform, member.id)).filter((place) => !isDirect(place.workspace))
    if (parts.policy.directMessages.for === 'members' && places.length === 0) {
      throw refuse(say('policy.serverFirst'))
    }
    if (places.some(({ block }) => block && (block.until === null || block.until > now))) {
      throw refuse(say('policy.blockedInServer'))
    }
    const off: Record<string, Text> = {}
    for (const place of places) {
      const key = { platform, workspace: place.workspace }
      const settings = await parts.workspaces.of(key)
      if (settings.paused) throw refuse(say('policy.pausedInServer'))
      const spent = settings.budgetCredits === null ? 0 : await parts.ledger.workspaceSpent(key, periodsOf(now, settings))
      if (settings.budgetCredits !== null && spent >= settings.budgetCredits) {
        throw refuse(say('policy.budgetInServer'))
      }
      for (const model of Object.keys(settings.modelsOff)) off[model] = say('member.turnedOffElsewhere')
    }
    return off
  }
