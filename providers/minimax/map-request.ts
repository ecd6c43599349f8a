import type { Json } from '../../src/core/json.ts'
import type { ProviderInput, ProviderRequest } from '../../src/core/provider.ts'
import { dataUrlOf } from '../../src/core/vendor/request-files.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'
import { cameraTag } from './camera.ts'

const promptLength = 2000

/** https://platform.minimax.io/docs/api-reference/video-generation-i2v: what a first or a last frame has to be. */
const imageTypes: readonly string[] = ['image/jpeg', 'image/png', 'image/webp']
const imageMegabytes = 20
const leastSide = 301
const mostRatio = 2.5

/**
 * A request in MiniMax's own words. `problem` is a sentence for the person, who is then asked for nothing. Pictures go along
 * as data URLs, so that no public address is needed; a seed is not sent, for there is none.
 * https://platform.minimax.io/docs/api-reference/video-generation-t2v
 */
export const mapRequest = async ({
  request,
  model: row,
  inputs,
}: ProviderRequest): Promise<{ fields: Record<string, Json> } | { problem: Text }> => {
  const { name: model } = row
  const { durationSeconds, resolution, camera, expandPrompt, extras } = request
  const strange = inputs.find(({ role }) => role !== 'firstFrame' && role !== 'lastFrame')
  if (strange) return { problem: say('model.takesNo', { model, part: say(`part.${strange.role}`) }) }
  const first = inputs.find(({ role }) => role === 'firstFrame')
  const last = inputs.find(({ role }) => role === 'lastFrame')
  if (last && !first) return { problem: say('model.lastNeedsFirst', { model }) }
  for (const input of inputs) {
    const problem = problemOf(model, input)
    if (problem) return { problem }
  }
  if (resolution === '1080p' && durationSeconds !== undefined && durationSeconds > 6)
    return { problem: say('model.longestAt', { model, seconds: 6, resolution }) }

  const move = camera === undefined ? undefined : cameraTag(model, camera)
  if (move && 'problem' in move) return move
  const prompt = [move?.tag, request.prompt].filter((part) => part).join(' ')
  if (prompt.length > promptLength) return { problem: say('model.promptWithMove', { most: promptLength }) }

  const fields: Record<string, Json> = {
    model: row.target,
    ...(prompt && { prompt }),
    ...(durationSeconds !== undefined && { duration: durationSeconds }),
    ...(resolution && { resolution: resolution.toUpperCase() }),
    ...(expandPrompt !== undefined && { prompt_optimizer: expandPrompt }),
    ...(first && { first_frame_image: await dataUrlOf(first) }),
    ...(last && { last_frame_image: await dataUrlOf(last) }),
  }
  const twice = Object.keys(extras).find((name) => name in fields || name === 'callback_url')
  if (twice !== undefined) return { problem: say('model.inputSet', { input: twice }) }
  return { fields: { ...extras, ...fields } }
}

const problemOf = (model: string, { mediaType, sizeBytes, width, height }: ProviderInput): Text | null => {
  if (!imageTypes.includes(mediaType) || sizeBytes >= imageMegabytes * 1024 * 1024)
    return say('model.imageKinds', { model, kinds: ['JPEG', 'PNG', 'WebP'], megabytes: imageMegabytes })
  if (Math.min(width, height) < leastSide) return say('model.imageSide', { model, pixels: leastSide })
  return Math.max(width / height, height / width) > mostRatio ? say('model.imageRatio', { model, ratio: mostRatio }) : null
}
