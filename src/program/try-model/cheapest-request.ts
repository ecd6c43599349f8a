import { MoodreelError } from '../../core/errors.ts'
import { checkRequest } from '../../core/fit/check-request.ts'
import { estimateCredits } from '../../core/fit/price.ts'
import type { Model } from '../../core/model.ts'
import type { Mode, RequestDraft, ResolvedRequest } from '../../core/request.ts'

/** What is asked for in a trial: nothing that a filter stops, and no secret in a report. */
export const trialPrompt = 'a paper boat drifts on a calm pond at dawn'

/** From what needs no file to what needs a film. */
const inOrder: readonly Mode[] = ['t2v', 't2i', 'i2v', 'i2i', 'v2v']

const lengthsOf = ({ duration }: Model): (number | undefined)[] => {
  if (duration === undefined) return [undefined]
  return Array.isArray(duration) ? duration : [duration.min]
}

/** Every combination of what decides a price. */
const draftsOf = (model: Model): RequestDraft[] => {
  const [attachment, film] = [
    { url: 'media:trial', name: 'trial.jpg' },
    { url: 'media:trial', name: 'trial.mp4' },
  ]
  const modes = inOrder.filter((mode) => model.modes.includes(mode))
  return modes.flatMap((mode) =>
    [...lengthsOf(model), undefined].flatMap((durationSeconds) =>
      (model.resolutions ?? [undefined]).map(
        (resolution): RequestDraft => ({
          mode,
          model: model.name,
          prompt: trialPrompt.slice(0, model.promptMaxLength),
          generateAudio: false,
          ...(durationSeconds !== undefined && { durationSeconds }),
          ...(resolution !== undefined && { resolution }),
          ...((mode === 'i2v' || mode === 'i2i') && { firstFrame: attachment }),
          ...(mode === 'v2v' && { video: film }),
        }),
      ),
    ),
  )
}

/**
 * The cheapest request that a model takes (shortest, smallest, silent), by its price row, and what that costs at most in credits. Throws
 * MoodreelError `invalid_option` for a row that takes nothing by itself.
 */
export const cheapestRequest = (model: Model): { request: ResolvedRequest; credits: number } => {
  const found = draftsOf(model).flatMap((draft) => {
    try {
      const { requests } = checkRequest(draft, model, [model])
      return requests.map((request) => ({ request, credits: estimateCredits(request, model), seconds: request.durationSeconds ?? 0 }))
    } catch (error) {
      if (error instanceof MoodreelError) return []
      throw error
    }
  })
  const [cheapest] = found.toSorted((one, other) => one.credits - other.credits || one.seconds - other.seconds)
  if (!cheapest) throw new MoodreelError('invalid_option', `No request fits the row of ${model.name}; correct it in models.yaml.`)
  return { request: cheapest.request, credits: cheapest.credits }
}
