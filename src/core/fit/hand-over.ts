import { MoodreelError } from '../errors.ts'
import type { Model } from '../model.ts'
import type { RequestDraft } from '../request.ts'
import { type Sentence, say } from '../words/sentence.ts'
import { modelCalled } from './model-called.ts'
import { unmet } from './unmet.ts'

/** What a model would cost for a draft, in credits; null where it does not take it. */
const costOrNull = (creditsWith: (model: Model) => number, model: Model): number | null => {
  try {
    return creditsWith(model)
  } catch (error) {
    if (error instanceof MoodreelError) return null
    throw error
  }
}

/** Those who follow a model that is gone, each after the one before it. */
const successorsOf = (gone: Model, { mode }: RequestDraft, models: readonly Model[]): Model[] => {
  const followers: Model[] = []
  for (let last: Model | undefined = gone; last?.unavailable?.successor !== undefined; ) {
    last = modelCalled(last.unavailable.successor, models, mode)
    if (!last || last === gone || followers.includes(last)) break
    followers.push(last)
  }
  return followers
}

/**
 * Who makes a clip in place of the model that a draft names, where that one is gone and has a successor: the first that takes all that
 * is asked for and costs no more than the named one would have. Null where there is none: then the person decides. `creditsWith` is what
 * the draft costs with a model, with all defaults; it throws MoodreelError where the model does not take it. `note` says so on the post.
 */
export const handOver = (
  draft: RequestDraft,
  models: readonly Model[],
  creditsWith: (model: Model) => number,
): { successor: Model; note: Sentence } | null => {
  const gone = draft.model === undefined || draft.quick ? undefined : modelCalled(draft.model, models, draft.mode)
  if (!gone?.unavailable) return null
  const most = costOrNull(creditsWith, gone)
  if (most === null) return null
  const lacking = new Set(unmet(draft, gone))
  const successor = successorsOf(gone, draft, models).find((model) => {
    if (model.unavailable || unmet(draft, model).some((name) => !lacking.has(name))) return false
    const credits = costOrNull(creditsWith, model)
    return credits !== null && credits <= most
  })
  if (!successor) return null
  return { successor, note: say('fit.handedOver', { model: gone.name, reason: gone.unavailable.reason, successor: successor.name }) }
}
