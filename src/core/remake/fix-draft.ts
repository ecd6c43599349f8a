import { canMake } from '../fit/can-make.ts'
import { carrySettings } from '../fit/carry-settings.ts'
import { chooseModel } from '../fit/choose-model.ts'
import type { Generation } from '../generation.ts'
import type { StoredMedia } from '../media.ts'
import type { Model } from '../model.ts'
import { anySeed } from '../options/spelling.ts'
import type { Attachment, RequestDraft } from '../request.ts'
import { say, type Text } from '../words/sentence.ts'
import { storedAttachment } from './draft-from.ts'

/** What a person says about a part of a still that is to be made anew. */
interface Wishes {
  /** What should be there. */
  prompt: string
  /** What is there now, and where it is, in words. */
  change?: string | undefined
  where?: string | undefined
  mask?: Attachment | undefined
  takes?: number | undefined
  model?: string | undefined
  seed?: number | undefined
}

/** How many tries there are where nobody says. */
const usualTries = 4

/**
 * What the model is told: of one that takes the mask what should be there; of any other what is to change and into what, and to leave the
 * rest.
 */
const wordsFor = ({ prompt, change, where, mask }: Wishes, model: Model): string => {
  if (mask && model.mask) return change === undefined ? prompt : `${change}: ${prompt}`
  const what = [change, where].filter((words) => words !== undefined).join(', ')
  return what === '' ? prompt : `Change ${what} into ${prompt}. Keep everything else exactly as it is.`
}

/**
 * A part of a still made anew: an i2i of it, with a mask or by words alone, by the model that made the still or by the first that can when
 * that one cannot, which `notes` says. It keeps the size of the still. Throws MoodreelError `model_unavailable` and `unknown_model`.
 */
export const fixDraft = (
  { request }: Pick<Generation, 'request'>,
  still: StoredMedia,
  wishes: Wishes,
  models: readonly Model[],
): { draft: RequestDraft; notes: Text[] } => {
  const { mask, takes = usualTries } = wishes
  const asked = {
    mode: 'i2i',
    prompt: wishes.prompt,
    firstFrame: storedAttachment(still, still.key.replace(/^.*\//, 'moodreel-')),
    mask,
    takes,
    seed: wishes.seed === anySeed ? undefined : wishes.seed,
  } as const
  const own = models.find(({ name }) => name === request.model)
  const takesIt = own !== undefined && (mask ? own.mask !== false : own.mask !== 'needed')
  const canFix = takesIt && !own.unavailable && canMake(own, asked)
  const model = canFix && wishes.model === undefined ? own : chooseModel({ ...asked, model: wishes.model }, models)
  const { negativePrompt, extras } = request
  const prompt = wordsFor(wishes, model)
  const { draft, notes } = carrySettings({ mode: 'i2i', model: request.model, prompt, negativePrompt, extras }, model)
  const changed = model.name !== request.model && wishes.model === undefined
  return {
    draft: { ...draft, ...asked, prompt },
    notes: [...(changed ? [say('fit.otherModelMakes', { model: request.model, mode: 'i2i', other: model.name })] : []), ...notes],
  }
}
