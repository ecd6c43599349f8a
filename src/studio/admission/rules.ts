import { MoodreelError } from '../../core/errors.ts'
import { applyChannelRules } from '../../core/fit/channel-rules.ts'
import type { Model } from '../../core/model.ts'
import type { Invocation } from '../../core/platform.ts'
import { createRuleMatcher } from '../../core/policy/match-rule.ts'
import { asksLikeness } from '../../core/policy/needs-consent.ts'
import { asTyped, joinTexts, textsOf } from '../../core/policy/texts-of.ts'
import type { RequestDraft, ResolvedRequest } from '../../core/request.ts'
import type { Tier } from '../../core/tier.ts'
import type { Text } from '../../core/words/sentence.ts'
import type { WorkspaceSettings } from '../../core/workspace.ts'
import type { Parts } from '../parts.ts'
import { createAgeLift } from './age-lift.ts'
import type { Auditor } from './auditor.ts'
import type { Standing } from './member-terms.ts'

const refuse = (sentence: Text): MoodreelError => new MoodreelError('not_allowed', sentence)

/** Whether a name fits one of a tier's patterns. */
export const mayUse = ({ models }: Pick<Tier, 'models'>, name: string): boolean =>
  models?.some((pattern) => new RegExp(`^${pattern.split('*').map(RegExp.escape).join('.*')}$`).test(name)) ?? true

const firstFitting = <Value>(values: readonly Value[], fits: (value: Value) => boolean): Value[] => [
  ...values.filter(fits),
  ...values.filter((value) => !fits(value)),
]

type Range = Exclude<Model['duration'], readonly number[] | undefined>

/** The usual length of a range, or the longest that it has within the limit. */
const defaultOf = ({ min, step = 0.1, default: usual }: Range, longestSeconds: number): number => {
  if (usual <= longestSeconds || longestSeconds < min) return usual
  return Math.round((min + Math.floor((longestSeconds - min) / step + 1e-6) * step) * 1000) / 1000
}

/** A row whose defaults lie within the limits of a tier where they can: nobody is refused for what nobody asked for. */
const defaultsWithin = (model: Model, { longestSeconds, highestResolution }: Tier): Model => {
  const { duration, resolutions } = model
  const most = Number.parseInt(highestResolution ?? '', 10)
  const shorter = Array.isArray(duration)
    ? firstFitting(duration, (seconds) => seconds <= longestSeconds)
    : duration && { ...duration, default: defaultOf(duration, longestSeconds) }
  return {
    ...model,
    ...(shorter && { duration: shorter }),
    ...(resolutions && highestResolution && { resolutions: firstFitting(resolutions, (one) => Number.parseInt(one, 10) <= most) }),
  }
}

/** The catalogue as one member of one workspace has it. */
export const modelsFor = (models: readonly Model[], tier: Tier, { modelsOff }: Pick<WorkspaceSettings, 'modelsOff'>): Model[] =>
  models.map((row) => {
    const model = defaultsWithin(row, tier)
    const off = modelsOff[model.name]
    if (model.unavailable) return model
    if (off) return { ...model, unavailable: { reason: `a moderator switched it off here (${off.reason.replace(/\.$/, '')})` } }
    return mayUse(tier, model.name) ? model : { ...model, unavailable: { reason: 'it is not among the models of your tier' } }
  })

/** The rules that a request must keep before anything is counted, held or sent. Each throws one sentence; what the policy refuses is written down. */
export const createRules = (parts: Pick<Parts, 'policy' | 'moderationService' | 'clock' | 'log'>, auditor: Auditor) => {
  const { policy, moderationService, clock, log } = parts
  const match = createRuleMatcher(policy.blocked, clock.now)
  const ageLift = createAgeLift(parts)

  const refused = async (invocation: Invocation, rule: string, sentence: string): Promise<MoodreelError> => {
    await auditor.note(invocation, 'refused.policy', invocation.member.id, { rule })
    return refuse(sentence)
  }

  return {
    /** What the place makes of a draft: its defaults filled in, the models narrowed to those of the place. */
    place(
      invocation: Invocation,
      draft: RequestDraft,
      models: readonly Model[],
      { settings, tier }: Standing,
    ): { draft: RequestDraft; models: readonly Model[] } {
      if (settings.paused) throw refuse(`Making clips is paused here (${settings.paused.reason.replace(/\.$/, '')}); try again later.`)
      if (tier.nsfw && invocation.ageRestricted === false) throw refuse('You may make clips in age-restricted channels only; ask in one.')
      if (invocation.channel === undefined) return { draft, models }
      const answer = applyChannelRules(draft, { ...invocation, channel: invocation.channel }, policy.channels, models)
      if (answer.refused) throw refuse(answer.refused)
      return answer
    },

    /** The limits of one request that need no counting. */
    limits(invocation: Invocation, model: Model, request: ResolvedRequest, { tier }: Standing): void {
      if (model.nsfw && invocation.ageRestricted === false) {
        throw refuse(`${model.name} is for age-restricted channels only; ask in one, or choose another model.`)
      }
      if ((request.durationSeconds ?? 0) > tier.longestSeconds) {
        throw new MoodreelError(
          'quota_exceeded',
          `A clip may be at most ${tier.longestSeconds} s long for you; ask for a shorter duration.`,
        )
      }
      const { highestResolution } = tier
      if (highestResolution && Number.parseInt(request.resolution ?? '0', 10) > Number.parseInt(highestResolution, 10)) {
        throw new MoodreelError('quota_exceeded', `${highestResolution} is the most for you; ask for a lower resolution.`)
      }
    },

    /**
     * Every text of a request, and `names` as they are written and word by word, as it is stored and as it was shown when it was typed:
     * the policy's own rules, then the moderation service. What is not to be seen counts like the rest, for models are known to show what
     * they should not.
     */
    async words(invocation: Invocation, draft: RequestDraft, names: readonly string[] = []): Promise<void> {
      const texts = [...textsOf(draft), ...names.flatMap((name) => [name, name.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')])]
      const lifted = ageLift.isLifted(invocation)
      const broken = match([...joinTexts(texts), ...asTyped(invocation.input)], (rule) => !lifted || !ageLift.isOutside(rule))
      if (broken) throw await refused(invocation, broken.rule, broken.reason)
      if (!moderationService || !policy.moderation.prompts) return
      const answer = ageLift.forgive(await moderationService.checkText(texts.join('\n')), lifted)
      if (answer.kind === 'flagged') {
        throw await refused(invocation, answer.categories.join(' '), 'This prompt is not allowed here; say it another way.')
      }
      if (answer.kind === 'clean') return
      const closed = ageLift.isClosed(lifted)
      log.error({ cause: answer.cause, closed }, 'the moderation service does not answer')
      if (closed) throw refuse('Prompts cannot be checked at the moment; please try again in a few minutes.')
    },

    /** Pictures of people need a line confirmed, once. */
    likeness(draft: RequestDraft, { member }: Standing): void {
      const { ask, sentence } = policy.likeness
      if (!ask || member.consentedAt !== null || !asksLikeness(draft)) return
      throw refuse(`Before your first clip from a picture or a video, confirm with /consent: “${sentence}”`)
    },
  }
}
