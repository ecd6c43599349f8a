import { MoodreelError } from '../errors.ts'
import type { Model } from '../model.ts'
import type { RequestDraft } from '../request.ts'
import { type Sentence, say, type Text } from '../words/sentence.ts'
import { modelCalled } from './model-called.ts'

/** What a model would make of a draft with all defaults: for how many credits, and with which words of what it passes over. */
interface Offer {
  credits: number
  notes: readonly Text[]
}

const offerOrNull = (offerOf: (model: Model) => Offer, model: Model): Offer | null => {
  try {
    return offerOf(model)
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

/** Nobody who asked for a clip is given a preview, what is for adults, or what costs money in place of what does not. */
const isOfAKind = (gone: Model, model: Model): boolean =>
  (model.grade !== 'preview' || gone.grade === 'preview') &&
  (!model.nsfw || gone.nsfw) &&
  (model.price.nominal === true || gone.price.nominal !== true)

const about = (note: Text): string => (typeof note === 'string' ? note : note.say)

/**
 * Who makes a clip in place of the model that a draft names, where that one is gone and has a successor: the first that takes all that
 * the named one would have taken and costs no more. Null where there is none: then the person decides. `offerOf` throws MoodreelError
 * where a model does not take the draft. `note` says so on the post.
 */
export const handOver = (
  draft: RequestDraft,
  models: readonly Model[],
  offerOf: (model: Model) => Offer,
): { successor: Model; note: Sentence } | null => {
  const gone = draft.model === undefined || draft.quick ? undefined : modelCalled(draft.model, models, draft.mode)
  if (!gone?.unavailable) return null
  const wished = offerOrNull(offerOf, gone)
  if (!wished) return null
  const passedOver = new Set(wished.notes.map(about))
  const successor = successorsOf(gone, draft, models).find((model) => {
    if (model.unavailable || !isOfAKind(gone, model)) return false
    const offer = offerOrNull(offerOf, model)
    return offer !== null && offer.credits <= wished.credits && offer.notes.every((note) => passedOver.has(about(note)))
  })
  if (!successor) return null
  return { successor, note: say('fit.handedOver', { model: gone.name, reason: gone.unavailable.reason, successor: successor.name }) }
}
