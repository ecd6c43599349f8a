import { MoodreelError } from '../errors.ts'
import type { Policy } from '../policy.ts'
import { say, type Text } from '../words/sentence.ts'
import { isDirect, type WorkspaceKey } from '../workspace.ts'

/** The servers and teams that the operator lets in, as ids by platform. A platform that is not named is open to all. */
export type Allowed = Readonly<Record<string, readonly string[]>>

/**
 * The sentence for which a command is refused in a workspace, before anything else of it is looked at; null where the bot works.
 * A platform asks before it opens a form or completes an option, the dispatcher before every command.
 */
export type RefusalIn = (workspace: WorkspaceKey, command: string) => Text | null

/** What nobody is kept from where the bot makes no clips: to read how it works, to be forgotten, and to answer what moderators told them. */
const always = ['help', 'forget', 'appeal']

export const createRefusalIn =
  (allowed: Allowed | undefined, directMessages: Policy['directMessages']): RefusalIn =>
  ({ platform, workspace }, command) => {
    const noDirectMessages = directMessages.sentence ?? say('policy.noDirectMessages')
    if (isDirect(workspace)) return directMessages.for !== 'nobody' || always.includes(command) ? null : noDirectMessages
    return (allowed?.[platform]?.includes(workspace) ?? true) ? null : say('policy.notServed')
  }

/** Throws MoodreelError `not_allowed` with the sentence of a refusal. */
export const ensureServed = (refusal: Text | null): void => {
  if (refusal !== null) throw new MoodreelError('not_allowed', refusal)
}
