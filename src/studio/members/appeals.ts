import { MoodreelError } from '../../core/errors.ts'
import type { Invocation } from '../../core/platform.ts'
import { notice, type Post } from '../../core/post.ts'
import type { Appeal, AppealOutcome, Sanction } from '../../core/sanction.ts'
import { member } from '../../core/words/mention.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import { timestamp } from '../../core/words/timestamp.ts'
import { spaceOf, type WorkspaceKey } from '../../core/workspace.ts'
import type { MemberKey } from '../../storage/ledger-entry.ts'
import type { Auditor } from '../admission/auditor.ts'
import type { Desk } from '../admission/desk.ts'
import type { Parts } from '../parts.ts'
import type { Sanctioning } from './sanctions.ts'
import type { TellMember } from './tell-member.ts'

type Found = Sanction & { workspace: WorkspaceKey }

const appealKey = (sanctionId: string): string => `appeal:${sanctionId}`

const sanctionWords = ({ kind, byName, until }: Sanction): Text => {
  if (kind === 'warning') return say('moderator.warnedBy', { name: byName })
  return until === null
    ? say('moderator.blockedForGoodBy', { name: byName })
    : say('moderator.blockedUntilBy', { name: byName, until: timestamp(until) })
}

/** The appeal as moderators see it: with its buttons, or with what was answered. */
const appealPost = (sanction: Sanction, memberName: string, { words, answer }: Appeal, told = true): Post => ({
  ...notice(say('moderator.appealOf', { name: member(sanction.memberId, memberName) })),
  kind: 'report',
  facts: [
    sanctionWords(sanction),
    sanction.reason || say('moderator.noReason'),
    ...(answer ? [say(`moderator.${answer.kind}By`, { name: answer.byName }), timestamp(answer.at)] : []),
  ],
  warnings: told ? [] : [say('moderator.notToldDirectly', { name: member(sanction.memberId, memberName) })],
  fields: words === '' ? [] : [{ name: say('moderator.appealWords'), value: words }],
  actions: answer
    ? []
    : [
        { command: 'mod', argument: `lift-${sanction.id}`, label: say('moderator.lift'), style: 'danger' },
        { command: 'mod', argument: `keep-${sanction.id}`, label: say('moderator.keep') },
      ],
})

/** A member appeals once against a warning or a block, which may be said where they were told; moderators of its place answer. */
export const createAppeals = (
  parts: Pick<Parts, 'clock' | 'members' | 'sanctions'>,
  tools: { auditor: Auditor; desk: Desk; sanctioning: Sanctioning; tellMember: TellMember },
) => {
  /** What a member may appeal against: the one that a button names, or the last here. Throws MoodreelError with why not. */
  const appealable = async (invocation: Invocation, sanctionId: string | undefined): Promise<Found> => {
    const { platform, workspace, member: asker } = invocation
    const last = sanctionId === undefined ? await parts.sanctions.last({ platform, workspace, memberId: asker.id }) : null
    const found = await parts.sanctions.find(sanctionId ?? last?.id ?? '')
    if (!found || found.workspace.platform !== platform || found.memberId !== asker.id) {
      throw new MoodreelError('not_found', say('member.nothingToAppeal'))
    }
    if (found.appeal) throw new MoodreelError('not_allowed', say('member.appealedAlready'))
    const isOver = found.endedAt !== null || (found.until !== null && found.until <= parts.clock.now())
    if (isOver) throw new MoodreelError('not_allowed', say('member.nothingToAppeal'))
    return found
  }

  return {
    appealable,

    /** Takes the words out of what a member ever said against a sanction, also at the moderators' cards. */
    async erase(who: MemberKey): Promise<void> {
      for (const sanction of await parts.sanctions.forgetWords(who)) {
        if (sanction.appeal) await tools.desk.amend(who, appealKey(sanction.id), appealPost(sanction, '', sanction.appeal))
      }
    },

    async appeal(invocation: Invocation, sanctionId: string | undefined, words: string): Promise<void> {
      const found = await appealable(invocation, sanctionId)
      const appeal = { words, at: parts.clock.now() }
      if (!(await parts.sanctions.appeal(found.id, appeal))) throw new MoodreelError('not_allowed', say('member.appealedAlready'))
      const place = { ...invocation, ...found.workspace }
      await tools.auditor.note(place, 'appeal', found.memberId, { words })
      await tools.desk.tell(found.workspace, appealKey(found.id), appealPost(found, invocation.member.name, appeal))
    },

    /** Lifts what was appealed against, or keeps it, and tells the member. Whoever comes second is told who was first. */
    async answer(invocation: Invocation, sanctionId: string, kind: 'lifted' | 'kept'): Promise<AppealOutcome> {
      const verb = kind === 'lifted' ? 'lift' : 'keep'
      await tools.auditor.allow(invocation, verb, sanctionId)
      const found = await parts.sanctions.find(sanctionId)
      if (!found?.appeal || spaceOf(found.workspace) !== spaceOf(invocation)) {
        throw new MoodreelError('not_found', say('moderator.noSuchSanction'))
      }
      const { appeal, workspace, memberId } = found
      if (appeal.answer) return { kind: 'over', answer: appeal.answer }
      const answer = { kind, byName: invocation.member.name, at: parts.clock.now() }
      if (!(await parts.sanctions.answer(sanctionId, appeal, { ...appeal, answer }))) {
        const first = (await parts.sanctions.find(sanctionId))?.appeal?.answer
        return { kind: 'over', answer: first ?? answer }
      }
      const theirs = { ...workspace, memberId }
      if (kind === 'lifted' && found.kind === 'warning') await tools.sanctioning.withdraw(sanctionId)
      if (kind === 'lifted' && found.kind === 'block' && found.endedAt === null) await tools.sanctioning.unblock(theirs)
      await tools.auditor.note(invocation, verb, memberId)
      const told = await tools.tellMember(theirs, `appealed:${sanctionId}`, notice(say(`member.${kind}`)))
      const { name } = await parts.members.find(theirs)
      await tools.desk.amend(workspace, appealKey(sanctionId), appealPost(found, name, { ...appeal, answer }, told))
      return { kind: 'done', told }
    },
  }
}
export type Appeals = ReturnType<typeof createAppeals>
