import { modeFacts } from '../../src/core/mode-facts.ts'
import type { ProviderRequest } from '../../src/core/provider.ts'
import type { InputRole } from '../../src/core/request.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'

/**
 * What no schema says: the parts that a model does not take together, by its page on replicate.com. Null when all go together. What is
 * told here is refused before anything is paid.
 */
export const checkTogether = (given: ProviderRequest): Text | null => {
  const { model, inputs } = given
  const has = (...roles: InputRole[]): boolean => inputs.some(({ role }) => roles.includes(role))
  if (has('lastFrame') && !has('firstFrame')) return say('model.lastNeedsFirst', { model: model.name })
  if (model.referencesAlone && has('firstFrame') && has('referenceImages', 'referenceVideos', 'referenceAudios')) {
    return say('model.firstOrReferences', { model: model.name })
  }
  if (has('referenceAudios') && !has('firstFrame', 'referenceImages', 'referenceVideos', 'video')) return say('fit.referenceAudiosAlone')
  return byTarget[model.target]?.(given) ?? null
}

/** Of the video that Kling makes over: "720 to 2160 pixels", and no more than so many pictures beside it. */
const videoSides = { least: 720, most: 2160 }
const picturesBesideVideo = 4

const byTarget: Readonly<Record<string, (given: ProviderRequest) => Text | null>> = {
  'kwaivgi/kling-v3-omni-video': ({ request, model: { name: model }, inputs }) => {
    if (modeFacts[request.mode].source !== 'video') return null
    // The clip lasts, and costs, as long as its source; and "generate_audio is mutually exclusive with reference video".
    const word = request.durationSeconds !== undefined ? 'durationSeconds' : request.generateAudio ? 'generateAudio' : undefined
    if (word) return say('model.takesNoneBesideVideo', { model, part: say(`part.${word}`) })
    if (inputs.filter(({ role }) => role === 'referenceImages').length > picturesBesideVideo) {
      return say('model.mostFiles', { model, part: say('part.referenceImages'), most: picturesBesideVideo })
    }
    const video = inputs.find(({ role }) => role === 'video')
    const isOdd = video && [video.width, video.height].some((side) => side < videoSides.least || side > videoSides.most)
    return isOdd ? say('model.videoSides', { model, ...videoSides }) : null
  },
}
