import { Ajv, type ValidateFunction } from 'ajv'
import { z } from 'zod'
import { sdkSchemas } from './sdk-schemas.ts'

/** Where each create is, and the file of the vendor's types that describes it. */
export const resources: Readonly<Record<string, string>> = {
  '/v1/text_to_video': 'text-to-video',
  '/v1/image_to_video': 'image-to-video',
  '/v1/video_to_video': 'video-to-video',
  '/v1/text_to_image': 'text-to-image',
}

/** What a body is refused for: the field, and why. */
export interface Issue {
  path: string[]
  message: string
}

const ajv = new Ajv({ strict: false, allErrors: true })
const validators = new Map<string, ValidateFunction>()

const validatorOf = (path: string, model: string): ValidateFunction | undefined => {
  const key = `${path} ${model}`
  const known = validators.get(key)
  if (known) return known
  const schema = sdkSchemas(resources[path] ?? '').get(model)
  const made = schema && ajv.compile(schema)
  if (made) validators.set(key, made)
  return made
}

/** An HTTPS URL, a Runway upload or a data URI of at most 5 MB. */
const uri = z
  .string()
  .max(5_000_000)
  .regex(/^(https:\/\/|runway:\/\/|data:(image|video|audio)\/\w+;base64,[\w+/]+=*$)/)
const uris = z.array(z.object({ uri }))
const frames = z.union([uri, z.array(z.object({ uri, position: z.enum(['first', 'last']) })).min(1)])
const second = z.number().min(0)
const range = z.object({ start_seconds: z.int().min(0), end_seconds: z.int() }).optional()

/** The numbers and lengths that only the words beside the types tell, and the vendor's page of models (third parties, 2026-10). */
const limits: Readonly<Record<string, { prompt: number; seconds?: [number, number]; references?: number }>> = {
  'gen4.5': { prompt: 1000, seconds: [2, 10] },
  gen4_turbo: { prompt: 1000, seconds: [2, 10] },
  gen4_image: { prompt: 1000, references: 3 },
  gen4_image_turbo: { prompt: 1000, references: 3 },
  aleph2: { prompt: 1000 },
  'veo3.1': { prompt: 1000, seconds: [4, 8] },
  'veo3.1_fast': { prompt: 1000, seconds: [4, 8] },
  seedance2: { prompt: 3500, seconds: [4, 15], references: 9 },
  seedance2_fast: { prompt: 3500, seconds: [4, 15], references: 9 },
  seedance2_mini: { prompt: 3500, seconds: [4, 15], references: 9 },
  seedance2_5: { prompt: 15_000, seconds: [4, 30], references: 30 },
  wan3: { prompt: 20_000, seconds: [2, 30], references: 10 },
  wan3_prime: { prompt: 20_000, seconds: [2, 30], references: 10 },
  hailuo3: { prompt: 6000, seconds: [5, 15], references: 9 },
  h3_max: { prompt: 6000, seconds: [5, 15] },
  'gemini_omni_flash_1.1': { prompt: 4000, seconds: [3, 10], references: 5 },
  grok_imagine_1_5: { prompt: 2500, seconds: [1, 15], references: 7 },
  happyhorse_1_0: { prompt: 2500, seconds: [3, 15] },
}

const bodySchema = (model: string) => {
  const { prompt, seconds, references = 0 } = limits[model] ?? { prompt: 0 }
  return z.looseObject({
    promptText: z.string().min(1).max(prompt).optional(),
    duration: (seconds ? z.int().min(seconds[0]).max(seconds[1]) : z.never()).optional(),
    seed: z.uint32().optional(),
    promptImage: frames.optional(),
    videoUri: uri.optional(),
    references: uris.max(references).optional(),
    referenceImages: uris
      .max(references)
      .min(model === 'gen4_image_turbo' ? 1 : 0)
      .optional(),
    referenceVideos: uris.max(3).optional(),
    referenceAudio: uris.max(3).optional(),
    keyframes: z
      .array(z.object({ uri, at: z.number().min(0).max(1).optional(), seconds: second.optional(), range }))
      .min(1)
      .max(5)
      .optional(),
  })
}
type Body = z.infer<ReturnType<typeof bodySchema>>

/** What does not go together, each by the vendor's own words in its types. */
const together: [when: (body: Body, path: string) => boolean, message: string][] = [
  [({ promptImage }) => Array.isArray(promptImage) && promptImage[0]?.position !== 'first', 'promptImage: a last frame needs a first'],
  [({ promptImage }) => Array.isArray(promptImage) && promptImage.length > 2, 'promptImage: at most two frames'],
  [
    ({ model, ratio }, path) => `${model}`.startsWith('wan3') && path.endsWith('image_to_video') !== `${ratio}`.startsWith('auto_'),
    'ratio: keyframes must use auto_…, and nothing else may',
  ],
  [({ ratio }, path) => ratio === 'adaptive' && path.endsWith('text_to_video'), 'ratio: text-only requests require a concrete ratio'],
  [
    ({ model, references, resolution }) => model === 'grok_imagine_1_5' && references !== undefined && resolution === '1080p',
    'resolution: image references are capped at 720p',
  ],
  [
    ({ keyframes = [] }) => new Set(keyframes.map((frame) => frame.range === undefined)).size > 1,
    'keyframes: all or none must set a range',
  ],
  [
    ({ keyframes = [] }) =>
      keyframes.some(({ range: one, seconds = 0 }) => one && (one.end_seconds <= seconds || one.start_seconds > seconds)),
    'keyframes: the timestamp must fall within its range',
  ],
]

/** Why Runway would refuse the body of a create; nothing when it takes it. */
export const checkCreate = (path: string, body: unknown): Issue[] => {
  const { model = '' } = z.object({ model: z.string() }).safeParse(body).data ?? {}
  const validate = validatorOf(path, model)
  if (!validate || !limits[model]) return [{ path: ['model'], message: 'Invalid model' }]
  if (!validate(body)) {
    return (validate.errors ?? []).map(({ instancePath, message = '', params }) => ({
      path: instancePath.split('/').slice(1),
      message: `${message} ${JSON.stringify(params)}`,
    }))
  }
  const parsed = bodySchema(model).safeParse(body)
  if (!parsed.success) return parsed.error.issues.map((issue) => ({ path: issue.path.map(String), message: issue.message }))
  return together.flatMap(([isWrong, message]) => (isWrong(parsed.data, path) ? { path: [message.split(':')[0] ?? ''], message } : []))
}
