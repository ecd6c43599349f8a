import type { Invocation } from '../../core/platform.ts'
import { type SetUpStep, setUpSteps } from '../../core/workspace.ts'
import type { Auditor } from '../admission/auditor.ts'
import type { OwnRules } from '../admission/own-rules.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'

/** Which steps of a workspace's set-up are done, by whatever command: a budget counts that was set by `/mod budget`. */
export const createSetUpSteps = (
  parts: Pick<Parts, 'platforms' | 'workspaces'>,
  { auditor, ownRules }: { auditor: Auditor; ownRules: Pick<OwnRules, 'of'> },
) => {
  const { workspaces } = parts
  const isChannelFixed = (invocation: Invocation): boolean => platformOf(parts, invocation).homeChannel !== undefined

  const done = async (invocation: Invocation): Promise<SetUpStep[]> => {
    const { moderatorsChannel, setUp } = await workspaces.of(invocation)
    const own = await workspaces.own(invocation)
    const elsewhere: Partial<Record<SetUpStep, boolean>> = {
      channel: moderatorsChannel !== null || isChannelFixed(invocation),
      budget: own.budgetCredits !== undefined,
      who: own.makers !== undefined,
      words: (await ownRules.of(invocation)).length > 0,
    }
    return setUpSteps.filter((step) => elsewhere[step] || setUp?.done.includes(step))
  }

  return {
    isChannelFixed,
    done,

    /** The last step opens a place that the first one closed. */
    async openWhenDone(invocation: Invocation): Promise<void> {
      const { setUp } = await workspaces.of(invocation)
      if (!setUp?.closed || (await done(invocation)).length < setUpSteps.length) return
      await workspaces.change(invocation, { setUp: { done: [], closed: false } })
      await auditor.note(invocation, 'setup', 'open')
    },
  }
}
export type SetUpSteps = ReturnType<typeof createSetUpSteps>
