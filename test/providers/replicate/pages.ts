import { type Description, enumeration } from './models.ts'

/**
 * What models of the catalogue take by their pages on replicate.com (…/api/schema), in a short form of our own: read by several third parties
 * between 2026-08 and 2026-10 and by nobody here, so that it is B at best. `*` is needed, `[…]` are the only values, `3..15` is a range.
 * Not here are `minimax/h3` and `bytedance/seedance-2.0-mini`, of which nobody has written the inputs down.
 */
const seedance =
  'reference_images:uris reference_videos:uris reference_audios:uris generate_audio:yes image:uri last_frame_image:uri seed:int'
const veo = '*prompt image:uri last_frame:uri duration:int[4,6,8] resolution[720p,1080p] aspect_ratio[16:9,9:16] seed:int'
const kling =
  '*prompt start_image:uri end_image:uri mode[standard,pro,4k] aspect_ratio[16:9,9:16,1:1] duration:3..15 generate_audio:yes multi_prompt'
const wan3 = `*prompt image:uri negative_prompt resolution[480p,720p,1080p] aspect_ratio[adaptive,16:9,9:16,1:1,4:3,3:4] duration:2..30
  enable_prompt_expansion:yes seed:int`
const minimax = 'first_frame_image:uri *prompt prompt_optimizer:yes'

const pages: Readonly<Record<string, string>> = {
  'bytedance/seedance-2.0': `*prompt ${seedance} duration:-1..15 resolution[480p,720p,1080p,4k] aspect_ratio[16:9,4:3,1:1,3:4,9:16,21:9,9:21,adaptive]`,
  'bytedance/seedance-2.0-fast': `*prompt ${seedance} duration:-1..15 resolution[480p,720p] aspect_ratio[16:9,4:3,1:1,3:4,9:16,21:9,9:21,adaptive]`,
  'bytedance/seedance-2.5': `prompt ${seedance} duration:-1..30 resolution[480p,720p] aspect_ratio[16:9,4:3,1:1,3:4,9:16,21:9,adaptive]
    watermark:yes output_format[mp4,mov]`,
  'google/veo-3.1': `${veo} reference_images:uris negative_prompt generate_audio:yes`,
  'google/veo-3.1-fast': `${veo} negative_prompt generate_audio:yes`,
  'google/veo-3.1-lite': veo,
  'kwaivgi/kling-v3-video': `${kling} negative_prompt`,
  'kwaivgi/kling-v3-omni-video': `${kling} reference_images:uris reference_video:uri video_reference_type[feature,base] keep_original_sound:yes`,
  'alibaba/wan-3': wan3,
  'alibaba/wan-3-prime': wan3,
  'alibaba/happyhorse-1.0': 'prompt image:uri resolution[720p,1080p] aspect_ratio[16:9,9:16,1:1,4:3,3:4] duration:3..15 seed:int',
  'minimax/hailuo-2.3': `${minimax} duration:int[6,10] resolution[768p,1080p]`,
  'minimax/video-01': `${minimax} subject_reference:uri`,
  'minimax/video-01-director': minimax,
  'pixverse/pixverse-v6': `*prompt image:uri last_frame_image:uri quality[360p,540p,720p,1080p] aspect_ratio[16:9,9:16,1:1] duration:int[5,8,10,15]
    negative_prompt seed:int generate_audio_switch:yes generate_multi_clip_switch:yes`,
  'runwayml/gen-4.5': '*prompt image:uri aspect_ratio[16:9,9:16,4:3,3:4,1:1,21:9] duration:int[5,10] seed:int',
  'vidu/q3-pro': `*prompt start_image:uri end_image:uri duration:1..16 aspect_ratio[16:9,9:16,3:4,4:3,1:1] resolution[540p,720p,1080p]
    audio:yes seed:int`,
  'luma/ray-3.2': `*prompt start_image:uri end_image:uri duration:int[5,10] aspect_ratio[9:16,3:4,1:1,4:3,16:9,21:9] resolution[540p,720p,1080p]
    hdr:yes exr_export:yes loop:yes`,
  'luma/modify-video': `prompt video:uri first_frame:uri
    mode[adhere_1,adhere_2,adhere_3,flex_1,flex_2,flex_3,reimagine_1,reimagine_2,reimagine_3]`,
  'lightricks/ltx-2.5-fast': `*prompt image:uri last_frame_image:uri duration:int[2,3,4,5,6,8,10,12,14,16,18,20] resolution[720p,1080p,2k,4k]
    aspect_ratio[16:9,9:16] generate_audio:yes fps:int`,
  'xai/grok-imagine-video-1.5': '*prompt *image:uri duration:1..15 aspect_ratio[auto,16:9,4:3,1:1,9:16,3:4,3:2,2:3] resolution[720p,480p]',
  'wan-video/wan-2.7-t2v': `*prompt negative_prompt audio:uri resolution[720p,1080p] aspect_ratio[16:9,9:16,1:1,4:3,3:4] duration:2..15
    enable_prompt_expansion:yes seed:0..2147483647`,
  'wan-video/wan-2.7-i2v': `prompt first_frame:uri last_frame:uri first_clip:uri audio:uri negative_prompt resolution[720p,1080p] duration:2..15
    enable_prompt_expansion:yes seed:0..2147483647`,
  'wan-video/wan-2.7-videoedit': `*video:uri *prompt reference_image:uri resolution[720p,1080p] aspect_ratio[auto,16:9,9:16,1:1,4:3,3:4] duration:0..10
    audio_setting[auto,origin] seed:0..2147483647`,
  'topazlabs/video-upscale': '*video:uri target_resolution[720p,1080p,4k] target_fps:15..60',
  'google/nano-banana-2': `*prompt image_input:uris aspect_ratio[match_input_image,1:1,1:4,1:8,2:3,3:2,3:4,4:1,4:3,4:5,5:4,8:1,9:16,16:9,21:9]
    resolution[1K,2K,4K] output_format[jpg,png] google_search:yes image_search:yes`,
  'black-forest-labs/flux-2-pro': `*prompt input_images:uris8 aspect_ratio[match_input_image,custom,1:1,16:9,3:2,2:3,4:5,5:4,9:16,3:4,4:3]
    resolution[match_input_image,0.5_MP,1_MP,2_MP,4_MP] width:256..2048 height:256..2048 seed:int output_format[webp,jpg,png]
    output_quality:0..100 safety_tolerance:1..5`,
  'black-forest-labs/flux-fill-pro': `*prompt *image:uri mask:uri steps:15..50 guidance:int seed:int output_format[jpg,png] safety_tolerance:1..6
    prompt_upsampling:yes`,
}

const uri = { type: 'string', format: 'uri' }
const types: Readonly<Record<string, object>> = {
  uri,
  uris: { type: 'array', items: uri },
  uris8: { type: 'array', items: uri, maxItems: 8 },
  yes: { type: 'boolean' },
  int: { type: 'integer' },
}

/** `*name`, and after it a range, a type, or the only values. */
const form = /^(\*?)(\w+)(?::(?:(-?\d+)\.\.(\d+)|(\w+)))?(?:\[(.+)\])?$/

const describe = (page: string): Description => {
  const description: Required<Description> = { properties: {}, required: [], enums: {} }
  for (const word of page.split(/\s+/)) {
    const [, needed, name = '', minimum, maximum, named, values] = form.exec(word) ?? []
    if (needed) description.required.push(name)
    if (values !== undefined) {
      const isWhole = named === 'int'
      const given = values.split(',').map((value) => (isWhole ? Number(value) : value.replace('_MP', ' MP')))
      description.enums[name] = { type: isWhole ? 'integer' : 'string', enum: given }
      description.properties[name] = enumeration(name)
    } else if (minimum !== undefined) {
      description.properties[name] = { type: 'integer', minimum: Number(minimum), maximum: Number(maximum) }
    } else description.properties[name] = (named === undefined ? undefined : types[named]) ?? { type: 'string' }
  }
  return description
}

/** The same as descriptions, by model. */
export const published: ReadonlyMap<string, Description> = new Map(
  Object.entries(pages).map(([model, page]): [string, Description] => [model, describe(page)]),
)
