import type { Vocabulary } from '../../src/core/vendor/vocabulary.ts'

/** Collected from the models' pages on replicate.com, 2026-11. */
const words: Vocabulary['words'] = {
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
  // kwaivgi/kling-v3-video: "JSON array of shot definitions", a text, of at most 6 shots that last as long as the clip together.
  shots: { fields: ['multi_prompt'] },
  motion: { fields: ['movement_amplitude', 'motion_amount'], synonyms: { low: 'small', high: 'large' } },
  loop: { fields: ['loop'] },
  voice: { fields: ['voice_id', 'voice'] },
  expandPrompt: {
    fields: ['prompt_optimizer', 'enable_prompt_expansion', 'prompt_expansion', 'enhance_prompt', 'prompt_extend', 'expand_prompt'],
  },
}

const files: Vocabulary['files'] = {
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

/** Their pages on replicate.com say so. */
const cameraTags: ReadonlySet<string> = new Set(['minimax/video-01-director'])

export const aliases: Vocabulary = { words, files, cameraTags }
