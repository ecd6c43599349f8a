import type { Model } from '../model.ts'
import type { ChannelRule } from '../policy.ts'
import type { RequestDraft } from '../request.ts'
import { say, type Text } from '../words/sentence.ts'
import { allows } from './check-request.ts'
import { chooseModel } from './choose-model.ts'

/** Where something was asked. A thread counts as the channel that it is in. */
export interface Place {
  platform: string
  workspace: string
  channel: string
}

/** A draft with the channel's defaults filled in and the models that are allowed, or the sentence for which it is refused there. */
export interface ChannelAnswer {
  draft: RequestDraft
  /** The part of the catalogue to choose from, fallbacks and quick versions too. */
  models: readonly Model[]
  refused?: Text
}

/** The rule of a channel: the one that names its workspace before the one that does not. */
const ruleOf = (place: Place, rules: readonly ChannelRule[]): ChannelRule | undefined => {
  const here = rules.filter(({ platform, channel }) => platform === place.platform && channel === place.channel)
  return here.find(({ workspace }) => workspace === place.workspace) ?? here.find(({ workspace }) => workspace === undefined)
}

const canDo = (model: Model, { mode }: RequestDraft): boolean => !model.unavailable && model.modes.includes(mode)

/** A default is nobody's wish: what the model cannot take, or what the source's own shape and length decide, is left out. */
const withDefaults = (draft: RequestDraft, { defaults }: ChannelRule, model: Model): RequestDraft => {
  const { aspect, duration, resolution } = defaults
  const filled = { ...draft }
  const hasSource = draft.firstFrame !== undefined || draft.video !== undefined
  const isStill = draft.mode === 't2i' || draft.mode === 'i2i'
  if (aspect && !hasSource && model.aspectRatios?.includes(aspect)) filled.aspectRatio ??= aspect
  if (duration && !draft.video && !isStill && model.duration && allows(model.duration, duration)) filled.durationSeconds ??= duration
  if (resolution && model.resolutions?.includes(resolution)) filled.resolution ??= resolution
  return filled
}

/**
 * What a channel makes of a request: refused when its mode or its model is not allowed there, else filled up with the
 * channel's defaults where nothing was asked for. The catalogue comes back narrowed to the channel's models, so that
 * whoever chooses or falls back chooses among these. Throws what `chooseModel` throws.
 */
export const applyChannelRules = (
  draft: RequestDraft,
  place: Place,
  rules: readonly ChannelRule[],
  models: readonly Model[],
): ChannelAnswer => {
  const rule = ruleOf(place, rules)
  if (!rule) return { draft, models }
  const refuse = (sentence: Text): ChannelAnswer => ({ draft, models, refused: rule.reason ?? sentence })
  if (rule.modes && !rule.modes.includes(draft.mode)) return refuse(say('fit.channelModes', { modes: rule.modes }))

  const allowed = models.filter(({ name }) => rule.models?.includes(name) ?? true)
  const asked = models.find(({ name }) => name === draft.model?.toLowerCase())?.name
  if (asked !== undefined && !allowed.some(({ name }) => name === asked)) {
    const others = allowed.filter((model) => canDo(model, draft)).map(({ name }) => name)
    return refuse(
      others.length > 0
        ? say('fit.channelModels', { model: asked, models: others.slice(0, 5) })
        : say('fit.channelModel', { model: asked }),
    )
  }
  if (rule.models && !allowed.some((model) => canDo(model, draft))) return refuse(say('fit.channelCannot', { mode: draft.mode }))

  const usual = allowed.find((model) => model.name === rule.defaults.model && canDo(model, draft))
  const settled = draft.model === undefined && !draft.quick && usual ? { ...draft, model: usual.name } : draft
  return { draft: withDefaults(settled, rule, chooseModel(settled, allowed)), models: allowed }
}
