import type { Invocation } from '../../core/platform.ts'
import { joinTexts, textsOf } from '../../core/policy/texts-of.ts'
import type { RequestDraft } from '../../core/request.ts'
import type { ModerationAnswer } from '../../net/moderation-service.ts'
import type { Parts } from '../parts.ts'

/** What the policy lets pass where adults are, and what that takes. */
export const createAgeLift = ({ policy, matchRules, moderationService }: Pick<Parts, 'policy' | 'matchRules' | 'moderationService'>) => {
  /** Whether a rule counts only outside. */
  const isOutside = (rule: string): boolean => policy.ageRestricted.blockedOutside.includes(rule)
  const mayLift = (): boolean => {
    const { lift } = policy.ageRestricted
    return lift === 'always' || (lift === 'with-service' && moderationService !== null && policy.moderation.prompts)
  }

  return {
    /** Whether the rules for other places do not count where this was said. */
    isLifted: (invocation: Pick<Invocation, 'ageRestricted'>): boolean => mayLift() && invocation.ageRestricted === true,

    /** Whether a request was let in only because its place was lifted. */
    wasLifted: (request: RequestDraft): boolean => mayLift() && matchRules(joinTexts(textsOf(request)), isOutside) !== null,

    isOutside,

    /** What the service said, without the categories that do not count where the place is lifted. */
    forgive(answer: ModerationAnswer, lifted: boolean): ModerationAnswer {
      if (answer.kind !== 'flagged' || !lifted || answer.categories.length === 0) return answer
      const categories = answer.categories.filter((category) => !policy.ageRestricted.flaggedOutside.includes(category))
      return categories.length === 0 ? { kind: 'clean' } : { kind: 'flagged', categories }
    },

    /** What is left of an answer once the categories are gone for which a clip is covered, and not refused. */
    uncovered(answer: ModerationAnswer): ModerationAnswer {
      if (answer.kind !== 'flagged' || answer.categories.length === 0) return answer
      const categories = answer.categories.filter((category) => !policy.moderation.cover.includes(category))
      return categories.length === 0 ? { kind: 'clean' } : { kind: 'flagged', categories }
    },

    /** Whether an answer that does not come refuses. A lift that needs the service needs its answer. */
    isClosed: (lifted: boolean): boolean =>
      policy.moderation.whenDown === 'closed' || (lifted && policy.ageRestricted.lift === 'with-service'),
  }
}
