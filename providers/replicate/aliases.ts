import type { InputRole, ResolvedRequest } from '../../src/core/request.ts'

/** The words of a request that are inputs of a model, apart from files. */
export type Word = keyof Pick<
  ResolvedRequest,
  'prompt' | 'negativePrompt' | 'seed' | 'durationSeconds' | 'aspectRatio' | 'resolution' | 'fps' | 'strength' | 'generateAudio' | 'camera'
>

interface Aliases {
  /** As a person would call it. */
  called: string
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
  prompt: { called: 'prompt', fields: ['prompt', 'text_prompt', 'text'] },
  negativePrompt: { called: 'negative prompt', fields: ['negative_prompt'] },
  seed: { called: 'seed', fields: ['seed'] },
  durationSeconds: { called: 'duration', fields: ['duration', 'duration_seconds', 'seconds', 'video_length'] },
  aspectRatio: { called: 'aspect ratio', fields: ['aspect_ratio', 'ratio'] },
  resolution: {
    called: 'resolution',
    fields: ['resolution'],
    // kwaivgi/kling-v3-video: "'standard' generates 720p, 'pro' generates 1080p".
    translated: { field: 'mode', values: { '720p': 'standard', '1080p': 'pro' } },
  },
  fps: { called: 'frame rate', fields: ['fps', 'frame_rate', 'frames_per_second'] },
  strength: { called: 'strength', fields: ['strength', 'prompt_strength', 'denoise_strength'] },
  generateAudio: { called: 'sound', fields: ['generate_audio', 'enable_audio'] },
  camera: { called: 'camera move', fields: ['camera_motion', 'camera_movement', 'camera'] },
}

export const fileAliases: Record<InputRole, Aliases> = {
  firstFrame: { called: 'first frame', fields: ['image', 'start_image', 'first_frame_image', 'first_frame', 'image_url'] },
  lastFrame: { called: 'last frame', fields: ['last_frame', 'end_image', 'last_frame_image'] },
  referenceImages: { called: 'reference images', fields: ['reference_images', 'reference_image', 'subject_reference'] },
  video: {
    called: 'video',
    fields: ['video', 'reference_video', 'video_url', 'input_video'],
    // kwaivgi/kling-v3-omni-video: "'feature' for style/camera reference, 'base' for video editing".
    along: { video_reference_type: 'base' },
  },
  audio: { called: 'audio file', fields: ['audio', 'audio_url', 'input_audio'] },
}

/** Models that take a camera move as a tag before the prompt, `[Push in] …`: their pages on replicate.com say so. */
export const cameraTags: ReadonlySet<string> = new Set(['minimax/video-01-director'])
