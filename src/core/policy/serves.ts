import { MoodreelError } from '../errors.ts'
import type { Policy } from '../policy.ts'
import { isDirect, type WorkspaceKey } from '../workspace.ts'

/** The servers and teams that the operator lets in, as ids by platform. A platform that is not named is open to all. */
export type Allowed = Readonly<Record<string, readonly string[]>>

/**
 * The sentence for which a command is refused in a workspace, before anything else of it is looked at; null where the bot works.
 * A platform asks before it opens a form or completes an option, the dispatcher before every command.
 */
export type RefusalIn = (workspace: WorkspaceKey, command: string) => string | null

/** What nobody is kept from where the bot makes no clips: to read how it works, and to be forgotten. */
const always = ['help', 'forget']

export const createRefusalIn =
  (allowed: Allowed | undefined, directMessages: Policy['directMessages']): RefusalIn =>
  ({ platform, workspace }, command) => {
    if (isDirect(workspace)) return directMessages.for !== 'nobody' || always.includes(command) ? null : directMessages.sentence
    return (allowed?.[platform]?.includes(workspace) ?? true) ? null : elsewhere
  }

/** Said in a server or a team that is not among those that the operator named. */
const elsewhere = 'I work only in the places that my operator chose, and this is none of them; ask the operator to let it in.'

/** Throws MoodreelError `not_allowed` with the sentence of a refusal. */
export const ensureServed = (refusal: string | null): void => {
  if (refusal !== null) throw new MoodreelError('not_allowed', refusal)
}
