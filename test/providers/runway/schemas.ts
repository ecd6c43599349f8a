import { z } from 'zod'

/**
 * The bodies of the creates, after `TextToVideoCreateParams`, `ImageToVideoCreateParams` and `VideoToVideoCreateParams` of
 * @runwayml/sdk 4.20, as far as the adapter uses them. Anything else in a body is refused.
 */
const prompt = z.string().min(1).max(1000)
const seed = z.int().min(0).max(4_294_967_295).optional()
const seconds = z.int().min(2).max(10)
const gen4Ratio = z.enum(['1280:720', '720:1280', '1104:832', '960:960', '832:1104', '1584:672'])
const veoRatio = z.enum(['1280:720', '720:1280', '1080:1920', '1920:1080'])

/** An HTTPS URL, a Runway upload or a data URI of at most 5 MB. */
const uri = z
  .string()
  .max(5_000_000)
  .regex(/^(https:\/\/|runway:\/\/|data:(image|video)\/\w+;base64,[\w+/]+=*$)/)
const frames = (positions: [string, ...string[]]) => z.array(z.strictObject({ position: z.enum(positions), uri })).min(1)

const veo = {
  ratio: veoRatio,
  audio: z.boolean().optional(),
  duration: z.literal([4, 6, 8]).optional(),
  negativePrompt: z.string().optional(),
  seed,
}
const veoModel = z.enum(['veo3.1', 'veo3.1_fast'])

export const createSchemas: Record<string, z.ZodType<Record<string, unknown>>> = {
  '/v1/text_to_video': z.union([
    z.strictObject({ model: z.literal('gen4.5'), promptText: prompt, ratio: z.enum(['1280:720', '720:1280']), duration: seconds, seed }),
    z.strictObject({ model: veoModel, promptText: prompt, ...veo }),
  ]),
  '/v1/image_to_video': z.union([
    z.strictObject({
      model: z.literal('gen4.5'),
      promptText: prompt,
      promptImage: z.union([uri, frames(['first'])]),
      ratio: gen4Ratio,
      duration: seconds,
      seed,
    }),
    z.strictObject({
      model: z.literal('gen4_turbo'),
      promptText: prompt.optional(),
      promptImage: z.union([uri, frames(['first'])]),
      ratio: gen4Ratio,
      duration: seconds.optional(),
      seed,
    }),
    z.strictObject({ model: veoModel, promptText: prompt.optional(), promptImage: z.union([uri, frames(['first', 'last'])]), ...veo }),
  ]),
  '/v1/video_to_video': z.strictObject({
    model: z.literal('aleph2'),
    videoUri: uri,
    promptText: prompt.optional(),
    seed,
    targetAspectRatio: z.enum(['16:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16', '21:9']).optional(),
  }),
}
