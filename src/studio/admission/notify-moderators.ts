import { dollars } from '../../core/fit/price.ts'
import { notice, type Post } from '../../core/post.ts'
import type { Period } from '../../core/text/calendar.ts'
import { say } from '../../core/words/sentence.ts'
import { timestamp } from '../../core/words/timestamp.ts'
import type { WorkspaceKey } from '../../core/workspace.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'

/** A budget is spoken of before it is used up. */
const warnedAt = 0.8

/** Where the moderators of a workspace are told things. */
export interface ModeratorsDesk {
  /** Posts to the moderators' channel, once for a key. False when the workspace has none, or it cannot be reached. */
  tell(workspace: WorkspaceKey, key: string, post: Post): Promise<boolean>
  /** Changes what was posted with keys that begin so; where nothing was, nothing happens. Nobody fails by it. */
  amend(workspace: WorkspaceKey, keys: string, post: Post): Promise<void>
  /** The same to the operator's own channel, where the policy names one. */
  tellOperator(key: string, post: Post): Promise<boolean>
  /** Says once a month that most of the budget is spent, and once that all of it is. Nobody waits for it. */
  watchBudget(workspace: WorkspaceKey, budget: { budgetCredits: number; spentCredits: number; credits: number; month: Period }): void
}

export const createModeratorsDesk = (
  parts: Pick<Parts, 'clock' | 'flush' | 'log' | 'platforms' | 'policy' | 'posts' | 'workspaces'>,
): ModeratorsDesk => {
  const tellIn = async (
    { platform: name, workspace, channel }: WorkspaceKey & { channel: string },
    key: string,
    post: Post,
  ): Promise<boolean> => {
    try {
      const platform = platformOf(parts, { platform: name })
      const intent = await parts.posts.begin(key, parts.clock.now())
      if (intent.kind === 'sent') return true
      await parts.flush()
      const ref = await platform.post({ platform: name, workspace, channel }, post, { key, again: intent.again })
      await parts.posts.sent(key, ref, parts.clock.now())
      return true
    } catch (cause) {
      parts.log.error({ err: cause, platform: name, workspace, key }, 'the moderators could not be told')
      return false
    }
  }

  const tell: ModeratorsDesk['tell'] = async ({ platform, workspace }, key, post) => {
    const { moderatorsChannel } = await parts.workspaces.of({ platform, workspace })
    const channel = moderatorsChannel ?? platformOf(parts, { platform }).homeChannel
    return channel === undefined ? false : tellIn({ platform, workspace, channel }, key, post)
  }

  return {
    tell,
    tellOperator: async (key, post) => {
      const place = parts.policy.spending.tell
      return place === null ? false : tellIn(place, key, post)
    },
    async amend({ platform: name, workspace }, keys, post) {
      for (const ref of await parts.posts.findAll(keys)) {
        // Somebody may have deleted one by hand; the others are changed all the same.
        try {
          await platformOf(parts, { platform: name }).edit(ref, post)
        } catch (cause) {
          parts.log.warn({ err: cause, platform: name, workspace, keys }, 'a post to the moderators could not be changed')
        }
      }
    },
    watchBudget(workspace, { budgetCredits, spentCredits, credits, month }) {
      const crossed = [1, warnedAt].find((part) => spentCredits >= part * budgetCredits && spentCredits - credits < part * budgetCredits)
      if (crossed === undefined) return
      const given = { spent: dollars(spentCredits), budget: dollars(budgetCredits), resetsAt: timestamp(month.endsAt) }
      const percent = Math.round(warnedAt * 100)
      const sentence = crossed === 1 ? say('moderator.budgetReached', given) : say('moderator.budgetNear', { ...given, percent })
      void tell(workspace, `budget:${workspace.platform}:${workspace.workspace}:${month.name}:${crossed}`, notice(sentence))
    },
  }
}
