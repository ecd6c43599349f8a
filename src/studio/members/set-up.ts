import { MoodreelError } from '../../core/errors.ts'
import type { Invocation } from '../../core/platform.ts'
import { notice } from '../../core/post.ts'
import type { Role, SetUp } from '../../core/set-up.ts'
import { sameWord } from '../../core/text/same-word.ts'
import { say } from '../../core/words/sentence.ts'
import type { SetUpStep, WorkspaceSettings } from '../../core/workspace.ts'
import { invocationKey } from '../admission/admit.ts'
import type { Auditor } from '../admission/auditor.ts'
import type { Desk } from '../admission/desk.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'
import type { SetUpSteps } from './set-up-steps.ts'

/** From nothing to open for members, step by step. A place where clips were made before is never closed by it. */
export const createSetUp = (
  parts: Pick<Parts, 'allowed' | 'platforms' | 'policy' | 'usage' | 'workspaces'>,
  tools: {
    auditor: Auditor
    desk: Desk
    steps: SetUpSteps
    /** As moderators change them otherwise, with their rights. */
    change: (
      invocation: Invocation,
      change: Pick<WorkspaceSettings, 'moderatorsChannel'> | Pick<WorkspaceSettings, 'makers'>,
    ) => Promise<unknown>
    setBudget: (invocation: Invocation, credits: number | null) => Promise<void>
  },
): SetUp => {
  const { auditor, desk, steps } = tools
  const { workspaces } = parts

  const hasClips = async ({ platform, workspace: id }: Invocation): Promise<boolean> => {
    const workspace = { platform, workspace: id }
    return (await parts.usage.by('state', { workspace, memberId: null, from: '', to: '9' })).length > 0
  }

  const note = (invocation: Invocation, step: SetUpStep | 'open'): Promise<void> => auditor.note(invocation, 'setup', step)

  /** The first step closes a place where nobody made clips yet, and the last one opens it. */
  const mark = async (invocation: Invocation, step: SetUpStep): Promise<void> => {
    const { setUp } = await workspaces.of(invocation)
    const begun = setUp === null ? { closed: !(await hasClips(invocation)) } : {}
    await workspaces.change(invocation, { setUp: { done: [step], ...begun } })
    await steps.openWhenDone(invocation)
  }

  const rolesOf = async (invocation: Invocation): Promise<readonly Role[]> =>
    (await platformOf(parts, invocation).roles?.(invocation.workspace)) ?? []

  const roleNamed = async (invocation: Invocation, said: string): Promise<Role> => {
    const roles = await rolesOf(invocation)
    const found = roles.find(({ id }) => id === said) ?? roles.find(({ name }) => sameWord(name, said))
    if (!found) throw new MoodreelError('invalid_option', say('setUp.noSuchRole', { role: said }))
    return found
  }

  const ensureMay: SetUp['ensureMay'] = (invocation, step) =>
    step === 'budget'
      ? auditor.allowMoney(invocation, 'budget', invocation.workspace)
      : auditor.allow(invocation, 'setup', invocation.workspace)

  return {
    ensureMay,

    async state(invocation) {
      await auditor.allow(invocation, 'setup', invocation.workspace)
      const { moderatorsChannel, budgetCredits, makers, setUp } = await workspaces.of(invocation)
      return {
        done: await steps.done(invocation),
        channel: moderatorsChannel,
        isChannelFixed: steps.isChannelFixed(invocation),
        budgetCredits,
        makers,
        rules: parts.policy.blocked.map(({ name }) => name),
        isListed: parts.allowed?.[invocation.platform] !== undefined,
        isOpen: setUp?.closed !== true,
        hasRoles: (await rolesOf(invocation)).length > 0,
      }
    },

    async roles(invocation) {
      await ensureMay(invocation, 'who')
      return rolesOf(invocation)
    },

    async channel(invocation, channel) {
      await tools.change(invocation, { moderatorsChannel: channel })
      await mark(invocation, 'channel')
    },

    async budget(invocation, credits) {
      await tools.setBudget(invocation, credits)
      await mark(invocation, 'budget')
    },

    async who(invocation, role) {
      await ensureMay(invocation, 'who')
      await tools.change(invocation, { makers: role === null ? null : await roleNamed(invocation, role) })
      await mark(invocation, 'who')
    },

    async words(invocation) {
      await ensureMay(invocation, 'words')
      await note(invocation, 'words')
      await mark(invocation, 'words')
    },

    async test(invocation) {
      await ensureMay(invocation, 'test')
      const post = { ...notice(say('setUp.testReport')), kind: 'report' as const, facts: [say('setUp.testFacts')] }
      const problem = await desk.test(invocation, `setup-test:${invocationKey(invocation)}`, post)
      await note(invocation, 'test')
      if (problem === null) await mark(invocation, 'test')
      return problem
    },

    async open(invocation) {
      await auditor.allow(invocation, 'setup', invocation.workspace)
      await workspaces.change(invocation, { setUp: { done: [], closed: false } })
      await note(invocation, 'open')
    },
  }
}
