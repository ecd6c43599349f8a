import {
  between,
  digits,
  type Endpoint,
  endpoint,
  file,
  files,
  flag,
  numbers,
  orNull,
  type Schema,
  safety,
  seed,
  seedUpTo,
  shots,
  text,
  textOf,
  upTo,
  word,
  words,
} from './schema-parts.ts'

// The inputs of the models that `endpoints.ts` lists; that file says where they come from.

export const wanRatio = word('16:9', '9:16', '1:1', '4:3', '3:4')
export const wan = {
  prompt: textOf(5000),
  resolution: words('1080p', ['720p', '1080p']),
  seed: seedUpTo(2_147_483_647),
  enable_safety_checker: flag(true),
}
const wanLong = { duration: numbers(5, ...upTo(2, 15).filter((second) => second !== 5)), negative_prompt: textOf(500) }
export const wanClip = { ...wan, ...wanLong, enable_prompt_expansion: flag(true), audio_url: file }
export const tellingSeed = (one: Endpoint): Endpoint => ({ ...one, tellsSeed: true })

export const kling = {
  prompt: orNull(textOf(2500)),
  negative_prompt: { type: 'string', maxLength: 2500, default: 'blur, distort, and low quality' },
  duration: words('5', digits(3, 15)),
  generate_audio: flag(true),
  cfg_scale: { type: 'number', minimum: 0, maximum: 1, default: 0.5 },
  shot_type: word('customize', 'intelligent'),
  multi_prompt: orNull(shots),
}
export const klingTurbo = { prompt: orNull(textOf(2500)), duration: kling.duration, multi_prompt: kling.multi_prompt }

const veoPlain = (...resolutions: string[]) => ({
  prompt: text,
  duration: words('8s', ['4s', '6s', '8s']),
  resolution: words('720p', resolutions),
  generate_audio: flag(true),
  auto_fix: flag(),
  safety_tolerance: safety,
})
const veo = (...resolutions: string[]) => ({ ...veoPlain(...resolutions), negative_prompt: orNull(text), seed })
export const veoText = (...resolutions: string[]) =>
  endpoint('video', { ...veo(...resolutions), aspect_ratio: word('16:9', '9:16') }, 'prompt')
export const auto = word('auto', '16:9', '9:16')
export const veoImage = (...resolutions: string[]) =>
  endpoint('video', { ...veo(...resolutions), aspect_ratio: auto, image_url: file }, 'prompt', 'image_url')
/** Its lengths are no enumeration there. */
const loose = { type: 'string', default: '8s' }
export const veoFrames = (...resolutions: string[]) =>
  endpoint(
    'video',
    { ...veo(...resolutions), aspect_ratio: auto, duration: loose, first_frame_url: file, last_frame_url: file },
    'prompt',
    'first_frame_url',
    'last_frame_url',
  )
export const veoReferences = endpoint(
  'video',
  { ...veoPlain('720p', '1080p', '4k'), aspect_ratio: word('16:9', '9:16'), duration: loose, image_urls: files() },
  'prompt',
  'image_urls',
)
export const veoExtend = endpoint(
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

export const ltx = (ratios: Schema, ...longer: number[]) => ({
  prompt: text,
  aspect_ratio: ratios,
  duration: numbers(6, 8, 10, ...longer),
  resolution: word('1080p', '1440p', '2160p'),
  fps: numbers(25, 24, 48, 50),
  generate_audio: flag(true),
})
export const ltxFast = upTo(6, 10).map((half) => half * 2)
export const ltxText = (...longer: number[]) => endpoint('video', ltx(word('16:9', '9:16'), ...longer), 'prompt')
export const ltxImage = (...longer: number[]) =>
  endpoint('video', { ...ltx(auto, ...longer), image_url: file, end_image_url: orNull(file) }, 'prompt', 'image_url')

const seedanceRatio = word('auto', '21:9', '16:9', '4:3', '1:1', '3:4', '9:16')
export const seedance = (longest: number, resolutions: string[], more: Endpoint['properties'] = {}) => ({
  prompt: text,
  aspect_ratio: seedanceRatio,
  duration: words('auto', ['auto', ...digits(4, longest)]),
  resolution: words('720p', resolutions),
  generate_audio: flag(true),
  end_user_id: orNull(text),
  ...more,
})
/** The three endpoints of a Seedance. */
export const seedances = (
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
export const bitrate = { bitrate_mode: word('standard', 'high') }

export const h3 = (...resolutions: string[]) => ({
  prompt: text,
  duration: between(5, 15, 5),
  resolution: words(resolutions[0] ?? null, resolutions),
})
const h3Ratios = ['21:9', '16:9', '4:3', '1:1', '3:4', '9:16']
export const h3s = (base: string, ...resolutions: string[]): Record<string, Endpoint> => ({
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

export const horse = {
  prompt: textOf(2500),
  duration: numbers(5, ...upTo(3, 15).filter((second) => second !== 5)),
  resolution: words('1080p', ['720p', '1080p']),
  seed: seedUpTo(2_147_483_647),
  enable_safety_checker: flag(true),
}
export const horseRatio = word('16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '9:21', '5:4', '4:5')

export const omni = {
  prompt: text,
  aspect_ratio: word('16:9', '9:16'),
  duration: between(3, 10, 8),
  resolution: word('720p', '360p', '1080p', '4k'),
}

export const grok = { prompt: text, duration: between(1, 15, 6), resolution: words('720p', ['480p', '720p']) }

export const ray = {
  prompt: text,
  aspect_ratio: word('16:9', '3:4', '4:3', '1:1', '9:16', '21:9'),
  duration: word('5s', '10s'),
  resolution: word('540p', '720p', '1080p'),
  loop: flag(),
  hdr: flag(),
  exr_export: flag(),
}

export const pixverseExtend = {
  prompt: textOf(2048),
  negative_prompt: { type: 'string', maxLength: 2048, default: '' },
  duration: between(1, 15, 5),
  resolution: words('720p', ['360p', '540p', '720p', '1080p']),
  generate_audio_switch: flag(),
  seed,
  style: orNull(words(null, ['anime', '3d_animation', 'clay', 'comic', 'cyberpunk'])),
}
export const pixverse = {
  ...pixverseExtend,
  generate_multi_clip_switch: flag(),
  thinking_type: orNull(words(null, ['enabled', 'disabled', 'auto'])),
}
export const pixverseRatio = word('16:9', '4:3', '1:1', '3:4', '9:16', '2:3', '3:2', '21:9')

export const vidu = {
  prompt: textOf(2000),
  duration: between(1, 16, 5),
  resolution: words('720p', ['360p', '540p', '720p', '1080p']),
  audio: flag(true),
  seed,
}
export const viduRatio = word('16:9', '9:16', '4:3', '3:4', '1:1')

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
export const wan3s = (base: string): Record<string, Endpoint> => ({
  [`${base}/text-to-video`]: endpoint('video', wan3, 'prompt'),
  [`${base}/image-to-video`]: endpoint('video', { ...wan3, start_image_url: file, end_image_url: orNull(file) }, 'start_image_url'),
})

export const flux3 = {
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

export const banana = {
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

export const flux2 = {
  prompt: text,
  output_format: word('jpeg', 'png'),
  safety_tolerance: word('2', '1', '3', '4', '5'),
  enable_safety_checker: flag(true),
  sync_mode: flag(),
  seed,
}

export const upscale = {
  upscale_mode: word('factor', 'target'),
  upscale_factor: { type: 'number', minimum: 1, maximum: 10, default: 2 },
  target_resolution: word('1080p', '720p', '1440p', '2160p'),
  noise_scale: { type: 'number', minimum: 0, maximum: 1, default: 0.1 },
  sync_mode: flag(),
  seed,
}
