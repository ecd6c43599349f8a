import { Ajv } from 'ajv'

/**
 * `VideoGenerationV2Req` and `ContentItem` of MiniMax's own OpenAPI document (api-reference/video/generation/api/v2-video-generation.json of
 * platform.minimax.io, in a copy of 2026-09), without its prose; names that it does not have are refused, which it does not say.
 */
const media = { type: 'object', required: ['url'], properties: { url: { type: 'string' } }, additionalProperties: false }

const contentItem = {
  type: 'object',
  required: ['type'],
  properties: {
    type: { type: 'string', enum: ['text', 'image_url', 'video_url', 'audio_url'] },
    text: { type: 'string', maxLength: 7000 },
    image_url: media,
    video_url: media,
    audio_url: media,
    role: { type: 'string', enum: ['first_frame', 'last_frame', 'reference_image', 'reference_video', 'reference_audio'] },
  },
  additionalProperties: false,
}

const createSchema = {
  type: 'object',
  required: ['model', 'content', 'resolution', 'duration'],
  properties: {
    model: { type: 'string', enum: ['MiniMax-H3', 'MiniMax-H3-Max'] },
    content: { type: 'array', items: contentItem },
    resolution: { type: 'string', enum: ['480P', '768P', '2K'] },
    duration: { type: 'integer', enum: [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15] },
    ratio: { type: 'string', enum: ['adaptive', '21:9', '16:9', '4:3', '1:1', '3:4', '9:16'] },
    extra: {
      type: 'object',
      properties: { prompt_expansion_mode: { type: 'string', enum: ['disabled', 'balanced', 'quality'] } },
      additionalProperties: false,
    },
    callback_url: { type: 'string' },
    aigc_watermark: { type: 'boolean' },
  },
  additionalProperties: false,
}

interface Item {
  type: 'text' | 'image_url' | 'video_url' | 'audio_url'
  text?: string
  image_url?: { url: string }
  video_url?: { url: string }
  audio_url?: { url: string }
  role?: string
}

export interface Create {
  model: string
  content: Item[]
  resolution: string
  duration: number
  ratio?: string
  extra?: object
  callback_url?: string
}

const ajv = new Ajv({ allErrors: true })
const isCreate = ajv.compile<Create>(createSchema)

/** A public address, or bytes of a format that the same document names. */
const places: Record<string, RegExp> = {
  image_url: /^(https:\/\/|data:image\/(jpg|jpeg|png|webp|heic|heif);base64,[\w+/]+=*$)/,
  video_url: /^(https:\/\/|data:video\/(mp4|mov);base64,[\w+/]+=*$)/,
  audio_url: /^(https:\/\/|data:audio\/(mp3|wav);base64,[\w+/]+=*$)/,
}

const most: Record<string, number> = { first_frame: 1, last_frame: 1, reference_image: 9, reference_video: 3, reference_audio: 3 }

/** What is wrong with a body, after its schema and what the same document says of it in words; null for a good one. */
export const problemOfCreate = (body: unknown): { create: Create } | { problem: string } => {
  if (!isCreate(body)) return { problem: ajv.errorsText(isCreate.errors) }
  const problem = clashOf(body)
  return problem === null ? { create: body } : { problem }
}

const clashOf = ({ model, content, resolution, duration, ratio, extra }: Create): string | null => {
  const texts = content.filter(({ type, text }) => type === 'text' && text?.trim())
  if (texts.length !== 1) return 'content must include a non-empty text item (prompt is required)'
  for (const item of content) {
    const named = Object.keys(item).filter((name) => name !== 'type' && name !== 'role')
    if (named.join() !== item.type || (item.type === 'text') === (item.role !== undefined)) return `content of ${item.type}`
    if (item.type !== 'text' && !places[item.type]?.test(item[item.type]?.url ?? '')) return `url of ${item.type}`
    if (item.role?.includes('frame') && item.type !== 'image_url') return 'role'
    if (item.role?.startsWith('reference_') && item.role !== `reference_${item.type.slice(0, 5)}`) return 'role'
  }
  const count = (role: string): number => content.filter((item) => item.role === role).length
  if (Object.entries(most).some(([role, limit]) => count(role) > limit)) return 'too many files'
  const [frames, references] = [count('first_frame') + count('last_frame'), content.length - 1 - count('first_frame') - count('last_frame')]
  if (references > 12) return 'too many references'
  if (frames > 0 && references > 0) return 'frames and references are mutually exclusive'
  if (content.length === 1 && (ratio === undefined || ratio === 'adaptive')) return 'ratio is required'
  const isMax = model === 'MiniMax-H3-Max'
  if (resolution === (isMax ? '2K' : '480P')) return 'resolution'
  if (isMax && duration === 4) return 'duration'
  return extra !== undefined && !isMax ? 'extra' : null
}
