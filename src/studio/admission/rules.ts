import { type ChannelTerms, channelTerms } from '../../core/channel.ts'
import { MoodreelError } from '../../core/errors.ts'
import { type ChannelAnswer, channelRules, closedTo } from '../../core/fit/channel-rules.ts'
import type { Model } from '../../core/model.ts'
import type { Invocation } from '../../core/platform.ts'
import type { BrokenRule } from '../../core/policy/match-rule.ts'
import { needsConsent } from '../../core/policy/needs-consent.ts'
import { asTyped, joinTexts, textsOf } from '../../core/policy/texts-of.ts'
import type { RequestDraft, ResolvedRequest } from '../../core/request.ts'
import type { Tier } from '../../core/tier.ts'
import { role } from '../../core/words/mention.ts'
import { say, type Text } from '../../core/words/sentence.ts'
import { isDirect, type WorkspaceKey, type WorkspaceSettings } from '../../core/workspace.ts'
import type { Parts } from '../parts.ts'
import { createAgeLift } from './age-lift.ts'
import type { Auditor } from './auditor.ts'
import type { MemberTerms } from './member-terms.ts'
import type { OwnRules } from './own-rules.ts'

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

/** Why moderators of a workspace turned models off, by their names. */
export const reasonsOff = ({ modelsOff }: Pick<WorkspaceSettings, 'modelsOff'>): Record<string, Text> =>
  Object.fromEntries(
    Object.entries(modelsOff).map(([name, { reason }]) => [
      name,
      reason === '' ? say('member.turnedOff') : say('member.turnedOffBecause', { reason: reason.replace(/\.$/, '') }),
    ]),
  )

/** The catalogue as one member of one workspace has it. `off` tells why a model is turned off there, by its name. */
export const modelsFor = (models: readonly Model[], tier: Tier, off: Readonly<Record<string, Text>>): Model[] =>
  models.map((row) => {
    const model = defaultsWithin(row, tier)
    const reason = off[model.name] ?? (mayUse(tier, model.name) ? undefined : say('member.notInTier'))
    return model.unavailable || reason === undefined ? model : { ...model, unavailable: { reason } }
  })

/** The rules that a request must keep before anything is counted, held or sent. Each throws one sentence; what the policy refuses is written down. */
export const createRules = (
  parts: Pick<Parts, 'policy' | 'matchRules' | 'moderationService' | 'log' | 'members'>,
  auditor: Auditor,
  ownRules: Pick<OwnRules, 'matcher'>,
) => {
  const { policy, matchRules, moderationService, log } = parts
  const ageLift = createAgeLift(parts)

  const refused = async (invocation: Invocation, rule: string, sentence: Text): Promise<MoodreelError> => {
    await auditor.note(invocation, 'refused.policy', invocation.member.id, { rule })
    return refuse(sentence)
  }

  /** Where the rules of moderators count: in direct messages those of wherever the person belongs. */
  const placesOf = async ({ platform, workspace, member }: Invocation): Promise<WorkspaceKey[]> => {
    if (!isDirect(workspace)) return [{ platform, workspace }]
    const places = await parts.members.placesOf(platform, member.id)
    return places.flatMap((place) => (isDirect(place.workspace) ? [] : [{ platform, workspace: place.workspace }]))
  }

  /** The first rule that texts break where something was said: of the policy, then of the workspace's moderators. */
  const find = async (invocation: Invocation, given: readonly string[]): Promise<BrokenRule | null> => {
    const lifted = ageLift.isLifted(invocation)
    const texts = [...joinTexts(given), ...asTyped(invocation.input)]
    const broken = matchRules(texts, (rule) => !lifted || !ageLift.isOutside(rule))
    if (broken) return broken
    for (const place of await placesOf(invocation)) {
      const own = (await ownRules.matcher(place))(texts)
      if (own) return own
    }
    return null
  }

  const channelHere = ({ channel, platform, workspace }: Invocation, settings: WorkspaceSettings): ChannelTerms | undefined =>
    channel === undefined ? undefined : channelTerms({ platform, workspace, channel }, policy.channels, settings.channels)

  /** Whether somebody may make anything where they say it, whatever it is. Throws for those who may not. */
  const ensureMayMake = (invocation: Invocation, { settings, tier }: MemberTerms): void => {
    if (settings.paused) {
      const { reason } = settings.paused
      throw refuse(reason === '' ? say('policy.paused') : say('policy.pausedBecause', { reason }))
    }
    const { member } = invocation
    if (!member.moderator && settings.setUp?.closed) throw refuse(say('policy.notOpenYet'))
    if (!member.moderator && settings.makers && !member.roles.includes(settings.makers.id)) {
      throw refuse(say('policy.onlyRole', { role: role(settings.makers.id, settings.makers.name) }))
    }
    if (tier.nsfw && invocation.ageRestricted === false) throw refuse(say('policy.ageRestrictedOnly'))
    const closed = closedTo(channelHere(invocation, settings), tier.name)
    if (closed) throw refuse(closed)
  }

  return {
    find,
    ensureMayMake,

    /** What the place says of a draft: its defaults, the models narrowed to those of the place, and its pace. */
    place(
      invocation: Invocation,
      draft: RequestDraft,
      models: readonly Model[],
      terms: MemberTerms,
    ): Pick<ChannelAnswer, 'models' | 'defaults'> & { clipsPerHour?: number | undefined } {
      ensureMayMake(invocation, terms)
      const here = channelHere(invocation, terms.settings)
      const answer = channelRules(draft, here, models, terms.tier.name)
      if (answer.refused) throw refuse(answer.refused)
      return { ...answer, clipsPerHour: here?.clipsPerHour }
    },

    /** What the member's tier allows in one request, without counting. */
    ensureInTier(invocation: Invocation, model: Model, request: ResolvedRequest, { tier }: MemberTerms): void {
      if (model.nsfw && invocation.ageRestricted === false) {
        throw refuse(say('policy.modelAgeRestricted', { model: model.name }))
      }
      if ((request.durationSeconds ?? 0) > tier.longestSeconds) {
        throw new MoodreelError('quota_exceeded', say('limits.longestSeconds', { seconds: tier.longestSeconds }))
      }
      const { highestResolution } = tier
      if (highestResolution && Number.parseInt(request.resolution ?? '0', 10) > Number.parseInt(highestResolution, 10)) {
        throw new MoodreelError('quota_exceeded', say('limits.highestResolution', { resolution: highestResolution }))
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
      const broken = await find(invocation, texts)
      if (broken) throw await refused(invocation, broken.rule, broken.reason)
      if (!moderationService || !policy.moderation.prompts) return
      const answer = ageLift.forgive(await moderationService.checkText(texts.join('\n')), lifted)
      if (answer.kind === 'flagged') {
        throw await refused(invocation, answer.categories.join(' '), say('policy.notAllowed'))
      }
      if (answer.kind === 'clean') return
      const closed = ageLift.isClosed(lifted)
      log.error({ cause: answer.cause, closed }, 'the moderation service does not answer')
      if (closed) throw refuse(say('policy.unchecked'))
    },

    /** Pictures of people need a line confirmed, once. */
    ensureConsent(draft: RequestDraft, { member }: MemberTerms): void {
      const { ask, sentence: rule = say('policy.likeness') } = policy.likeness
      if (!ask || member.consentedAt !== null || !needsConsent(draft)) return
      throw refuse(say('policy.confirmFirst', { rule }))
    },
  }
}

export type Rules = ReturnType<typeof createRules>
