import type { Json } from '../../src/core/json.ts'
import type { ProviderInput, ProviderRequest } from '../../src/core/provider.ts'
import type { InputRole } from '../../src/core/request.ts'
import { base64Of } from '../../src/core/vendor/request-files.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'

const imageTypes: readonly string[] = ['image/jpeg', 'image/png']
const imageMegabytes = 20
/** https://docs.cloud.google.com/vertex-ai/generative-ai/docs/models/veo/3-1-generate: with reference images, eight seconds only. */
const referenceSeconds = 8
/** Our words for a size, and Veo's. That the largest takes eight seconds is one reading of the API reference, and costs nobody anything. */
const resolutions: Readonly<Record<string, string>> = { '720p': '720p', '1080p': '1080p', '2160p': '4k' }
const largest = { resolution: '2160p', seconds: 8 }
const roles: readonly InputRole[] = ['firstFrame', 'lastFrame', 'referenceImages']

/**
 * A request in Veo's own words. `problem` is a sentence for the person, who is then asked for nothing. One clip is asked
 * for, no bucket is named, and who may be seen in it is left to Google's default.
 * https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/veo-video-generation
 */
export const mapRequest = async ({ request, model: row, inputs }: ProviderRequest): Promise<{ body: object } | { problem: Text }> => {
  const { prompt, negativePrompt, seed, durationSeconds, aspectRatio, resolution, generateAudio, extras } = request
  const { name: model } = row
  const strange = inputs.find(({ role }) => !roles.includes(role))
  if (strange) return { problem: say('model.takesNo', { model, part: say(`part.${strange.role}`) }) }
  const misfit = inputs.find(({ mediaType, sizeBytes }) => !imageTypes.includes(mediaType) || sizeBytes > imageMegabytes * 1024 * 1024)
  if (misfit) return { problem: say('model.imageKinds', { model, kinds: ['JPEG', 'PNG'], megabytes: imageMegabytes }) }

  const references = inputs.filter(({ role }) => role === 'referenceImages')
  const first = inputs.find(({ role }) => role === 'firstFrame')
  const last = inputs.find(({ role }) => role === 'lastFrame')
  if (last && !first) return { problem: say('model.lastNeedsFirst', { model }) }
  if (references.length > 0 && first) return { problem: say('model.firstOrReferences', { model }) }
  if (references.length > 0 && durationSeconds !== undefined && durationSeconds !== referenceSeconds)
    return { problem: say('model.referencesSeconds', { model, seconds: referenceSeconds }) }
  if (references.length > row.referenceImages) return { problem: tooMany(row) }
  const size = resolution === undefined ? undefined : resolutions[resolution]
  if (resolution !== undefined && size === undefined) return { problem: say('model.noSize', { model, resolution }) }
  if (resolution === largest.resolution && durationSeconds !== largest.seconds)
    return { problem: say('model.sizeSeconds', { model, ...largest }) }

  const instance = {
    prompt,
    ...(first && { image: await imageOf(first) }),
    ...(last && { lastFrame: await imageOf(last) }),
    ...(references.length > 0 && {
      referenceImages: await Promise.all(references.map(async (input) => ({ image: await imageOf(input), referenceType: 'asset' }))),
    }),
  }
  const parameters: Record<string, Json> = {
    sampleCount: 1,
    ...(row.seed && { seed }),
    ...(aspectRatio && { aspectRatio }),
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(size && { resolution: size }),
    ...(negativePrompt && { negativePrompt }),
    // It has to be said; a clip with sound is what the price without a case is for.
    generateAudio: row.generateAudio ? (generateAudio ?? true) : false,
  }
  const twice = Object.keys(extras).find((name) => name in parameters)
  if (twice !== undefined) return { problem: say('model.inputSet', { input: twice }) }
  return { body: { instances: [instance], parameters: { ...extras, ...parameters } } }
}

const tooMany = ({ name: model, referenceImages: most }: ProviderRequest['model']): Text => {
  const part = say('part.referenceImages')
  return most === 0 ? say('model.takesNo', { model, part }) : say('model.mostFiles', { model, part, most })
}

const imageOf = async (input: ProviderInput): Promise<{ bytesBase64Encoded: string; mimeType: string }> => ({
  bytesBase64Encoded: await base64Of(input),
  mimeType: input.mediaType,
})
