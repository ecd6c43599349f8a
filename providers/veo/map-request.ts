import type { Json } from '../../src/core/json.ts'
import type { ProviderInput, ProviderRequest } from '../../src/core/provider.ts'

const imageTypes: readonly string[] = ['image/jpeg', 'image/png']
const imageBytes = 20 * 1024 * 1024
/** https://docs.cloud.google.com/vertex-ai/generative-ai/docs/models/veo/3-1-generate: with reference images, eight seconds of 16:9 only. */
const referenceSeconds = 8
const referenceRatio = '16:9'

/**
 * A request in Veo's own words. `problem` is a sentence for the person, who is then asked for nothing. One clip is asked
 * for, no bucket is named, and who may be seen in it is left to Google's default.
 * https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/veo-video-generation
 */
export const mapRequest = async ({ request, model, inputs }: ProviderRequest): Promise<{ body: object } | { problem: string }> => {
  const { prompt, negativePrompt, seed, durationSeconds, aspectRatio, resolution, generateAudio, extras } = request
  const strange = inputs.find(({ role }) => role === 'video' || role === 'audio')
  if (strange) return { problem: `The model ${model.name} takes no ${strange.role}; leave it out or choose another model.` }
  const misfit = inputs.find(({ mediaType, sizeBytes }) => !imageTypes.includes(mediaType) || sizeBytes > imageBytes)
  if (misfit) return { problem: `The model ${model.name} takes JPEG and PNG images of up to 20 MB; give another one.` }

  const references = inputs.filter(({ role }) => role === 'referenceImages')
  const first = inputs.find(({ role }) => role === 'firstFrame')
  const last = inputs.find(({ role }) => role === 'lastFrame')
  if (last && !first) return { problem: `The model ${model.name} takes a last frame only after a first one; give both.` }
  if (references.length > 0 && first)
    return { problem: `The model ${model.name} takes a first frame or reference images, not both; leave one out.` }

  if (references.length > 0 && durationSeconds !== undefined && durationSeconds !== referenceSeconds)
    return { problem: `The model ${model.name} makes ${referenceSeconds} seconds of reference images; ask for that.` }
  if (references.length > 0 && aspectRatio !== undefined && aspectRatio !== referenceRatio)
    return { problem: `The model ${model.name} makes ${referenceRatio} of reference images; ask for that.` }

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
    ...(model.seed && { seed }),
    ...(aspectRatio && { aspectRatio }),
    ...(durationSeconds !== undefined && { durationSeconds }),
    ...(resolution && { resolution }),
    ...(negativePrompt && { negativePrompt }),
    // It has to be said; a clip with sound is what the price without a case is for.
    generateAudio: model.generateAudio ? (generateAudio ?? true) : false,
  }
  const twice = Object.keys(extras).find((name) => name in parameters)
  if (twice !== undefined) return { problem: `The input ${twice} is set twice; set it once.` }
  return { body: { instances: [instance], parameters: { ...extras, ...parameters } } }
}

const imageOf = async ({ read, mediaType }: ProviderInput): Promise<{ bytesBase64Encoded: string; mimeType: string }> => ({
  bytesBase64Encoded: Buffer.from(await read()).toString('base64'),
  mimeType: mediaType,
})
