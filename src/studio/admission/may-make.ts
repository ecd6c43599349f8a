import type { Invocation } from '../../core/platform.ts'
import type { RequestDraft } from '../../core/request.ts'
import type { Parts } from '../parts.ts'
import type { createDirectRules } from './direct-rules.ts'
import type { MemberTerms } from './member-terms.ts'
import { blockedOut } from './over-limit.ts'
import { modelsFor, type Rules, reasonsOff } from './rules.ts'

/** Throws MoodreelError `not_allowed` where nothing can come of a draft of somebody. */
export type MayMake = (invocation: Invocation, draft: RequestDraft) => Promise<void>

/**
 * What is looked at before a file is fetched for a clip, or a link is given to send one by: whether its member is blocked, and whether anything
 * is made where they are. It costs a few rows, refuses with the sentences of admission, and takes nothing from it: what counts, costs or is
 * counted is looked at there.
 */
export const createMayMake =
  (
    { catalogue, clock }: Pick<Parts, 'catalogue' | 'clock'>,
    {
      rules,
      directRules,
      termsOf,
    }: {
      rules: Pick<Rules, 'place'>
      directRules: ReturnType<typeof createDirectRules>
      termsOf(invocation: Invocation): Promise<MemberTerms>
    },
  ): MayMake =>
  async (invocation, draft) => {
    const terms = await termsOf(invocation)
    const { block } = terms.member
    if (block && (block.until === null || block.until > clock.now())) throw blockedOut(block)
    const off = { ...(await directRules(invocation)), ...reasonsOff(terms.settings) }
    rules.place(invocation, draft, modelsFor(catalogue.models(), terms.tier, off), terms)
  }
