import { canMake } from '../fit/can-make.ts'
import { carrySettings } from '../fit/carry-settings.ts'
import { chooseModel } from '../fit/choose-model.ts'
import type { Generation } from '../generation.ts'
import type { Model } from '../model.ts'
import { anySeed } from '../options/spelling.ts'
import type { Attachment, RequestDraft } from '../request.ts'
import { say, type Text } from '../words/sentence.ts'

/** What a person may say about the clip that goes on from another. */
interface Wishes {
  prompt?: string | undefined
  model?: string | undefined
  duration?: number | undefined
  strength?: number | undefined
  seed?: number | undefined
}

/**
 * Goes on from a file of a clip: an image becomes the first frame of an i2v, a video is made again by v2v, or gone on from where
 * `continues`. The prompt
 * stays unless another is wished, and so do the settings of the look; the length and the shape are the new clip's
 * own. It is made by the same model, or by the first that can when that one cannot: then `notes` says so. Throws
 * MoodreelError `model_unavailable` and `unknown_model`.
 */
export const continueClip = (
  { request }: Generation,
  mode: 'i2v' | 'v2v',
  file: Attachment,
  wishes: Wishes,
  models: readonly Model[],
  continues?: true,
): { draft: RequestDraft; notes: Text[] } => {
  const own = models.find(({ name }) => name === request.model)
  const canGoOn = own !== undefined && !own.unavailable && canMake(own, { mode, continues })
  const source = mode === 'i2v' ? { firstFrame: file } : { video: file }
  const prompt = wishes.prompt ?? request.prompt
  const look = {
    negativePrompt: request.negativePrompt,
    resolution: request.resolution,
    fps: request.fps,
    generateAudio: request.generateAudio,
    camera: mode === 'i2v' || continues ? request.camera : undefined,
    motion: request.motion,
    expandPrompt: request.expandPrompt,
    continues,
  }
  const seed = wishes.seed === anySeed ? undefined : wishes.seed
  const asked = { seed, durationSeconds: wishes.duration, strength: wishes.strength }
  // The look of the clip before is no order: who takes most of it is found among those that can do what is asked for now.
  const find = (): Model =>
    chooseModel({ mode, continues, prompt, ...source, ...asked, negativePrompt: look.negativePrompt, model: wishes.model }, models)
  const model = canGoOn && wishes.model === undefined ? own : find()
  const { draft, notes } = carrySettings({ mode, model: request.model, prompt, ...look, extras: request.extras }, model)
  const changed = model.name !== request.model && wishes.model === undefined
  return {
    draft: {
      ...draft,
      ...source,
      ...asked,
      takes: 1,
    },
    notes: [...(changed ? [say('fit.otherModelMakes', { model: request.model, mode, other: model.name })] : []), ...notes],
  }
}
