import { z } from 'zod'

/**
 * The bodies of Kling's newer standard by their paths, as its pages have them (https://kling.ai/document-api/api/video/3-0-turbo/
 * text-to-video, /3-0-turbo/image-to-video and /3-0-omni/video-omni, in the copies of github.com/aself101/kling-api of 2026-09-20, who
 * tried the first and the last live). Anything else is refused.
 */
const options = z
  .strictObject({
    callback_url: z.url().optional(),
    external_task_id: z.string().optional(),
    watermark_info: z.strictObject({ enabled: z.boolean() }).optional(),
  })
  .optional()
const duration = z.int().min(3).max(15).optional()
const aspect_ratio = z.enum(['16:9', '9:16', '1:1']).optional()
const resolution = z.enum(['720p', '1080p']).optional()

/** An address, or base64 without a prefix. */
const picture = z.union([z.url({ protocol: /^https$/ }), z.base64().min(1)])
const film = z.url({ protocol: /^https$/ })

/** `shot 1, 3, words; shot 2, 2, words;`: in their order, of at most 512 characters, and together as long as the clip. */
const fitsItsShots = (prompt: string, seconds: number): boolean => {
  if (!/^shot \d+,/.test(prompt)) return true
  const shots = prompt.split(';').map((one) => one.trim())
  if (shots.at(-1) === '') shots.pop()
  const read = shots.map((one) => /^shot (\d+), (\d+), (.{1,512})$/s.exec(one))
  const isOrdered = read.every((one, at) => one !== null && Number(one[1]) === at + 1 && Number(one[2]) >= 1)
  return isOrdered && read.length <= 6 && read.reduce((sum, one) => sum + Number(one?.[2]), 0) === seconds
}

const prompt = z.strictObject({ type: z.literal('prompt'), text: z.string().min(1).max(3072) })
const firstFrame = z.strictObject({ type: z.literal('first_frame'), url: picture })

const omniContent = z.discriminatedUnion('type', [
  prompt,
  z.strictObject({ type: z.enum(['first_frame', 'last_frame', 'refer_image']), url: picture, id: z.string().optional() }),
  z.strictObject({ type: z.enum(['feature_video', 'base_video']), url: film, id: z.string().optional() }),
  z.strictObject({ type: z.literal('element'), element_id: z.string(), id: z.string() }),
])
type Omni = z.infer<typeof omniContent>

interface OmniBody {
  contents: Omni[]
  settings: { multi_shot: boolean; audio: string; aspect_ratio?: string | undefined; duration?: number | undefined }
}

/** What may not stand together in an omni request, in Kling's words. */
const omniRules: [string, (body: OmniBody) => boolean][] = [
  ['a prompt', ({ contents }) => countOf(contents, 'prompt') === 1],
  ['one reference video at most', ({ contents }) => countOf(contents, 'feature_video', 'base_video') <= 1],
  ['last frame only is not supported', ({ contents }) => countOf(contents, 'last_frame') <= countOf(contents, 'first_frame')],
  ['first frames', ({ contents }) => countOf(contents, 'first_frame') <= 1],
  [
    'too many reference images',
    ({ contents }) => countOf(contents, 'refer_image') <= (countOf(contents, 'feature_video', 'base_video') > 0 ? 4 : 7),
  ],
  [
    'a video to be edited has no frames, no shots and no native audio',
    ({ contents, settings }) =>
      countOf(contents, 'base_video') === 0 ||
      (countOf(contents, 'first_frame') === 0 && !settings.multi_shot && settings.audio !== 'native'),
  ],
  [
    'with a feature video multi_shot is true and audio is off',
    ({ contents, settings }) => countOf(contents, 'feature_video') === 0 || (settings.multi_shot && settings.audio === 'off'),
  ],
  ['original sound of what video', ({ contents, settings }) => settings.audio !== 'original' || countOf(contents, 'base_video') === 1],
  [
    'aspect_ratio is required',
    ({ contents, settings }) => settings.aspect_ratio !== undefined || countOf(contents, 'first_frame', 'feature_video', 'base_video') > 0,
  ],
  ['names twice', ({ contents }) => new Set(namesIn(contents)).size === namesIn(contents).length],
  [
    'the shots do not fit',
    ({ contents, settings }) =>
      !settings.multi_shot || contents.every((one) => one.type !== 'prompt' || fitsItsShots(one.text, settings.duration ?? 5)),
  ],
]

const countOf = (contents: readonly Omni[], ...types: string[]): number => contents.filter(({ type }) => types.includes(type)).length
const namesIn = (contents: readonly Omni[]): string[] => contents.flatMap((one) => ('id' in one && one.id !== undefined ? [one.id] : []))

interface NewerBody {
  options?: { external_task_id?: string | undefined } | undefined
}

export const newerBodies: Record<string, z.ZodType<NewerBody & Record<string, unknown>>> = {
  'text-to-video/kling-3.0-turbo': z
    .strictObject({
      prompt: z.string().min(1).max(3072),
      settings: z.strictObject({ resolution, aspect_ratio, duration }).optional(),
      options,
    })
    .refine((body) => fitsItsShots(body.prompt, body.settings?.duration ?? 5), 'shots'),
  'image-to-video/kling-3.0-turbo': z
    .strictObject({
      contents: z.array(z.discriminatedUnion('type', [prompt, firstFrame])).length(2),
      settings: z.strictObject({ resolution, duration }).optional(),
      options,
    })
    .refine(({ contents }) => new Set(contents.map(({ type }) => type)).size === 2, 'contents')
    .refine(
      ({ contents, settings }) => contents.every((one) => one.type !== 'prompt' || fitsItsShots(one.text, settings?.duration ?? 5)),
      'shots',
    ),
  'omni-video/kling-3.0-omni': z
    .strictObject({
      contents: z.array(omniContent).min(1),
      settings: z.strictObject({
        multi_shot: z.boolean().default(true),
        audio: z.enum(['native', 'original', 'off']).default('off'),
        resolution: z.enum(['720p', '1080p', '4k']).optional(),
        aspect_ratio,
        duration,
      }),
      options,
    })
    .superRefine((body, context) => {
      for (const [message, holds] of omniRules) if (!holds(body)) context.addIssue({ code: 'custom', message })
    }),
}
