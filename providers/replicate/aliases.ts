import type { InputRole, ResolvedRequest } from '../../src/core/request.ts'

/** The words of a request that are inputs of a model, apart from files. */
export type Word = keyof Pick<
  ResolvedRequest,
  | 'prompt'
  | 'negativePrompt'
  | 'seed'
  | 'durationSeconds'
  | 'aspectRatio'
  | 'resolution'
  | 'factor'
  | 'fps'
  | 'strength'
  | 'generateAudio'
  | 'camera'
>

interface Aliases {
  /** Names that models have for it; the first one that the model's schema has is taken. */
  fields: readonly string[]
  /** Fields that have words of their own for our values. */
  translated?: { field: string; values: Record<string, string> }
  /** What is set along with it where a model has such an input and nobody set it. */
  along?: Record<string, string>
}

/**
 * What models call our words. Names differ from model to model and change between versions, so it is the model's own
 * schema that decides; collected from the models' pages on replicate.com, 2026-11.
 */
export const wordAliases: Record<Word, Aliases> = {
  prompt: { fields: ['prompt', 'text_prompt', 'text'] },
  negativePrompt: { fields: ['negative_prompt'] },
  seed: { fields: ['seed'] },
  durationSeconds: { fields: ['duration', 'duration_seconds', 'seconds', 'video_length'] },
  aspectRatio: { fields: ['aspect_ratio', 'ratio'] },
  resolution: {
    fields: ['resolution'],
    // kwaivgi/kling-v3-video: "'standard' generates 720p, 'pro' generates 1080p".
    translated: { field: 'mode', values: { '720p': 'standard', '1080p': 'pro' } },
  },
  factor: { fields: ['scale', 'scale_factor', 'upscale_factor'] },
  fps: { fields: ['fps', 'frame_rate', 'frames_per_second'] },
  strength: { fields: ['strength', 'prompt_strength', 'denoise_strength'] },
  generateAudio: { fields: ['generate_audio', 'enable_audio'] },
  camera: { fields: ['camera_motion', 'camera_movement', 'camera'] },
}

export const fileAliases: Record<InputRole, Aliases> = {
  firstFrame: { fields: ['image', 'start_image', 'first_frame_image', 'first_frame', 'image_url'] },
  lastFrame: { fields: ['last_frame', 'end_image', 'last_frame_image'] },
  referenceImages: { fields: ['reference_images', 'reference_image', 'subject_reference'] },
  video: {
    fields: ['video', 'reference_video', 'video_url', 'input_video'],
    // kwaivgi/kling-v3-omni-video: "'feature' for style/camera reference, 'base' for video editing".
    along: { video_reference_type: 'base' },
  },
  audio: { fields: ['audio', 'audio_url', 'input_audio'] },
  style: { fields: ['style_image', 'style_reference', 'style_reference_image'] },
  referenceVideos: { fields: ['reference_videos'] },
  referenceAudios: { fields: ['reference_audios'] },
  mask: { fields: ['mask', 'mask_image'] },
}

/** Models that take a camera move as a tag before the prompt, `[Push in] …`: their pages on replicate.com say so. */
export const cameraTags: ReadonlySet<string> = new Set(['minimax/video-01-director'])

/** The part of a request that goes into a field of a model; undefined for a field of the model's own. */
export const partNamed = (field: string): Word | InputRole | undefined => {
  const all = { ...wordAliases, ...fileAliases }
  return (Object.keys(all) as (keyof typeof all)[]).find((part) => all[part].fields.includes(field))
}
