/**
 * Descriptions of models as Replicate gives them: `GET /models/{owner}/{name}`. Written by hand after the published
 * input tables of wan-video/wan-2.7-i2v, kwaivgi/kling-v3-video, google/veo-3.1, lightricks/ltx-2.3-fast and
 * wan-video/wan-2.7-videoedit, with the quirks of Cog's documents: enumerations apart, `anyOf` with null.
 */
const uri = { type: 'string', format: 'uri' }
const uris = { type: 'array', items: uri }
const enumeration = (name: string) => ({ allOf: [{ $ref: `#/components/schemas/${name}` }] })

interface Description {
  properties: Record<string, object>
  required?: string[]
  enums?: Record<string, { type: string; enum: (string | number)[] }>
}

const wanText: Description = {
  properties: {
    prompt: { type: 'string', maxLength: 5000 },
    negative_prompt: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    aspect_ratio: enumeration('aspect_ratio'),
    resolution: enumeration('resolution'),
    duration: { type: 'integer', minimum: 2, maximum: 15, default: 5 },
    seed: { anyOf: [{ type: 'integer', minimum: 0, maximum: 2_147_483_647 }, { type: 'null' }] },
    audio: uri,
  },
  required: ['prompt'],
  enums: {
    aspect_ratio: { type: 'string', enum: ['16:9', '9:16', '1:1', '4:3', '3:4'] },
    resolution: { type: 'string', enum: ['720p', '1080p'] },
  },
}

export const descriptions: Record<string, Description> = {
  'wan-video/wan-2.7-t2v': wanText,
  'wan-video/wan-2.7-i2v': {
    properties: {
      prompt: { type: 'string' },
      first_frame: uri,
      last_frame: uri,
      resolution: enumeration('resolution'),
      duration: { type: 'integer', minimum: 2, maximum: 15 },
      seed: { type: 'integer' },
    },
    required: ['first_frame'],
    enums: { resolution: { type: 'string', enum: ['720p', '1080p'] } },
  },
  'wan-video/wan-2.7-videoedit': {
    properties: { prompt: { type: 'string' }, video: uri, reference_image: uri, seed: { type: 'integer' } },
    required: ['video', 'prompt'],
  },
  'kwaivgi/kling-v3-video': {
    properties: {
      prompt: { type: 'string' },
      negative_prompt: { type: 'string' },
      start_image: uri,
      end_image: uri,
      mode: enumeration('mode'),
      duration: { type: 'integer', minimum: 3, maximum: 15 },
      aspect_ratio: enumeration('aspect_ratio'),
      generate_audio: { type: 'boolean' },
      multi_prompt: { type: 'string' },
    },
    required: ['prompt'],
    enums: { mode: { type: 'string', enum: ['standard', 'pro'] }, aspect_ratio: { type: 'string', enum: ['16:9', '9:16', '1:1'] } },
  },
  'kwaivgi/kling-v3-omni-video': {
    properties: {
      prompt: { type: 'string' },
      start_image: uri,
      reference_images: uris,
      reference_video: uri,
      video_reference_type: enumeration('video_reference_type'),
      keep_original_sound: { type: 'boolean', default: true },
      mode: enumeration('mode'),
      duration: { type: 'integer', minimum: 3, maximum: 15 },
    },
    required: ['prompt'],
    enums: {
      mode: { type: 'string', enum: ['standard', 'pro'] },
      video_reference_type: { type: 'string', enum: ['feature', 'base'] },
    },
  },
  'minimax/video-01-director': {
    properties: { prompt: { type: 'string' }, first_frame_image: uri, prompt_optimizer: { type: 'boolean', default: true } },
    required: ['prompt'],
  },
  'google/veo-3.1': {
    properties: {
      prompt: { type: 'string' },
      image: uri,
      last_frame: uri,
      reference_images: { ...uris, maxItems: 3 },
      duration: enumeration('duration'),
      generate_audio: { type: 'boolean' },
      seed: { type: 'integer' },
    },
    required: ['prompt'],
    enums: { duration: { type: 'integer', enum: [4, 6, 8] } },
  },
  'lightricks/ltx-2.3-fast': {
    properties: {
      prompt: { type: 'string' },
      image: uri,
      last_frame_image: uri,
      duration: enumeration('duration'),
      fps: enumeration('fps'),
      camera_motion: enumeration('camera_motion'),
    },
    required: ['prompt'],
    enums: {
      // Numbers as text, as some models have them.
      duration: { type: 'string', enum: ['6', '8', '10'] },
      fps: { type: 'integer', enum: [24, 25, 48, 50] },
      camera_motion: { type: 'string', enum: ['none', 'dolly_in', 'dolly_out', 'jib_up', 'static'] },
    },
  },
}

/** The OpenAPI document of a model's version. */
export const openApiOf = ({ properties, required, enums }: Description): object => ({
  openapi: '3.0.2',
  components: { schemas: { Input: { type: 'object', title: 'Input', properties, required }, ...enums } },
})
