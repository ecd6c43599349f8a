import { MoodreelError } from './errors.ts'
import { creditsFromUsd } from './ledger.ts'
import type { Model } from './model.ts'
import type { ResolvedRequest } from './request.ts'

type Priced = Pick<ResolvedRequest, 'mode' | 'durationSeconds' | 'resolution' | 'generateAudio'>

/** The price that the request's settings have: the first case that fits, or else the row's own. */
const priceFor = (request: Priced, { price }: Pick<Model, 'price'>): Pick<Model['price'], 'usdPerClip' | 'usdPerSecond'> =>
  price.cases.find(({ when }) => (Object.keys(when) as (keyof Priced)[]).every((word) => when[word] === request[word])) ?? price

/**
 * What one generation will cost, in whole credits, by its model's price row. A clip whose length only the provider
 * decides is taken at the longest source that the model accepts, so that a hold is never too small.
 */
export const estimateCredits = (request: Priced, model: Model): number => {
  const { usdPerClip = 0, usdPerSecond = 0 } = priceFor(request, model)
  const seconds = request.durationSeconds ?? model.video.maxSeconds
  if (usdPerSecond > 0 && seconds === undefined) {
    throw new MoodreelError('bad_config', `${model.name} is priced by the second but has no duration; tell the operator.`)
  }
  return creditsFromUsd(usdPerClip + usdPerSecond * (seconds ?? 0))
}

/** Credits as money: `$12.30`. */
export const dollars = (credits: number): string => `$${(credits / 100).toFixed(2)}`

/** A price as a person compares it: `8.4 credits a second`. */
export const priceWords = (model: { price: Pick<Model['price'], 'usdPerClip' | 'usdPerSecond'> }): string => {
  const credits = (usd: number, per: string): string[] => {
    const amount = Math.round(usd * 1e4) / 100
    return usd > 0 ? [`${amount} ${amount === 1 ? 'credit' : 'credits'} a ${per}`] : []
  }
  return [...credits(model.price.usdPerClip ?? 0, 'clip'), ...credits(model.price.usdPerSecond ?? 0, 'second')].join(' and ') || 'free'
}
