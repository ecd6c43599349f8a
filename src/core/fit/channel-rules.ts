import type { Model } from '../model.ts'
import type { ChannelRule } from '../policy.ts'
import type { RequestDraft } from '../request.ts'
import { say, type Text } from '../words/sentence.ts'

/** Where something was asked. A thread counts as the channel that it is in. */
export interface Place {
  platform: string
  workspace: string
  channel: string
}

/** What a channel says of a request: its models and its defaults, or the sentence for which it is refused there. */
export interface ChannelAnswer {
  /** The part of the catalogue to choose from, fallbacks and quick versions too. */
  models: readonly Model[]
  defaults: ChannelRule['defaults']
  refused?: Text
}

/** The rule of a channel: the one that names its workspace before the one that does not. */
const ruleOf = (place: Place, rules: readonly ChannelRule[]): ChannelRule | undefined => {
  const here = rules.filter(({ platform, channel }) => platform === place.platform && channel === place.channel)
  return here.find(({ workspace }) => workspace === place.workspace) ?? here.find(({ workspace }) => workspace === undefined)
}

const canDo = (model: Model, { mode }: RequestDraft): boolean => !model.unavailable && model.modes.includes(mode)

/**
 * What a channel says of a request: refused when its mode or its model is not allowed there. The catalogue comes back narrowed to the
 * channel's models, so that a model is chosen, and a fallback found, among these.
 */
export const channelRules = (draft: RequestDraft, place: Place, rules: readonly ChannelRule[], models: readonly Model[]): ChannelAnswer => {
  const rule = ruleOf(place, rules)
  if (!rule) return { models, defaults: {} }
  const refuse = (sentence: Text): ChannelAnswer => ({ models, defaults: {}, refused: rule.reason ?? sentence })
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

  return { models: allowed, defaults: rule.defaults }
}
