import { MoodreelError } from '../../core/errors.ts'
import type { Invocation } from '../../core/platform.ts'
import { notice, type Post } from '../../core/post.ts'
import type { Sanction } from '../../core/sanction.ts'
import { type Sentence, say, type Text } from '../../core/words/sentence.ts'
import { timestamp } from '../../core/words/timestamp.ts'
import type { MemberKey } from '../../storage/ledger-entry.ts'
import { deedId } from '../admission/auditor.ts'
import type { Parts } from '../parts.ts'
import type { TellMember } from './tell-member.ts'

/** What a moderator imposes on a member. The right to it was looked at before. */
export interface Imposed {
  reason: string
  /** As the member reads it, where the reason is a sentence of ours. */
  words?: Text | undefined
  generationId?: string | undefined
}

const sentenceOf = ({ kind, until }: Pick<Sanction, 'kind' | 'until'>, reason: Text): Sentence => {
  if (kind === 'warning') return reason === '' ? say('member.warnedOnly') : say('member.warned', { reason })
  return until === null ? say('member.blockedForGood', { reason }) : say('member.blockedFor', { reason, until: timestamp(until) })
}

/** Warns and blocks members, tells them, and takes it back. */
export const createSanctioning = (parts: Pick<Parts, 'clock' | 'members' | 'sanctions'>, tellMember: TellMember) => {
  const impose = async (
    invocation: Invocation,
    member: MemberKey,
    kind: Sanction['kind'],
    until: number | null,
    { reason, words = reason, generationId }: Imposed,
  ): Promise<{ sanctionId: string; told: boolean }> => {
    const id = deedId(invocation, kind, member.memberId)
    const sanction = { id, kind, reason, until, byName: invocation.member.name, at: parts.clock.now(), generationId: generationId ?? null }
    await parts.sanctions.add(member, sanction)
    const post: Post = {
      ...notice(sentenceOf({ kind, until }, words)),
      actions: [{ command: 'appeal', argument: id, label: say('member.appeal') }],
    }
    return { sanctionId: id, told: await tellMember(member, `sanction:${id}`, post) }
  }

  return {
    warn: (invocation: Invocation, member: MemberKey, imposed: Imposed) => impose(invocation, member, 'warning', null, imposed),

    async block(invocation: Invocation, member: MemberKey, forMs: number | null, imposed: Imposed) {
      const now = parts.clock.now()
      const until = forMs === null ? null : now + forMs
      const block = { reason: imposed.reason, until, by: invocation.member.id, byName: invocation.member.name, at: now }
      await parts.members.setBlock(member, block, now)
      return { block, ...(await impose(invocation, member, 'block', until, imposed)) }
    },

    /** Lets the member make clips again. */
    async unblock(member: MemberKey): Promise<void> {
      const now = parts.clock.now()
      await parts.members.setBlock(member, null, now)
      await parts.sanctions.endBlock(member, now)
    },

    /** As if it had never been: the block ends where it is still this one. */
    async withdraw(id: string): Promise<void> {
      const found = await parts.sanctions.find(id)
      if (!found) throw new MoodreelError('not_found', say('moderator.noSuchSanction'))
      const member = { ...found.workspace, memberId: found.memberId }
      if (found.kind === 'block' && found.endedAt === null) await parts.members.setBlock(member, null, parts.clock.now())
      await parts.sanctions.withdraw(id)
    },
  }
}
export type Sanctioning = ReturnType<typeof createSanctioning>
