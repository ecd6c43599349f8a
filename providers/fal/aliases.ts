import { modeFacts } from '../../src/core/mode-facts.ts'
import type { Mode } from '../../src/core/request.ts'
import type { Vocabulary } from '../../src/core/vendor/vocabulary.ts'

/** Upscalers with two ways to say a size are told which one is meant. */
const sizes = { fields: ['resolution', 'target_resolution'], along: { upscale_mode: 'target' } }

/** Collected from the endpoint types of fal's own client (github.com/fal-ai/fal-js, 2026-08) and the pages of later endpoints. */
const words: Vocabulary['words'] = {
  prompt: { fields: ['prompt'] },
  negativePrompt: { fields: ['negative_prompt'] },
  seed: { fields: ['seed'] },
  durationSeconds: { fields: ['duration', 'duration_seconds', 'seconds', 'num_seconds', 'video_length'] },
  aspectRatio: {
    fields: ['aspect_ratio'],
    translated: {
      field: 'image_size',
      values: {
        '4:3': 'landscape_4_3',
        '16:9': 'landscape_16_9',
        '1:1': 'square_hd',
        '3:4': 'portrait_4_3',
        '9:16': 'portrait_16_9',
      },
    },
  },
  resolution: { ...sizes, synonyms: { '2160p': '4k', '1440p': '2k' } },
  factor: { fields: ['upscale_factor', 'scale_factor', 'scale'], along: { upscale_mode: 'factor' } },
  fps: { fields: ['fps', 'frames_per_second', 'frame_rate'] },
  strength: { fields: ['strength'] },
  generateAudio: { fields: ['generate_audio', 'generate_audio_switch', 'enable_audio', 'audio'] },
  camera: { fields: ['camera_motion', 'camera_movement'] },
  shots: { fields: ['multi_prompt'] },
  motion: { fields: ['movement_amplitude'], synonyms: { low: 'small', high: 'large' } },
  loop: { fields: ['loop'] },
  expandPrompt: { fields: ['enable_prompt_expansion', 'prompt_optimizer', 'enhance_prompt'] },
}

const files: Vocabulary['files'] = {
  firstFrame: { fields: ['image_url', 'start_image_url', 'first_frame_url', 'first_image_url', 'first_frame_image_url'] },
  lastFrame: { fields: ['end_image_url', 'last_frame_url', 'last_image_url', 'tail_image_url', 'last_frame_image_url'] },
  referenceImages: { fields: ['reference_image_urls', 'image_urls', 'reference_image_url'] },
  video: { fields: ['video_url'] },
  audio: { fields: ['audio_url'] },
  style: { fields: ['style_image_url', 'style_reference_image_url'] },
  referenceVideos: { fields: ['reference_video_urls', 'video_urls'] },
  referenceAudios: { fields: ['reference_audio_urls', 'audio_urls'] },
  mask: { fields: ['mask_url', 'mask_image_url'] },
}

const clips: Vocabulary = { words, files }

/** Endpoints for stills have one list for the picture that is changed and those that are looked at, and sizes in thousands of pixels. */
const stills: Vocabulary = {
  words: {
    ...words,
    resolution: { ...sizes, synonyms: { '512p': '0.5k', '1024p': '1k', '2048p': '2k', '4096p': '4k' } },
  },
  files: {
    ...files,
    firstFrame: { fields: ['image_url', 'image_urls'] },
    referenceImages: { fields: ['reference_image_urls', 'image_urls'] },
  },
}

/** What the endpoints call our words that make what a mode makes. */
export const aliasesFor = (mode: Mode): Vocabulary => (modeFacts[mode].makes === 'image' ? stills : clips)
