import type { ChannelSettings, ChannelTerms } from '../channel.ts'
import type { Model } from '../model.ts'
import type { RequestDraft } from '../request.ts'
import { say, type Text } from '../words/sentence.ts'
import { canMake } from './can-make.ts'
import { modelCalled } from './model-called.ts'

/** What a channel says of a request: its models and its defaults, or the sentence for which it is refused there. */
export interface ChannelAnswer {
  /** The part of the catalogue to choose from, fallbacks and quick versions too. */
  models: readonly Model[]
  defaults: ChannelTerms['defaults']
  refused?: Text
}

const canDo = (model: Model, draft: RequestDraft): boolean => !model.unavailable && canMake(model, draft)

/** The operator's sentence is about what the operator set. */
const refusalBy = (terms: ChannelTerms, bound: keyof ChannelSettings, sentence: Text): Text =>
  terms.own.includes(bound) ? sentence : (terms.reason ?? sentence)

/** Why a channel takes no request of somebody with a tier, whatever it is; undefined where it takes some. */
export const closedTo = (terms: ChannelTerms | undefined, tier: string): Text | undefined =>
  terms?.tiers && !terms.tiers.includes(tier) ? refusalBy(terms, 'tiers', say('fit.channelTiers', { tiers: terms.tiers })) : undefined

/**
 * What a channel says of a request of somebody with a tier: refused when its mode, its model or the tier is not allowed there. The
 * catalogue comes back narrowed to the channel's models, so that a model is chosen, and a fallback found, among these.
 */
export const channelRules = (
  draft: RequestDraft,
  terms: ChannelTerms | undefined,
  models: readonly Model[],
  tier: string,
): ChannelAnswer => {
  if (!terms) return { models, defaults: {} }
  const closed = closedTo(terms, tier)
  if (closed) return { models, defaults: {}, refused: closed }
  const refuse = (bound: keyof ChannelSettings, sentence: Text): ChannelAnswer => ({
    models,
    defaults: {},
    refused: refusalBy(terms, bound, sentence),
  })
  if (terms.modes && !terms.modes.includes(draft.mode)) return refuse('modes', say('fit.channelModes', { modes: terms.modes }))

  const allowed = models.filter(({ name }) => terms.models?.includes(name) ?? true)
  const asked = draft.model === undefined ? undefined : modelCalled(draft.model, models, draft.mode)?.name
  if (asked !== undefined && !allowed.some(({ name }) => name === asked)) {
    const others = allowed.filter((model) => canDo(model, draft)).map(({ name }) => name)
    return refuse(
      'models',
      others.length > 0
        ? say('fit.channelModels', { model: asked, models: others.slice(0, 5) })
        : say('fit.channelModel', { model: asked }),
    )
  }
  if (terms.models && !allowed.some((model) => canDo(model, draft))) {
    return refuse('models', say('fit.channelCannot', { mode: draft.mode }))
  }
  return { models: allowed, defaults: terms.defaults }
}
