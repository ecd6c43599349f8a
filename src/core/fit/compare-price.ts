import { modeFacts } from '../mode-facts.ts'
import type { ListPrice, Model } from '../model.ts'
import { listUsd } from './price.ts'
import type { Priced } from './price-facts.ts'

/** A clip whose price is not the same by two lists, in US dollars. */
export interface PriceDifference {
  request: Priced
  ours: number
  theirs: number
}

/** Less than a hundredth is how lists are rounded. */
const leastPart = 0.01

const lengthOf = ({ duration }: Model): number | undefined => (Array.isArray(duration) ? duration[0] : duration?.default)

/** Each way in which a row's clips can be asked for that may have a price of its own, by its usual length. */
const waysOf = (model: Model): Priced[] =>
  model.modes.flatMap((mode) =>
    (model.resolutions ?? [undefined]).flatMap((resolution) =>
      (model.generateAudio ? [false, true] : [undefined]).map((generateAudio): Priced => {
        const isTimed = modeFacts[mode].source !== 'video'
        return { mode, resolution, generateAudio, durationSeconds: isTimed ? lengthOf(model) : undefined, factor: undefined }
      }),
    ),
  )

/** Where a vendor's list asks something else than a row, the largest differences first. */
export const comparePrice = (model: Model, published: ListPrice): PriceDifference[] =>
  waysOf(model)
    .map((request) => ({ request, ours: listUsd(request, model), theirs: listUsd(request, model, published) }))
    // What the vendor's list does not have costs nothing there.
    .filter(({ ours, theirs }) => theirs > 0 && Math.abs(ours - theirs) > leastPart * Math.max(ours, theirs))
    .toSorted((one, other) => Math.abs(other.ours - other.theirs) - Math.abs(one.ours - one.theirs))
