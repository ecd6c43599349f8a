import type { ChannelChange, ChannelTerms } from './channel.ts'
import type { Json } from './json.ts'
import type { Roof } from './ledger.ts'
import type { LimitChange } from './limit.ts'
import type { Kind, Made } from './made.ts'
import type { DayOfClips, HistoryPage, QueueEntry } from './members.ts'
import type { Invocation } from './platform.ts'
import type { BrokenRule } from './policy/match-rule.ts'
import type { OwnRule } from './policy/own-rule.ts'
import type { Case, CaseDeed, CaseOutcome } from './report.ts'
import type { AppealOutcome } from './sanction.ts'
import type { SetUp } from './set-up.ts'
import type { ChangedLimits, Quota, Tier } from './tier.ts'
import type { WorkspaceChange, WorkspaceSettings } from './workspace.ts'

/** Kept from making clips. */
export interface Block {
  reason: string
  /** A member's id. */
  by: string
  /** Absent in old rows. */
  byName?: string | undefined
  at: number
  /** Null for good. */
  until: number | null
}

/** A member as moderators see them. */
export interface MemberStanding {
  memberId: string
  name: string
  quota: Quota
  /** What was set for this member alone. */
  limits: ChangedLimits
  block: Block | null
}

/** What became of an answer to a request: whose it is, or that it waits for none; `answered` where a moderator was faster. */
export type Decision =
  | { kind: 'done'; memberId: string; memberName: string }
  | { kind: 'over'; answered: { state: 'approved' | 'declined'; by: string; byName: string } | null }

/** What somebody asked for that waits for a moderator. */
export interface WaitingRequest extends Made {
  generationId: string
  memberId: string
  memberName: string
  prompt: string
  credits: number
  since: number
}

/** A channel and what holds there, by the policy or by its moderators. */
export interface BoundChannel {
  channel: string
  terms: ChannelTerms
}

/** A word or a pattern that was added, and the everyday prompts that it refuses as well. */
export interface AddedRule {
  rule: OwnRule
  everyday: string[]
}

/** Whether words would be refused where they are tried. */
export interface WordTrial {
  broken: BrokenRule | null
  /** The rule of the workspace's own that they break; null where it is one of the policy's. */
  own: OwnRule | null
  /** A moderation service has a say too, and was not asked. */
  isUnasked: boolean
}

/** A clip whose reports wait for a moderator. */
export interface ReportedClip {
  found: Case
  memberId: string
  memberName: string
  kind: Kind
  prompt: string
  /** Of its post; null where there is none. */
  address: string | null
}

/** One line of use: by member, by model, by outcome. */
export interface UsageLine extends Made {
  /** A member's id and name, a model's name, or an outcome. */
  key: string
  name: string
  credits: number
}

/** Days, members, models and outcomes each add up to the same: they are ways of looking at the same clips and stills. */
export interface Usage {
  /** Oldest first, none left out. */
  days: DayOfClips[]
  members: UsageLine[]
  models: UsageLine[]
  outcomes: UsageLine[]
  /** What never came and cost nothing, by outcome; it is counted nowhere else. */
  free: ({ key: string } & Made)[]
  /** Of the running month. */
  spentCredits: number
  budgetCredits: number | null
}

export interface AuditEntry {
  id: string
  at: number
  /** A member's id, or `moodreel`. */
  actorId: string
  actorName: string
  /** `block`, `quota.set`, `refused.block`: a verb of the list in docs/moderation.md. */
  action: string
  /** A member, a generation or a model. */
  target: string
  detail: Record<string, Json>
  /** How often within an hour: refused tries of one member and verb are one entry, with the time and the target of the last. */
  count: number
}

/**
 * What moderators may do. Every method checks the right of who asks, and writes down what was done; who has no right is
 * refused with MoodreelError `not_allowed`, which is written down too. All of it is about the workspace of the invocation.
 */
export interface Moderators {
  /** From nothing to open for members. */
  setUp: SetUp
  member(invocation: Invocation, memberId: string): Promise<MemberStanding>
  /** Lays limits over the member's tier; a name that is given as null is taken back. */
  setLimits(invocation: Invocation, memberId: string, limits: LimitChange): Promise<MemberStanding>
  /** Adds credits to the running month; fewer with a negative number, never below nothing. */
  grant(invocation: Invocation, memberId: string, credits: number, reason: string): Promise<MemberStanding>
  /** Starts the member's day and month over, and takes back what was set for them alone. */
  reset(invocation: Invocation, memberId: string): Promise<MemberStanding>
  /** `after` is the id of the clip after which to go on. */
  history(invocation: Invocation, memberId: string, after: string | null): Promise<HistoryPage>
  /** Who asked for a clip, so that they can be blocked; also when the clip was deleted. */
  ownerOf(invocation: Invocation, generationId: string): Promise<{ memberId: string; name: string }>
  /** For so many milliseconds, or for good. `told`: the member was told directly. */
  block(invocation: Invocation, memberId: string, block: { reason: string; forMs: number | null }): Promise<Block & { told: boolean }>
  unblock(invocation: Invocation, memberId: string): Promise<void>
  /** Warns a member, for no clip of theirs; the reason may be empty. The name is empty for somebody who never asked for a clip here. */
  warn(invocation: Invocation, memberId: string, reason: string): Promise<{ memberId: string; name: string; told: boolean }>
  settings(invocation: Invocation): Promise<WorkspaceSettings>
  change(invocation: Invocation, change: WorkspaceChange): Promise<WorkspaceSettings>
  /** What may be spent over all workspaces; only the operator sets it. */
  roof(): Roof
  /** Of the month, in credits; null for none. */
  setBudget(invocation: Invocation, budgetCredits: number | null): Promise<void>
  /** Nobody makes clips, for a reason, which may be empty; with null everybody may again. What is on its way goes on. */
  pause(invocation: Invocation, reason: string | null): Promise<void>
  /** The same for one model. Throws MoodreelError `unknown_model` when there is none of that name. */
  switchOff(invocation: Invocation, model: string, reason: string | null): Promise<void>
  /** Of the last so many days. */
  usage(invocation: Invocation, days: number): Promise<Usage>
  queue(invocation: Invocation): Promise<QueueEntry[]>
  /** `names` are those of members whom the entries speak of, by their ids. */
  audit(
    invocation: Invocation,
    /** `after` is the id of the entry after which to go on. */
    options: { after: string | null; memberId?: string | undefined },
  ): Promise<{ entries: AuditEntry[]; next: string | null; names: ReadonlyMap<string, string> }>
  /** Whether a batch still waits for approval, before a moderator is asked for a reason. */
  undecided(invocation: Invocation, generationId: string): Promise<Decision>
  /** Lets a batch that waits for approval go on, or ends it. The one who asked reads the reason, which may be empty. */
  decide(invocation: Invocation, generationId: string, decision: 'approve' | 'decline', reason: string): Promise<Decision>
  /** Answers the appeal against a warning or a block. */
  answerAppeal(invocation: Invocation, sanctionId: string, kind: 'lifted' | 'kept'): Promise<AppealOutcome>
  /** The rules of the policy by their names, and what moderators added. */
  policyRules(invocation: Invocation): Promise<{ ofPolicy: string[]; own: OwnRule[] }>
  /** Adds what is not there yet: all of them, or none where one cannot be looked for. */
  addRules(invocation: Invocation, wordings: Pick<OwnRule, 'kind' | 'text'>[], reason: string | undefined): Promise<AddedRule[]>
  /** By its number or its words. Throws MoodreelError `not_found`. */
  removeRule(invocation: Invocation, named: string): Promise<OwnRule>
  /** What would be said of these words in a prompt here. Nothing is counted, and nobody else is asked. */
  testWords(invocation: Invocation, text: string): Promise<WordTrial>
  /** The channels of this workspace that something holds for, by their ids. */
  channels(invocation: Invocation): Promise<BoundChannel[]>
  /** Lays bounds over those of a channel. Who lets more pass than before must manage the workspace. */
  boundChannel(invocation: Invocation, channel: string, change: ChannelChange): Promise<BoundChannel>
  /** Requests that wait for a moderator, oldest first; `generationId` is the first of each. */
  requests(invocation: Invocation): Promise<WaitingRequest[]>
  /** Who cannot make clips here, the latest first. */
  blocked(invocation: Invocation): Promise<{ memberId: string; name: string; block: Block }[]>
  /** The tiers as they count here, with the roles that moderators gave them. */
  tiers(invocation: Invocation): Promise<readonly Tier[]>
  /** What members reported and nobody has handled yet, oldest first. */
  cases(invocation: Invocation): Promise<ReportedClip[]>
  /** Ends the case of a clip, reported or not. Whoever comes second is told how it ended. `words`: why, for the member; may be empty. */
  handle(invocation: Invocation, generationId: string, deed: CaseDeed, words: string): Promise<CaseOutcome>
  /** Takes that back within a day: the clip comes back, the block ends, the case is open again. */
  undo(invocation: Invocation, generationId: string): Promise<void>
}
