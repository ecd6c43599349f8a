import type { Json } from '../../src/core/json.ts'
import type { ProviderInput, ProviderRequest } from '../../src/core/provider.ts'
import type { InputRole, ResolvedRequest } from '../../src/core/request.ts'
import { base64Of } from '../../src/core/vendor/request-files.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'

/** How a model is told its resolution, where the gateway's own field does not reach it as the row has it. */
type Sizing = (request: ResolvedRequest) => { resolution?: string; providerOptions?: Record<string, Json> }

/** Alibaba's adapter knows sizes, not names: https://github.com/vercel/ai, packages/alibaba, `resolutionTierMap`. */
const alibabaSizes: Record<string, Record<string, string>> = {
  '480p': { '16:9': '832x480', '9:16': '480x832', '1:1': '624x624' },
  '720p': { '16:9': '1280x720', '9:16': '720x1280', '1:1': '960x960', '4:3': '1088x832', '3:4': '832x1088' },
  '1080p': { '16:9': '1920x1080', '9:16': '1080x1920', '1:1': '1440x1440', '4:3': '1632x1248', '3:4': '1248x1632' },
}
const bflTiers: Record<string, string> = { '720p': 'hd', '1080p': 'fhd' }

const plain: Sizing = ({ resolution }) => (resolution === undefined ? {} : { resolution })

/**
 * By the creator in `creator/model`. ByteDance's and Google's adapters hand a name such as `720p` on as it is; xAI's and Black Forest Labs'
 * read it only from their own options, and what they do not read they leave out with a warning (packages/xai, /black-forest-labs).
 */
const sizings: Record<string, Sizing> = {
  bytedance: plain,
  google: plain,
  alibaba: ({ resolution = '', aspectRatio = '16:9' }) => {
    const size = alibabaSizes[resolution]?.[aspectRatio]
    return size === undefined ? {} : { resolution: size }
  },
  spacexai: ({ resolution }) => (resolution === undefined ? {} : { providerOptions: { xai: { resolution } } }),
  bfl: ({ resolution = '' }) => {
    const tier = bflTiers[resolution]
    return tier === undefined ? {} : { providerOptions: { blackForestLabs: { resolution: tier } } }
  },
}

const takenRoles: ReadonlySet<InputRole> = new Set<InputRole>(['firstFrame', 'lastFrame', 'referenceImages'])

/** What the gateway has no field for that is the same with every vendor. */
const unknownWords = ['negativePrompt', 'fps', 'strength', 'camera'] as const satisfies (keyof ResolvedRequest)[]

/** Why a request cannot be written in the gateway's words; null when it can. */
export const problemOf = ({ request, model, inputs }: ProviderRequest): Text | null => {
  const { name } = model
  const unknown =
    unknownWords.find((word) => request[word] !== undefined && request[word] !== '') ??
    inputs.find(({ role }) => !takenRoles.has(role))?.role
  if (unknown) return say('model.takesNo', { model: name, part: say(`part.${unknown}`) })
  const [extra] = Object.keys(request.extras)
  if (extra !== undefined) return say('model.noInput', { model: name, input: extra })
  const has = (role: InputRole): boolean => inputs.some((input) => input.role === role)
  if (has('lastFrame') && !has('firstFrame')) return say('model.lastNeedsFirst', { model: name })
  if (has('firstFrame') && has('referenceImages')) return say('model.firstOrReferences', { model: name })
  const sizing = sizings[creatorOf(model.target)]
  if (!sizing) return say('provider.unknownInputs', { vendor: 'Vercel AI Gateway', target: model.target })
  const { resolution, aspectRatio } = request
  if (resolution !== undefined && Object.keys(sizing(request)).length === 0)
    return say('model.noSize', { model: name, aspectRatio, resolution })
  return null
}

const creatorOf = (target: string): string => target.split('/')[0] ?? ''

/** A file by its link, where it has one, and else in base64. */
const fileOf = async (input: ProviderInput, links: Readonly<Record<string, string>>): Promise<Json> => {
  const { mediaType, sha256 } = input
  const url = links[sha256]
  return url === undefined ? { type: 'file', mediaType, data: await base64Of(input) } : { type: 'url', url, mediaType }
}

/**
 * The body of a start, as `GatewayVideoModel.buildRequestBody` of `@ai-sdk/gateway` 4.0.62 has it: the same request with the same links is
 * the same body, byte for byte. Throws what reading a file throws.
 */
export const mapRequest = async (
  { request, model, inputs }: ProviderRequest,
  links: Readonly<Record<string, string>>,
): Promise<Record<string, Json>> => {
  const { prompt, seed, durationSeconds, aspectRatio, generateAudio } = request
  const of = (role: InputRole): ProviderInput[] => inputs.filter((input) => input.role === role)
  const [first] = await Promise.all(of('firstFrame').map((input) => fileOf(input, links)))
  const [last] = await Promise.all(of('lastFrame').map((input) => fileOf(input, links)))
  const references = await Promise.all(of('referenceImages').map((input) => fileOf(input, links)))
  const { resolution, providerOptions = {} } = sizings[creatorOf(model.target)]?.(request) ?? {}
  return {
    prompt,
    n: 1,
    ...(aspectRatio !== undefined && { aspectRatio }),
    ...(resolution !== undefined && { resolution }),
    ...(durationSeconds !== undefined && { duration: durationSeconds }),
    ...(model.seed && { seed }),
    ...(generateAudio !== undefined && { generateAudio }),
    providerOptions,
    ...(first !== undefined && { image: first }),
    ...(first !== undefined &&
      last !== undefined && {
        frameImages: [
          { image: first, frameType: 'first_frame' },
          { image: last, frameType: 'last_frame' },
        ],
      }),
    ...(references.length > 0 && { inputReferences: references }),
  }
}
