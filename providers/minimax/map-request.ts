import type { Json } from '../../src/core/json.ts'
import type { ProviderInput, ProviderRequest } from '../../src/core/provider.ts'
import { cameraTag } from './camera.ts'

const promptLength = 2000

/** https://platform.minimax.io/docs/api-reference/video-generation-i2v: what a first or a last frame has to be. */
const imageTypes: readonly string[] = ['image/jpeg', 'image/png', 'image/webp']
const imageBytes = 20 * 1024 * 1024
const shortSide = 300
const longestRatio = 5 / 2

/**
 * A request in MiniMax's own words. `problem` is a sentence for the person, who is then asked for nothing. Pictures go along
 * as data URLs, so that no public address is needed; a seed is not sent, for there is none.
 * https://platform.minimax.io/docs/api-reference/video-generation-t2v
 */
export const mapRequest = async ({
  request,
  model,
  inputs,
}: ProviderRequest): Promise<{ fields: Record<string, Json> } | { problem: string }> => {
  const { durationSeconds, resolution, camera, extras } = request
  const strange = inputs.find(({ role }) => role !== 'firstFrame' && role !== 'lastFrame')
  if (strange) return { problem: `The model ${model.name} takes a first and a last frame only; leave the other files out.` }
  const first = inputs.find(({ role }) => role === 'firstFrame')
  const last = inputs.find(({ role }) => role === 'lastFrame')
  if (last && !first) return { problem: `The model ${model.name} takes a last frame only after a first one; give both.` }
  for (const input of inputs) {
    const problem = problemOf(input)
    if (problem) return { problem }
  }
  if (resolution === '1080p' && durationSeconds !== undefined && durationSeconds > 6)
    return { problem: `The model ${model.name} makes 6 seconds of 1080p at most; ask for a shorter or a smaller clip.` }

  const move = camera === undefined ? undefined : cameraTag(camera)
  if (move && 'problem' in move) return move
  const prompt = [move?.tag, request.prompt].filter((part) => part).join(' ')
  if (prompt.length > promptLength)
    return { problem: `The prompt may have ${promptLength} characters with its camera move; make it shorter.` }

  const fields: Record<string, Json> = {
    model: model.target,
    ...(prompt && { prompt }),
    ...(durationSeconds !== undefined && { duration: durationSeconds }),
    ...(resolution && { resolution: resolution.toUpperCase() }),
    ...(first && { first_frame_image: await dataUrl(first) }),
    ...(last && { last_frame_image: await dataUrl(last) }),
  }
  const twice = Object.keys(extras).find((name) => name in fields || name === 'callback_url')
  if (twice !== undefined) return { problem: `The input ${twice} cannot be set; leave it out.` }
  return { fields: { ...extras, ...fields } }
}

const problemOf = ({ mediaType, sizeBytes, width, height }: ProviderInput): string | null => {
  if (!imageTypes.includes(mediaType) || sizeBytes >= imageBytes)
    return 'MiniMax takes JPEG, PNG and WebP images of less than 20 MB; give another one.'
  if (Math.min(width, height) <= shortSide)
    return `MiniMax takes images of more than ${shortSide} pixels on the short side; give a larger one.`
  if (Math.max(width / height, height / width) > longestRatio) return 'MiniMax takes images from 2:5 to 5:2; cut this one and try again.'
  return null
}

const dataUrl = async ({ read, mediaType }: ProviderInput): Promise<string> =>
  `data:${mediaType};base64,${Buffer.from(await read()).toString('base64')}`
