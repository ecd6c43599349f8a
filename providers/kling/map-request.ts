import type { ProviderInput, ProviderRequest } from '../../src/core/provider.ts'
import type { InputRole, ResolvedRequest } from '../../src/core/request.ts'
import { type Kind, kindOf } from './task.ts'

/** Fields of both creates that the bot uses; `image` and `image_tail` are base64 without a prefix, or an address. */
export interface KlingBody {
  model_name: string
  prompt?: string
  negative_prompt?: string
  mode: 'std' | 'pro'
  sound: 'on' | 'off'
  duration: string
  aspect_ratio?: string
  image?: string
  image_tail?: string
}

/** std makes 720p and pro 1080p: https://app.klingai.com/global/dev/document-api/apiReference/model/textToVideo */
const modes: Record<string, KlingBody['mode']> = { '720p': 'std', '1080p': 'pro' }
const files: Partial<Record<InputRole, 'image' | 'image_tail'>> = { firstFrame: 'image', lastFrame: 'image_tail' }
/** Words that Kling has no field for. */
const strange = ['fps', 'strength', 'camera'] as const

/**
 * A request in Kling's words, without its files, which `addFiles` puts in. `problem` is a sentence for the person. A seed is
 * not passed on: Kling takes none.
 */
export const mapRequest = ({ request, model, inputs }: ProviderRequest): { kind: Kind; body: KlingBody } | { problem: string } => {
  const kind = kindOf(request.mode)
  if (!kind) return { problem: `The bot cannot make ${request.mode} with ${model.name} at Kling; choose another model.` }
  const mode = modes[request.resolution ?? '720p']
  if (!mode) return { problem: `The model ${model.name} makes 720p or 1080p at Kling; choose one of these.` }
  const extra = extraOf(request, inputs)
  if (extra !== undefined) return { problem: `The model ${model.name} takes no ${extra} at Kling; leave it out.` }
  if (kind === 'image2video' && !inputs.some(({ role }) => role === 'firstFrame')) {
    return { problem: `The model ${model.name} needs an image to start from; attach one.` }
  }
  if (kind === 'image2video' && request.aspectRatio !== undefined) {
    return { problem: 'Kling keeps the shape of the image that a clip starts from; leave the aspect ratio out.' }
  }
  const problem = inputs.map(problemOf).find((found) => found !== null)
  if (problem) return { problem }
  return {
    kind,
    body: {
      model_name: model.target,
      ...(request.prompt.trim() === '' ? {} : { prompt: request.prompt }),
      ...(request.negativePrompt ? { negative_prompt: request.negativePrompt } : {}),
      mode,
      sound: request.generateAudio ? 'on' : 'off',
      duration: String(request.durationSeconds ?? 5),
      ...(request.aspectRatio === undefined ? {} : { aspect_ratio: request.aspectRatio }),
    },
  }
}

/** The body with the bytes of its files. */
export const addFiles = async (body: KlingBody, inputs: readonly ProviderInput[]): Promise<KlingBody> => {
  const filled = { ...body }
  for (const { role, read } of inputs) {
    const field = files[role]
    if (field) filled[field] = Buffer.from(await read()).toString('base64')
  }
  return filled
}

const extraOf = (request: ResolvedRequest, inputs: readonly ProviderInput[]): string | undefined =>
  strange.find((word) => request[word] !== undefined) ??
  inputs.find(({ role }) => !files[role] || request.mode === 't2v')?.role ??
  Object.keys(request.extras)[0]

const mostBytes = 10_000_000
const leastSide = 300
const mostRatio = 2.5

/** Kling's limits of a picture: https://app.klingai.com/global/dev/document-api/apiReference/model/imageToVideo */
const problemOf = ({ mediaType, sizeBytes, width, height }: ProviderInput): string | null => {
  if (mediaType !== 'image/png' && mediaType !== 'image/jpeg') return 'Kling takes PNG and JPEG images; use one of these.'
  if (sizeBytes > mostBytes) return 'Kling takes images up to 10 MB; use a smaller one.'
  if (Math.min(width, height) < leastSide) return `Kling takes images of at least ${leastSide} pixels a side; use a larger one.`
  if (Math.max(width, height) > Math.min(width, height) * mostRatio) {
    return `Kling takes images of at most ${mostRatio} to 1; use one that is less long.`
  }
  return null
}
