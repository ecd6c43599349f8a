import { MoodreelError } from '../errors.ts'
import { creditsFromUsd, type Roof } from '../ledger.ts'
import { modeFacts } from '../mode-facts.ts'
import type { Model } from '../model.ts'
import type { Invocation } from '../platform.ts'
import type { ResolvedRequest } from '../request.ts'
import { dollars } from '../words/dollars.ts'
import { type Sentence, say } from '../words/sentence.ts'

type Priced = Pick<ResolvedRequest, 'mode' | 'durationSeconds' | 'resolution' | 'generateAudio' | 'factor'> &
  Partial<Pick<ResolvedRequest, 'continues' | 'speech' | 'shots' | 'referenceImages' | 'referenceVideos'>>

/** What a price may hang on. Undefined is what the provider decides. */
type Facts = Model['price']['cases'][number]['when']

const factsOf = (request: Priced): Facts => ({
  mode: request.mode,
  durationSeconds: request.durationSeconds,
  resolution: request.resolution,
  generateAudio: request.generateAudio,
  factor: request.factor,
  continues: request.continues ?? false,
  speech: request.speech !== undefined,
  shots: request.shots !== undefined,
  referenceImages: (request.referenceImages ?? []).length > 0,
  referenceVideos: (request.referenceVideos ?? []).length > 0,
})

type Price = Pick<Model['price'], 'usdPerClip' | 'usdPerSecond'>

/**
 * The prices that the request may have: the first case that fits, or else the row's own; before it every case that would fit if the
 * provider decided so what the request leaves open.
 */
const pricesFor = (request: Priced, { price }: Pick<Model, 'price'>): Price[] => {
  const prices: Price[] = []
  const facts = factsOf(request)
  for (const one of price.cases) {
    const words = Object.keys(one.when) as (keyof Facts)[]
    if (!words.every((word) => one.when[word] === facts[word] || facts[word] === undefined)) continue
    prices.push(one)
    if (words.every((word) => one.when[word] === facts[word])) return prices
  }
  return [...prices, price]
}

const longestOf = ({ duration }: Pick<Model, 'duration'>): number | undefined =>
  Array.isArray(duration) ? Math.max(...duration) : duration?.max

/**
 * For how many seconds the provider may bill: of a video that is made over for the longest that the model takes, for vendors bill it
 * by the source whatever length was asked for; of a length that only the provider decides for the longest that there is.
 */
const secondsOf = ({ mode, durationSeconds: asked }: Priced, model: Model): number | undefined => {
  if (modeFacts[mode].source === 'video' && model.video.maxSeconds !== undefined) return Math.max(asked ?? 0, model.video.maxSeconds)
  return asked ?? longestOf(model) ?? model.video.maxSeconds
}

/** What one generation may cost at most, in whole credits, by its model's price row: so that a hold is never too small. */
export const estimateCredits = (request: Priced, model: Model): number => {
  const seconds = secondsOf(request, model)
  const costs = pricesFor(request, model).map(({ usdPerClip = 0, usdPerSecond = 0 }) => {
    if (usdPerSecond > 0 && seconds === undefined) {
      throw new MoodreelError('bad_config', say('fit.noPriceKnown', { model: model.name }))
    }
    return usdPerClip + usdPerSecond * (seconds ?? 0)
  })
  return creditsFromUsd(Math.max(...costs))
}

/** What each second more would cost, in credits with one decimal; null where the length decides nothing. */
export const creditsPerSecond = (request: Priced, model: Model): number | null => {
  const { duration } = model
  const isFixed = duration === undefined || (Array.isArray(duration) && duration.length < 2)
  if (isFixed || (modeFacts[request.mode].source === 'video' && model.video.maxSeconds !== undefined)) return null
  const usdPerSecond = Math.max(...pricesFor(request, model).map((price) => price.usdPerSecond ?? 0))
  return usdPerSecond > 0 ? Math.round(usdPerSecond * 1000) / 10 : null
}

/** The worst case in money: over everybody, and in one place. */
export const worstCase = ({ day, month }: Roof, budgetCredits: number | null): Sentence => {
  const money = (credits: number | null): string | null => (credits === null ? null : dollars(credits))
  return say('fit.worstCase', { day: money(day), month: money(month), here: money(budgetCredits) })
}

/** What the operator's own machine draws for the operator costs nobody anything. */
export const costsNothing = ({ member }: Pick<Invocation, 'member'>, { price }: Pick<Model, 'price'>): boolean =>
  member.owner === true && price.nominal === true

/** The price as whoever runs the bot reads it, who pays for no preview on the machine itself. */
export const ownersPriceWords = (model: Pick<Model, 'price'>): Sentence =>
  model.price.nominal ? say('fit.freeHere', { price: priceWords(model) }) : priceWords(model)

/** A price as a person compares it: `8.4 credits per second`. */
export const priceWords = ({ price }: { price: Pick<Model['price'], 'usdPerClip' | 'usdPerSecond'> }): Sentence => {
  const creditsOf = (usd = 0): number => Math.round(usd * 1e4) / 100
  const [perClip, perSecond] = [creditsOf(price.usdPerClip), creditsOf(price.usdPerSecond)]
  if (perClip > 0 && perSecond > 0) return say('fit.creditsPerClipAndSecond', { perClip, perSecond })
  if (perSecond > 0) return say('fit.creditsPerSecond', { credits: perSecond })
  return perClip > 0 ? say('fit.creditsPerClip', { credits: perClip }) : say('fit.free')
}
