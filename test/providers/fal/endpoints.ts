/**
 * The inputs of fal's endpoints as JSON schemas, and what each makes. Names, values and usual values are those of the endpoint types in
 * fal's own client (github.com/fal-ai/fal-js, `libs/client/src/types/endpoints.ts` of 2026-08-02), which are made from the documents that
 * fal serves; bounds are those of https://fal.ai/models/<endpoint id>/llms.txt, where these types have none. `later` endpoints are younger
 * than those types: theirs are read off several clients of others, 2026-09 and 2026-10, which agree.
 */
type Schema = Readonly<Record<string, unknown>>

const text: Schema = { type: 'string' }
const textOf = (maxLength: number): Schema => ({ type: 'string', maxLength })
const flag = (usual?: boolean): Schema => ({ type: 'boolean', ...(usual !== undefined && { default: usual }) })
const word = (usual: string, ...others: string[]): Schema => ({ type: 'string', enum: [usual, ...others], default: usual })
/** An enumeration whose usual value stands where fal has it. */
const words = (usual: string | null, values: readonly string[]): Schema => ({
  type: 'string',
  enum: values,
  ...(usual !== null && { default: usual }),
})
const numbers = (usual: number, ...others: number[]): Schema => ({ type: 'integer', enum: [usual, ...others], default: usual })
const between = (minimum: number, maximum: number, usual: number): Schema => ({ type: 'integer', minimum, maximum, default: usual })
/** What may be null stands in fal's documents like this. */
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] })
const seed: Schema = orNull({ type: 'integer' })
const seedUpTo = (maximum: number): Schema => orNull({ type: 'integer', minimum: 0, maximum })
const file: Schema = { type: 'string', pattern: '^(https?://|data:[\\w-]+/[\\w-]+;base64,)' }
const files = (maxItems?: number): Schema => ({ type: 'array', items: file, ...(maxItems !== undefined && { maxItems }) })
const upTo = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index)
const digits = (from: number, to: number): string[] => upTo(from, to).map(String)

const safety = word('4', '1', '2', '3', '5', '6')
const sized = (...more: string[]): Schema => ({
  anyOf: [
    { $ref: '#/components/schemas/ImageSize' },
    { type: 'string', enum: ['square_hd', 'square', 'portrait_4_3', 'portrait_16_9', 'landscape_4_3', 'landscape_16_9', ...more] },
  ],
  default: more[0] ?? 'landscape_4_3',
})

/** What several inputs refer to. */
export const sharedSchemas: Readonly<Record<string, Schema>> = {
  ImageSize: {
    type: 'object',
    properties: { width: { type: 'integer', maximum: 14142 }, height: { type: 'integer', maximum: 14142 } },
    additionalProperties: false,
  },
  Shot: {
    type: 'object',
    properties: { prompt: textOf(512), duration: words('5', digits(1, 15)) },
    required: ['prompt'],
    additionalProperties: false,
  },
}
const shots: Schema = { type: 'array', items: { $ref: '#/components/schemas/Shot' }, maxItems: 6 }

export interface Endpoint {
  properties: Readonly<Record<string, Schema>>
  required: readonly string[]
  /** The name of what comes out. */
  makes: 'video' | 'image' | 'images'
  /** Only some of its answers tell the seed. */
  tellsSeed?: boolean
}

const endpoint = (makes: Endpoint['makes'], properties: Endpoint['properties'], ...required: string[]): Endpoint => ({
  makes,
  properties,
  required,
})

const wanRatio = word('16:9', '9:16', '1:1', '4:3', '3:4')
const wan = {
  prompt: textOf(5000),
  resolution: words('1080p', ['720p', '1080p']),
  seed: seedUpTo(2_147_483_647),
  enable_safety_checker: flag(true),
}
const wanLong = { duration: numbers(5, ...upTo(2, 15).filter((second) => second !== 5)), negative_prompt: textOf(500) }
const wanClip = { ...wan, ...wanLong, enable_prompt_expansion: flag(true), audio_url: file }
const tellingSeed = (one: Endpoint): Endpoint => ({ ...one, tellsSeed: true })

const kling = {
  prompt: orNull(textOf(2500)),
  negative_prompt: { type: 'string', maxLength: 2500, default: 'blur, distort, and low quality' },
  duration: words('5', digits(3, 15)),
  generate_audio: flag(true),
  cfg_scale: { type: 'number', minimum: 0, maximum: 1, default: 0.5 },
  shot_type: word('customize', 'intelligent'),
  multi_prompt: orNull(shots),
}
const klingTurbo = { prompt: orNull(textOf(2500)), duration: kling.duration, multi_prompt: kling.multi_prompt }

const veo = (...resolutions: string[]) => ({
  prompt: text,
  negative_prompt: orNull(text),
  duration: words('8s', ['4s', '6s', '8s']),
  resolution: words('720p', resolutions),
  generate_audio: flag(true),
  auto_fix: flag(),
  safety_tolerance: safety,
  seed,
})
const veoText = (...resolutions: string[]) => endpoint('video', { ...veo(...resolutions), aspect_ratio: word('16:9', '9:16') }, 'prompt')
const auto = word('auto', '16:9', '9:16')
const veoImage = (...resolutions: string[]) =>
  endpoint('video', { ...veo(...resolutions), aspect_ratio: auto, image_url: file }, 'prompt', 'image_url')
/** Its lengths are no enumeration there. */
const loose = { type: 'string', default: '8s' }
const veoFrames = (...resolutions: string[]) =>
  endpoint(
    'video',
    { ...veo(...resolutions), aspect_ratio: auto, duration: loose, first_frame_url: file, last_frame_url: file },
    'prompt',
    'first_frame_url',
    'last_frame_url',
  )
const { negative_prompt: _, seed: __, ...veoPlain } = veo('720p', '1080p', '4k')
const veoReferences = endpoint(
  'video',
  { ...veoPlain, aspect_ratio: word('16:9', '9:16'), duration: loose, image_urls: files() },
  'prompt',
  'image_urls',
)
const veoExtend = endpoint(
  'video',
  {
    ...veo(),
    aspect_ratio: auto,
    duration: { type: 'string', default: '7s' },
    resolution: { type: 'string', default: '720p' },
    video_url: file,
  },
  'prompt',
  'video_url',
)

const ltx = (ratios: Schema, ...longer: number[]) => ({
  prompt: text,
  aspect_ratio: ratios,
  duration: numbers(6, 8, 10, ...longer),
  resolution: word('1080p', '1440p', '2160p'),
  fps: numbers(25, 24, 48, 50),
  generate_audio: flag(true),
})
const ltxFast = upTo(6, 10).map((half) => half * 2)
const ltxText = (...longer: number[]) => endpoint('video', ltx(word('16:9', '9:16'), ...longer), 'prompt')
const ltxImage = (...longer: number[]) =>
  endpoint('video', { ...ltx(auto, ...longer), image_url: file, end_image_url: orNull(file) }, 'prompt', 'image_url')

const seedanceRatio = word('auto', '21:9', '16:9', '4:3', '1:1', '3:4', '9:16')
const seedance = (longest: number, resolutions: string[], more: Endpoint['properties'] = {}) => ({
  prompt: text,
  aspect_ratio: seedanceRatio,
  duration: words('auto', ['auto', ...digits(4, longest)]),
  resolution: words('720p', resolutions),
  generate_audio: flag(true),
  end_user_id: orNull(text),
  ...more,
})
/** The three endpoints of a Seedance. */
const seedances = (
  base: string,
  fields: Endpoint['properties'],
  [images, videos, sounds]: [number, number, number],
): Record<string, Endpoint> => ({
  [`${base}/text-to-video`]: endpoint('video', fields, 'prompt'),
  [`${base}/image-to-video`]: endpoint('video', { ...fields, image_url: file, end_image_url: orNull(file) }, 'prompt', 'image_url'),
  [`${base}/reference-to-video`]: endpoint(
    'video',
    { ...fields, image_urls: files(images), video_urls: files(videos), audio_urls: files(sounds) },
    'prompt',
  ),
})
const bitrate = { bitrate_mode: word('standard', 'high') }

const h3 = (...resolutions: string[]) => ({
  prompt: text,
  duration: between(5, 15, 5),
  resolution: words(resolutions[0] ?? null, resolutions),
})
const h3Ratios = ['21:9', '16:9', '4:3', '1:1', '3:4', '9:16']
const h3s = (base: string, ...resolutions: string[]): Record<string, Endpoint> => ({
  [`${base}/text-to-video`]: endpoint('video', { ...h3(...resolutions), aspect_ratio: words('16:9', h3Ratios) }, 'prompt'),
  [`${base}/image-to-video`]: endpoint(
    'video',
    { ...h3(...resolutions), image_url: file, end_image_url: orNull(file) },
    'prompt',
    'image_url',
  ),
  [`${base}/reference-to-video`]: endpoint(
    'video',
    {
      ...h3(...resolutions),
      aspect_ratio: words('adaptive', ['adaptive', ...h3Ratios]),
      reference_image_urls: files(9),
      reference_video_urls: files(3),
      reference_audio_urls: files(3),
    },
    'prompt',
  ),
})

const horse = {
  prompt: textOf(2500),
  duration: numbers(5, ...upTo(3, 15).filter((second) => second !== 5)),
  resolution: words('1080p', ['720p', '1080p']),
  seed: seedUpTo(2_147_483_647),
  enable_safety_checker: flag(true),
}
const horseRatio = word('16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '9:21', '5:4', '4:5')

const omni = {
  prompt: text,
  aspect_ratio: word('16:9', '9:16'),
  duration: between(3, 10, 8),
  resolution: word('720p', '360p', '1080p', '4k'),
}

const grok = { prompt: text, duration: between(1, 15, 6), resolution: words('720p', ['480p', '720p']) }

const ray = {
  prompt: text,
  aspect_ratio: word('16:9', '3:4', '4:3', '1:1', '9:16', '21:9'),
  duration: word('5s', '10s'),
  resolution: word('540p', '720p', '1080p'),
  loop: flag(),
  hdr: flag(),
  exr_export: flag(),
}

const pixverse = {
  prompt: textOf(2048),
  negative_prompt: { type: 'string', maxLength: 2048, default: '' },
  duration: between(1, 15, 5),
  resolution: words('720p', ['360p', '540p', '720p', '1080p']),
  generate_audio_switch: flag(),
  generate_multi_clip_switch: flag(),
  seed,
  style: orNull(words(null, ['anime', '3d_animation', 'clay', 'comic', 'cyberpunk'])),
  thinking_type: orNull(words(null, ['enabled', 'disabled', 'auto'])),
}
const { generate_multi_clip_switch: ___, thinking_type: ____, ...pixverseExtend } = pixverse
const pixverseRatio = word('16:9', '4:3', '1:1', '3:4', '9:16', '2:3', '3:2', '21:9')

const vidu = {
  prompt: textOf(2000),
  duration: between(1, 16, 5),
  resolution: words('720p', ['360p', '540p', '720p', '1080p']),
  audio: flag(true),
  seed,
}
const viduRatio = word('16:9', '9:16', '4:3', '3:4', '1:1')

const wan3 = {
  prompt: textOf(5000),
  duration: orNull(between(2, 30, 5)),
  resolution: words('1080p', ['480p', '720p', '1080p']),
  aspect_ratio: word('adaptive', '16:9', '4:3', '1:1', '3:4', '9:16'),
  audio: flag(true),
  enable_prompt_expansion: flag(true),
  enable_thinking: flag(false),
  enable_safety_checker: flag(true),
  seed: seedUpTo(2_147_483_647),
}
const wan3s = (base: string): Record<string, Endpoint> => ({
  [`${base}/text-to-video`]: endpoint('video', wan3, 'prompt'),
  [`${base}/image-to-video`]: endpoint('video', { ...wan3, start_image_url: file, end_image_url: orNull(file) }, 'start_image_url'),
})

const flux3 = {
  prompt: text,
  aspect_ratio: word('auto', '21:9', '2:1', '16:9', '4:3', '1:1', '3:4', '9:16'),
  duration: {
    anyOf: [
      { type: 'string', enum: ['auto'] },
      { type: 'integer', minimum: 5, maximum: 20 },
    ],
    default: 'auto',
  },
  resolution: word('720p', '1080p'),
  generate_audio: flag(true),
  safety_tolerance: between(0, 4, 2),
}

const banana = {
  prompt: text,
  aspect_ratio: orNull(word('auto', '21:9', '16:9', '3:2', '4:3', '5:4', '1:1', '4:5', '3:4', '2:3', '9:16', '4:1', '1:4', '8:1', '1:8')),
  resolution: words('1K', ['0.5K', '1K', '2K', '4K']),
  num_images: between(1, 4, 1),
  output_format: word('png', 'jpeg', 'webp'),
  limit_generations: flag(true),
  enable_web_search: flag(),
  safety_tolerance: safety,
  sync_mode: flag(),
  seed,
}

const flux2 = {
  prompt: text,
  output_format: word('jpeg', 'png'),
  safety_tolerance: word('2', '1', '3', '4', '5'),
  enable_safety_checker: flag(true),
  sync_mode: flag(),
  seed,
}

const upscale = {
  upscale_mode: word('factor', 'target'),
  upscale_factor: { type: 'number', minimum: 1, maximum: 10, default: 2 },
  target_resolution: word('1080p', '720p', '1440p', '2160p'),
  noise_scale: { type: 'number', minimum: 0, maximum: 1, default: 0.1 },
  sync_mode: flag(),
  seed,
}

const later: Record<string, Endpoint> = {
  ...seedances('bytedance/seedance-2.5', seedance(30, ['480p', '720p', '1080p'], { ...bitrate, seed }), [30, 10, 10]),
  ...h3s('minimax/h3-max', '768P', '480P'),
  ...wan3s('alibaba/wan-3.0'),
  ...wan3s('alibaba/wan-3.0-prime'),
  'google/gemini-omni-flash/v1.1/text-to-video': endpoint('video', omni, 'prompt'),
  'google/gemini-omni-flash/v1.1/image-to-video': endpoint('video', { ...omni, image_url: file }, 'prompt', 'image_url'),
  'google/gemini-omni-flash/v1.1/reference-to-video': endpoint('video', { ...omni, image_urls: files() }, 'prompt', 'image_urls'),
  'google/gemini-omni-flash/v1.1/edit': endpoint('video', { prompt: text, video_url: file }, 'prompt', 'video_url'),
  'blackforestlabs/flux-3/text-to-video': endpoint('video', flux3, 'prompt'),
  'blackforestlabs/flux-3/image-to-video': endpoint('video', { ...flux3, image_url: file }, 'prompt', 'image_url'),
  'blackforestlabs/flux-3/first-last-frame-to-video': endpoint(
    'video',
    { ...flux3, start_image_url: file, end_image_url: file },
    'prompt',
    'start_image_url',
    'end_image_url',
  ),
}

export const endpoints: Readonly<Record<string, Endpoint>> = {
  ...later,
  'fal-ai/wan/v2.7/text-to-video': tellingSeed(endpoint('video', { ...wanClip, aspect_ratio: wanRatio }, 'prompt')),
  'fal-ai/wan/v2.7/image-to-video': tellingSeed(
    endpoint('video', { ...wanClip, image_url: orNull(file), end_image_url: orNull(file), video_url: orNull(file) }),
  ),
  'fal-ai/wan/v2.7/edit-video': tellingSeed(
    endpoint(
      'video',
      {
        ...wan,
        duration: numbers(0, ...upTo(2, 10)),
        aspect_ratio: orNull(wanRatio),
        video_url: file,
        reference_image_url: orNull(file),
        audio_setting: word('auto', 'origin'),
      },
      'prompt',
      'video_url',
    ),
  ),
  'fal-ai/kling-video/v3/pro/text-to-video': endpoint('video', { ...kling, aspect_ratio: word('16:9', '9:16', '1:1') }),
  'fal-ai/kling-video/v3/pro/image-to-video': endpoint(
    'video',
    { ...kling, start_image_url: file, end_image_url: orNull(file) },
    'start_image_url',
  ),
  'fal-ai/kling-video/v3/turbo/pro/text-to-video': endpoint('video', { ...klingTurbo, aspect_ratio: word('16:9', '9:16', '1:1') }),
  'fal-ai/kling-video/v3/turbo/pro/image-to-video': endpoint('video', { ...klingTurbo, image_url: file }, 'image_url'),
  'fal-ai/veo3.1': veoText('720p', '1080p', '4k'),
  'fal-ai/veo3.1/image-to-video': veoImage('720p', '1080p', '4k'),
  'fal-ai/veo3.1/first-last-frame-to-video': veoFrames('720p', '1080p', '4k'),
  'fal-ai/veo3.1/reference-to-video': veoReferences,
  'fal-ai/veo3.1/extend-video': veoExtend,
  'fal-ai/veo3.1/fast': veoText('720p', '1080p', '4k'),
  'fal-ai/veo3.1/fast/image-to-video': veoImage('720p', '1080p', '4k'),
  'fal-ai/veo3.1/fast/first-last-frame-to-video': veoFrames('720p', '1080p', '4k'),
  'fal-ai/veo3.1/fast/extend-video': veoExtend,
  'fal-ai/veo3.1/lite': veoText('720p', '1080p'),
  'fal-ai/veo3.1/lite/image-to-video': veoImage('720p', '1080p'),
  'fal-ai/veo3.1/lite/first-last-frame-to-video': veoFrames('720p', '1080p'),
  'fal-ai/ltx-2.3/text-to-video': ltxText(),
  'fal-ai/ltx-2.3/image-to-video': ltxImage(),
  'fal-ai/ltx-2.3/text-to-video/fast': ltxText(...ltxFast),
  'fal-ai/ltx-2.3/image-to-video/fast': ltxImage(...ltxFast),
  'fal-ai/ltx-2.3/extend-video': endpoint(
    'video',
    {
      prompt: orNull(text),
      duration: { type: 'number', minimum: 2, maximum: 20, default: 5 },
      mode: word('end', 'start'),
      context: orNull({ type: 'number', minimum: 1, maximum: 20 }),
      video_url: file,
    },
    'video_url',
  ),
  ...seedances('bytedance/seedance-2.0', seedance(15, ['480p', '720p', '1080p', '4k'], bitrate), [9, 3, 3]),
  ...seedances('bytedance/seedance-2.0/fast', seedance(15, ['480p', '720p'], bitrate), [9, 3, 3]),
  ...seedances('bytedance/seedance-2.0/mini', seedance(15, ['480p', '720p']), [9, 3, 3]),
  ...h3s('minimax/h3', '2K', '768P'),
  'alibaba/happy-horse/v1.1/text-to-video': endpoint('video', { ...horse, aspect_ratio: horseRatio }, 'prompt'),
  'alibaba/happy-horse/v1.1/image-to-video': endpoint('video', { ...horse, image_url: file }, 'image_url'),
  'alibaba/happy-horse/v1.1/reference-to-video': endpoint(
    'video',
    { ...horse, aspect_ratio: horseRatio, image_urls: files(9) },
    'prompt',
    'image_urls',
  ),
  'xai/grok-imagine-video/v1.5/image-to-video': endpoint(
    'video',
    { ...grok, resolution: words('720p', ['480p', '720p', '1080p']), image_url: file },
    'prompt',
    'image_url',
  ),
  'xai/grok-imagine-video/text-to-video': endpoint(
    'video',
    { ...grok, aspect_ratio: word('16:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16') },
    'prompt',
  ),
  'luma/agent/ray/v3.2/text-to-video': endpoint('video', ray, 'prompt'),
  'luma/agent/ray/v3.2/image-to-video': endpoint('video', { ...ray, image_url: orNull(file), end_image_url: orNull(file) }, 'prompt'),
  'fal-ai/pixverse/v6/text-to-video': endpoint('video', { ...pixverse, aspect_ratio: pixverseRatio }, 'prompt'),
  'fal-ai/pixverse/v6/image-to-video': endpoint('video', { ...pixverse, image_url: file }, 'prompt', 'image_url'),
  'fal-ai/pixverse/v6/transition': endpoint(
    'video',
    { ...pixverse, aspect_ratio: pixverseRatio, first_image_url: file, end_image_url: file },
    'prompt',
    'first_image_url',
    'end_image_url',
  ),
  'fal-ai/pixverse/v6/extend': endpoint('video', { ...pixverseExtend, video_url: file }, 'prompt', 'video_url'),
  'fal-ai/vidu/q3/text-to-video': endpoint('video', { ...vidu, aspect_ratio: viduRatio }, 'prompt'),
  'fal-ai/vidu/q3/image-to-video': endpoint('video', { ...vidu, image_url: file, end_image_url: orNull(file) }, 'image_url'),
  'fal-ai/nano-banana-2': endpoint('images', banana, 'prompt'),
  'fal-ai/nano-banana-2/edit': endpoint('images', { ...banana, image_urls: files() }, 'prompt'),
  'fal-ai/flux-2-pro': endpoint('images', { ...flux2, image_size: sized() }, 'prompt'),
  'fal-ai/flux-2-pro/edit': endpoint('images', { ...flux2, image_size: sized('auto'), image_urls: files() }, 'prompt', 'image_urls'),
  'fal-ai/flux-pro/v1/fill': endpoint(
    'images',
    {
      prompt: text,
      image_url: file,
      mask_url: file,
      num_images: between(1, 4, 1),
      output_format: word('jpeg', 'png'),
      safety_tolerance: word('2', '1', '3', '4', '5', '6'),
      enhance_prompt: flag(),
      sync_mode: flag(),
      seed,
    },
    'prompt',
    'image_url',
    'mask_url',
  ),
  'fal-ai/seedvr/upscale/video': endpoint(
    'video',
    { ...upscale, video_url: file, output_format: word('X264 (.mp4)', 'VP9 (.webm)') },
    'video_url',
  ),
  'fal-ai/seedvr/upscale/image': endpoint('image', { ...upscale, image_url: file, output_format: word('jpg', 'png', 'webp') }, 'image_url'),
}
