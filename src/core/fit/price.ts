import { MoodreelError } from '../errors.ts'
import { creditsFromUsd, type Roof } from '../ledger.ts'
import { makesStill } from '../made.ts'
import { modeFacts } from '../mode-facts.ts'
import type { ListPrice, Model } from '../model.ts'
import type { Invocation } from '../platform.ts'
import { dollars } from '../words/dollars.ts'
import { type Sentence, say } from '../words/sentence.ts'
import { type Facts, type Priced, priceFacts, settingsOf } from './price-facts.ts'

type Price = Pick<ListPrice, 'usdPerClip' | 'usdPerSecond'>

/**
 * The prices that the request may have: the first case that fits, or else the row's own; before it every case that would fit if the
 * provider decided so what the request leaves open.
 */
const pricesFor = (request: Priced, price: ListPrice): Price[] => {
  const prices: Price[] = []
  const facts = priceFacts(request)
  for (const one of price.cases) {
    const words = Object.keys(one.when) as (keyof Facts)[]
    if (!words.every((word) => one.when[word] === facts[word] || facts[word] === undefined)) continue
    prices.push(one)
    if (words.every((word) => one.when[word] === facts[word])) return prices
  }
  return [...prices, price]
}

const longestOf = ({ duration }: { duration?: Model['duration'] }): number | undefined =>
  Array.isArray(duration) ? Math.max(...duration) : duration?.max

/**
 * For how many seconds the provider may bill: of a video that is made over for the longest that the model takes, for vendors bill it
 * by the source whatever length was asked for; of a length that only the provider decides for the longest that there is. What is gone on
 * from is paid already: only what is added counts.
 */
const secondsOf = ({ mode, durationSeconds: asked, continues }: Priced, model: Model): number | undefined => {
  if (continues) return asked ?? longestOf(model.continues ?? {}) ?? longestOf(model)
  if (modeFacts[mode].source === 'video' && model.video.maxSeconds !== undefined) return Math.max(asked ?? 0, model.video.maxSeconds)
  return asked ?? longestOf(model) ?? model.video.maxSeconds
}

/** What one generation may cost at most by a price list, in US dollars. */
export const listUsd = (request: Priced, model: Model, price: ListPrice = model.price): number => {
  const seconds = secondsOf(request, model)
  const costs = pricesFor(request, price).map(({ usdPerClip = 0, usdPerSecond = 0 }) => {
    if (usdPerSecond > 0 && seconds === undefined) {
      throw new MoodreelError('bad_config', say('fit.noPriceKnown', { model: model.name }))
    }
    return usdPerClip + usdPerSecond * (seconds ?? 0)
  })
  return Math.max(...costs)
}

/** So many clips tell what such a clip costs. */
export const leastClips = 3

/** What such clips cost in the end, lately; null where there were too few. */
export const latelyOf = (request: Priced, { learnt }: Pick<Model, 'learnt'>): { credits: number; clips: number } | null => {
  const lately = learnt?.lately[settingsOf(request)]
  return lately && lately.clips >= leastClips ? { credits: creditsFromUsd(lately.usd), clips: lately.clips } : null
}

/**
 * What one generation may cost at most, in whole credits, so that a hold is never too small: by its model's price row, or by what was learnt
 * since where that is more (docs/decisions/0015).
 */
export const estimateCredits = (request: Priced, model: Model): number => {
  const { learnt } = model
  return Math.max(
    creditsFromUsd(listUsd(request, model)),
    learnt?.published ? creditsFromUsd(listUsd(request, model, learnt.published)) : 0,
    creditsFromUsd(learnt?.told[settingsOf(request)] ?? 0),
    latelyOf(request, model)?.credits ?? 0,
  )
}

/** What each second more would cost, in credits with one decimal; null where the length decides nothing. */
export const creditsPerSecond = (request: Priced, model: Model): number | null => {
  const { continues } = request
  const duration = continues ? model.continues?.duration : model.duration
  const isFixed = duration === undefined || (Array.isArray(duration) && duration.length < 2)
  if (isFixed || (!continues && modeFacts[request.mode].source === 'video' && model.video.maxSeconds !== undefined)) return null
  const lists = [model.price, model.learnt?.published ?? model.price]
  const usdPerSecond = Math.max(...lists.flatMap((list) => pricesFor(request, list).map((price) => price.usdPerSecond ?? 0)))
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

interface Row<Price> {
  price: Price
  modes?: Model['modes']
}

/** The price as whoever runs the bot reads it, who pays for no preview on the machine itself. */
export const ownersPriceWords = (model: Row<Model['price']>): Sentence =>
  model.price.nominal ? say('fit.freeHere', { price: priceWords(model) }) : priceWords(model)

/** A price as a person compares it: `8.4 credits per second`, `3 credits per still` of a model that makes nothing else. */
export const priceWords = ({ price, modes = [] }: Row<Pick<Model['price'], 'usdPerClip' | 'usdPerSecond'>>): Sentence => {
  const creditsOf = (usd = 0): number => Math.round(usd * 1e4) / 100
  const [perClip, perSecond] = [creditsOf(price.usdPerClip), creditsOf(price.usdPerSecond)]
  if (perClip > 0 && perSecond > 0) return say('fit.creditsPerClipAndSecond', { perClip, perSecond })
  if (perSecond > 0) return say('fit.creditsPerSecond', { credits: perSecond })
  return perClip > 0
    ? say('fit.creditsPerClip', { credits: perClip, kind: modes.length > 0 && modes.every(makesStill) ? 'still' : 'clip' })
    : say('fit.free')
}
