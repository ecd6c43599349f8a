import type { ProviderInput, ProviderRequest } from '../../src/core/provider.ts'
import type { InputRole } from '../../src/core/request.ts'
import { base64Of } from '../../src/core/vendor/request-files.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'
import { kling } from './api.ts'
import { problemOfGiven } from './check-given.ts'
import type { Mapped } from './mapped.ts'
import { shotsInPrompt, shotsOf } from './shots.ts'
import { isOmni, kindOf } from './task.ts'

const resolutions: Record<string, string> = { '720p': '720p', '1080p': '1080p', '2160p': '4k' }

const contentTypes: Partial<Record<InputRole, string>> = {
  firstFrame: 'first_frame',
  lastFrame: 'last_frame',
  referenceImages: 'refer_image',
  referenceVideos: 'feature_video',
  video: 'base_video',
}

/** Of the prompt with all of its shots, in characters. */
const longestText = 3072

/** Reference images beside a video, and without one. */
const mostReferences = { beside: 4, alone: 7 }

/**
 * A request in the words of Kling's newer standard, where the model is named in the path: 3.0 Turbo, which always makes sound and takes a
 * first frame, and 3.0 Omni, which takes pictures and a video as well. https://kling.ai/document-api/api/video/3-0-turbo/text-to-video,
 * /3-0-turbo/image-to-video and /3-0-omni/video-omni. A seed is not passed on: Kling takes none.
 */
export const mapNewer = (given: ProviderRequest): Mapped | { problem: Text } => {
  const { request, model: row, inputs } = given
  const { name: model, target } = row
  if (kindOf(request.mode, target) === null) return { problem: say('model.notMade', { model, mode: request.mode, vendor: kling.name }) }
  const { resolution = '720p' } = request
  const size = resolutions[resolution]
  if (!size || (size === '4k' && !isOmni(target))) {
    const takes = say('model.oneOf', { values: Object.keys(resolutions).slice(0, isOmni(target) ? 3 : 2) })
    return { problem: say('model.takes', { model, part: say('part.resolution'), takes, given: resolution }) }
  }
  const problem = problemOfGiven(given, rolesOf(given)) ?? (isOmni(target) ? problemOfOmni(given) : problemOfTurbo(given))
  if (problem) return { problem }
  if (request.negativePrompt) return { problem: say('model.takesNo', { model, part: say('part.negativePrompt') }) }
  const scenes = shotsOf(request, model)
  if ('problem' in scenes) return scenes
  const text = scenes.shots ? shotsInPrompt(scenes.shots) : request.prompt
  if (text.length > longestText) return { problem: say('fit.promptTooLong', { model, most: longestText, length: text.length }) }
  const settings = {
    resolution: size,
    ...(request.aspectRatio !== undefined && { aspect_ratio: request.aspectRatio }),
    // A video that is made over keeps its length.
    ...(request.mode !== 'v2v' && { duration: request.durationSeconds ?? 5 }),
    // With a video that is a reference Kling wants it on, shots or none.
    ...(isOmni(target) && { multi_shot: scenes.shots !== null || countOf(inputs, 'referenceVideos') > 0, audio: audioOf(given) }),
  }
  return {
    kind: 'task',
    path: `${endpointOf(given)}/${target}`,
    body: async (name, callbackUrl) => ({
      ...(endpointOf(given) === 'text-to-video'
        ? { prompt: text }
        : { contents: [{ type: 'prompt', text }, ...(await contentsOf(inputs))] }),
      settings,
      options: { external_task_id: name, ...(callbackUrl !== undefined && { callback_url: callbackUrl }) },
    }),
  }
}

const endpointOf = ({ request, model }: ProviderRequest): string =>
  isOmni(model.target) ? 'omni-video' : request.mode === 't2v' ? 'text-to-video' : 'image-to-video'

const rolesOf = ({ request: { mode }, model: { target } }: ProviderRequest): InputRole[] => {
  if (!isOmni(target)) return mode === 'i2v' ? ['firstFrame'] : []
  if (mode === 'v2v') return ['video', 'referenceImages']
  return [...(mode === 'i2v' ? (['firstFrame', 'lastFrame'] as const) : []), 'referenceImages', 'referenceVideos']
}

const countOf = (inputs: readonly ProviderInput[], role: InputRole): number => inputs.filter((input) => input.role === role).length

const problemOfOmni = ({ request, model: { name: model }, inputs }: ProviderRequest): Text | null => {
  const hasVideo = inputs.some(({ kind }) => kind === 'video')
  const most = hasVideo ? mostReferences.beside : mostReferences.alone
  if (countOf(inputs, 'referenceImages') > most) return say('model.mostFiles', { model, part: say('part.referenceImages'), most })
  if (countOf(inputs, 'referenceVideos') > 1) return say('model.mostFiles', { model, part: say('part.referenceVideos'), most: 1 })
  if (hasVideo && request.generateAudio) return say('model.silentBesideVideo', { model })
  return request.mode === 'v2v' && request.shots ? say('model.takesNo', { model, part: say('part.shots') }) : null
}

/** It has no field for its sound. */
const problemOfTurbo = ({ request, model: { name: model } }: ProviderRequest): Text | null =>
  request.generateAudio === false ? say('model.alwaysSound', { model }) : null

const audioOf = ({ request }: ProviderRequest): 'native' | 'original' | 'off' =>
  request.mode === 'v2v' ? 'original' : request.generateAudio ? 'native' : 'off'

/** Pictures go along as base64 without a prefix, and videos by their links. References have a name, for prompts such as `@image_1`. */
const contentsOf = async (inputs: readonly ProviderInput[]): Promise<object[]> => {
  const contents: object[] = []
  const named = { image: 0, video: 0 }
  for (const input of inputs) {
    const kind = input.kind === 'video' ? 'video' : 'image'
    const isReference = kind === 'video' || input.role === 'referenceImages'
    const id = isReference ? { id: `${kind}_${++named[kind]}` } : {}
    contents.push({ type: contentTypes[input.role], url: kind === 'video' ? input.url : await base64Of(input), ...id })
  }
  return contents
}
