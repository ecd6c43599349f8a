import { MoodreelError } from '../../core/errors.ts'
import { checkRequest } from '../../core/fit/check-request.ts'
import { estimateCredits } from '../../core/fit/price.ts'
import { modeFacts } from '../../core/mode-facts.ts'
import type { Model } from '../../core/model.ts'
import type { Mode, RequestDraft, ResolvedRequest } from '../../core/request.ts'

/** What is asked for in a trial: nothing that a filter stops, and nothing that a report may not have. */
export const trialPrompt = 'a paper boat drifts on a calm pond at dawn'

/** From what needs no file to what needs a film. */
const inOrder: readonly Mode[] = ['t2v', 't2i', 'i2v', 'i2i', 'upscale-still', 'v2v', 'upscale-video']

const lengthsOf = ({ duration }: Model): (number | undefined)[] => {
  if (duration === undefined) return [undefined]
  return Array.isArray(duration) ? duration : [duration.min]
}

/** The files of a draft by name alone, for `checkRequest`. */
const filesOf = (mode: Mode, { mask }: Model): Partial<RequestDraft> => {
  const { source } = modeFacts[mode]
  const file = { url: 'media:trial', name: 'trial' }
  return { ...(source && { [source]: file }), ...(mode === 'i2i' && mask === 'needed' && { mask: file }) }
}

/** Every combination of what decides a price. */
const draftsOf = (model: Model): RequestDraft[] =>
  inOrder
    .filter((mode) => model.modes.includes(mode))
    .flatMap((mode) =>
      [...lengthsOf(model), undefined].flatMap((durationSeconds) =>
        [...(model.resolutions ?? []), undefined].map((resolution): RequestDraft => {
          const { makes, upscales } = modeFacts[mode]
          return {
            mode,
            model: model.name,
            prompt: upscales ? '' : trialPrompt.slice(0, model.promptMaxLength),
            ...(makes === 'video' && !upscales && { generateAudio: false }),
            ...(durationSeconds !== undefined && { durationSeconds }),
            ...(resolution !== undefined && { resolution }),
            ...filesOf(mode, model),
          }
        }),
      ),
    )

const sideOf = ({ resolution }: ResolvedRequest): number => (resolution === undefined ? 0 : Number.parseInt(resolution, 10))

/**
 * The cheapest request that a model takes (shortest, smallest, silent), by its price row, and what that costs at most in credits. Throws
 * MoodreelError `invalid_option` for a row that takes nothing by itself.
 */
export const cheapestRequest = (model: Model): { request: ResolvedRequest; credits: number } => {
  const found = draftsOf(model).flatMap((draft) => {
    try {
      return checkRequest(draft, model, [model]).requests.map((request) => ({ request, credits: estimateCredits(request, model) }))
    } catch (error) {
      if (error instanceof MoodreelError) return []
      throw error
    }
  })
  const [cheapest] = found.toSorted(
    (one, other) =>
      one.credits - other.credits ||
      (one.request.durationSeconds ?? 0) - (other.request.durationSeconds ?? 0) ||
      sideOf(one.request) - sideOf(other.request),
  )
  if (!cheapest) throw new MoodreelError('invalid_option', `No request fits the row of ${model.name}; correct it in models.yaml.`)
  return cheapest
}
