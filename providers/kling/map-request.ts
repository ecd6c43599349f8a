import type { ProviderInput, ProviderRequest } from '../../src/core/provider.ts'
import type { InputRole, ResolvedRequest } from '../../src/core/request.ts'
import { base64Of } from '../../src/core/vendor/request-files.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'
import { kling } from './api.ts'
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
const strangeWords = ['fps', 'strength', 'camera'] as const

/**
 * A request in Kling's words, without its files, which `addFiles` puts in. `problem` is a sentence for the person. A seed is
 * not passed on: Kling takes none.
 */
export const mapRequest = ({ request, model: row, inputs }: ProviderRequest): { kind: Kind; body: KlingBody } | { problem: Text } => {
  const kind = kindOf(request.mode)
  const { name: model } = row
  if (!kind) return { problem: say('model.notMade', { model, mode: request.mode, vendor: kling.name }) }
  const { resolution = '720p' } = request
  const mode = modes[resolution]
  if (!mode) {
    const takes = say('model.oneOf', { values: Object.keys(modes) })
    return { problem: say('model.takes', { model, part: say('part.resolution'), takes, given: resolution }) }
  }
  const strange = strangePart(request, inputs)
  if (strange) return { problem: say('model.takesNo', { model, part: say(`part.${strange}`) }) }
  const [extra] = Object.keys(request.extras)
  if (extra !== undefined) return { problem: say('model.noInput', { model, input: extra }) }
  if (kind === 'image2video' && !inputs.some(({ role }) => role === 'firstFrame')) {
    return { problem: say('model.needs', { model, part: say('part.firstFrame') }) }
  }
  if (kind === 'image2video' && request.aspectRatio !== undefined) return { problem: say('model.keepsShape', { model }) }
  const problem = inputs.map((input) => problemOf(model, input)).find((found) => found !== null)
  if (problem) return { problem }
  return {
    kind,
    body: {
      model_name: row.target,
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
  for (const input of inputs) {
    const field = files[input.role]
    if (field) filled[field] = await base64Of(input)
  }
  return filled
}

const strangePart = (request: ResolvedRequest, inputs: readonly ProviderInput[]): (typeof strangeWords)[number] | InputRole | undefined =>
  strangeWords.find((word) => request[word] !== undefined) ?? inputs.find(({ role }) => !files[role] || request.mode === 't2v')?.role

const mostMegabytes = 10
const leastSide = 300
const mostRatio = 2.5

/** Kling's limits of a picture: https://app.klingai.com/global/dev/document-api/apiReference/model/imageToVideo */
const problemOf = (model: string, { mediaType, sizeBytes, width, height }: ProviderInput): Text | null => {
  if ((mediaType !== 'image/png' && mediaType !== 'image/jpeg') || sizeBytes > mostMegabytes * 1_000_000) {
    return say('model.imageKinds', { model, kinds: ['PNG', 'JPEG'], megabytes: mostMegabytes })
  }
  if (Math.min(width, height) < leastSide) return say('model.imageSide', { model, pixels: leastSide })
  const ratio = Math.max(width, height) / Math.min(width, height)
  return ratio > mostRatio ? say('model.imageRatio', { model, ratio: mostRatio }) : null
}
