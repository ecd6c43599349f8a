import { z } from 'zod'

/**
 * The inputs of fal's endpoints, written by hand after https://fal.ai/models/<endpoint id>/llms.txt and the types of
 * @fal-ai/client 1.10.1. Unlike fal's own they refuse every other field, so that a test sees one that would be lost.
 */
const file = z.string().regex(/^(https?:\/\/|data:[\w-]+\/[\w-]+;base64,)/)
const numbers = (...values: number[]) => z.literal(values)
const words = (...values: string[]) => z.enum(values)
const upTo = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index)

const wan = {
  prompt: z.string().max(5000),
  duration: numbers(...upTo(2, 15)).optional(),
  resolution: words('720p', '1080p').optional(),
  seed: z.int().min(0).max(2_147_483_647).optional(),
  enable_prompt_expansion: z.boolean().optional(),
}
const wanRatio = words('16:9', '9:16', '1:1', '4:3', '3:4').optional()
const negative = { negative_prompt: z.string().max(500).optional() }

const kling = {
  prompt: z.string().max(2500).optional(),
  negative_prompt: z.string().optional(),
  duration: words(...upTo(3, 15).map(String)).optional(),
  generate_audio: z.boolean().optional(),
  cfg_scale: z.number().min(0).max(1).optional(),
  shot_type: z.string().optional(),
}
const klingText = z.strictObject({ ...kling, aspect_ratio: words('16:9', '9:16', '1:1').optional() })
const klingImage = z.strictObject({ ...kling, start_image_url: file, end_image_url: file.optional() })

const veo = {
  prompt: z.string(),
  negative_prompt: z.string().optional(),
  duration: words('4s', '6s', '8s').optional(),
  aspect_ratio: words('auto', '16:9', '9:16').optional(),
  resolution: words('720p', '1080p', '4k').optional(),
  generate_audio: z.boolean().optional(),
  seed: z.int().optional(),
  auto_fix: z.boolean().optional(),
}

const ltx = {
  prompt: z.string(),
  aspect_ratio: words('auto', '16:9', '9:16').optional(),
  resolution: words('1080p', '1440p', '2160p').optional(),
  fps: numbers(24, 25, 48, 50).optional(),
  generate_audio: z.boolean().optional(),
}
const short = { duration: numbers(6, 8, 10).optional() }
const long = { duration: numbers(6, 8, 10, 12, 14, 16, 18, 20).optional() }
const ltxFiles = { image_url: file, end_image_url: file.optional() }

export const endpoints: Record<string, z.ZodObject> = {
  'fal-ai/wan/v2.7/text-to-video': z.strictObject({ ...wan, ...negative, aspect_ratio: wanRatio, audio_url: file.optional() }),
  'fal-ai/wan/v2.7/image-to-video': z.strictObject({
    ...wan,
    ...negative,
    image_url: file.optional(),
    end_image_url: file.optional(),
    audio_url: file.optional(),
    video_url: file.optional(),
  }),
  'fal-ai/wan/v2.7/edit-video': z.strictObject({
    ...wan,
    aspect_ratio: wanRatio,
    video_url: file,
    reference_image_url: file.optional(),
    audio_setting: words('auto', 'origin').optional(),
  }),
  'fal-ai/kling-video/v3/pro/text-to-video': klingText,
  'fal-ai/kling-video/v3/pro/image-to-video': klingImage,
  'fal-ai/veo3.1': z.strictObject(veo),
  'fal-ai/veo3.1/image-to-video': z.strictObject({ ...veo, image_url: file }),
  'fal-ai/veo3.1/first-last-frame-to-video': z.strictObject({ ...veo, first_frame_url: file, last_frame_url: file }),
  'fal-ai/veo3.1/fast': z.strictObject(veo),
  'fal-ai/veo3.1/fast/image-to-video': z.strictObject({ ...veo, image_url: file }),
  'fal-ai/ltx-2.3/text-to-video': z.strictObject({ ...ltx, ...short }),
  'fal-ai/ltx-2.3/image-to-video': z.strictObject({ ...ltx, ...short, ...ltxFiles }),
  'fal-ai/ltx-2.3/text-to-video/fast': z.strictObject({ ...ltx, ...long }),
  'fal-ai/ltx-2.3/image-to-video/fast': z.strictObject({ ...ltx, ...long, ...ltxFiles }),
}
