import { MoodreelError } from './errors.ts'
import { creditsFromUsd } from './ledger.ts'
import type { Model } from './model.ts'
import type { ResolvedRequest } from './request.ts'

/**
 * What one generation will cost, in whole credits, by its model's price row. A clip whose length only the provider
 * decides is taken at the longest source that the model accepts, so that a hold is never too small.
 */
export const estimateCredits = (request: Pick<ResolvedRequest, 'durationSeconds'>, model: Model): number => {
  const { usdPerClip = 0, usdPerSecond = 0 } = model.price
  const seconds = request.durationSeconds ?? model.video.maxSeconds
  if (usdPerSecond > 0 && seconds === undefined) {
    throw new MoodreelError('bad_config', `${model.name} is priced by the second but has no duration; tell the operator.`)
  }
  return creditsFromUsd(usdPerClip + usdPerSecond * (seconds ?? 0))
}

/** A price as a person compares it: `8.4 credits a second`. */
export const priceWords = (model: Pick<Model, 'price'>): string => {
  const credits = (usd: number, per: string): string[] => {
    const amount = Math.round(usd * 1e4) / 100
    return usd > 0 ? [`${amount} ${amount === 1 ? 'credit' : 'credits'} a ${per}`] : []
  }
  return [...credits(model.price.usdPerClip ?? 0, 'clip'), ...credits(model.price.usdPerSecond ?? 0, 'second')].join(' and ') || 'free'
}
