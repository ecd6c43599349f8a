import type { TextToVideoCreateParams } from '@runwayml/sdk/resources/text-to-video'
import { framesOf, type Makers, referencesOf, type Sizes, type Wanted } from '../maker.ts'

const sizes = {
  '720p': ['1280:720', '720:1280'],
  '360p': ['640:360', '360:640'],
  '1080p': ['1920:1080', '1080:1920'],
  '2160p': ['3840:2160', '2160:3840'],
} as const satisfies Sizes<NonNullable<TextToVideoCreateParams.GeminiOmniFlash1_1['ratio']>>

const common = (wanted: Wanted) => ({
  promptText: wanted.request.prompt,
  duration: wanted.request.durationSeconds ?? 5,
  ratio: wanted.size(sizes),
})

/** Google's Gemini Omni Flash, which takes no seed. Without a size an edit keeps the video's own, as far as it is told. */
export const omni: Makers = {
  'gemini_omni_flash_1.1 t2v': {
    words: ['durationSeconds', 'aspectRatio', 'resolution'],
    roles: ['referenceImages'],
    make: async (wanted) => {
      const body = common(wanted)
      return { endpoint: 'textToVideo', body: { model: 'gemini_omni_flash_1.1', ...body, ...(await referencesOf(wanted)) } }
    },
  },
  'gemini_omni_flash_1.1 i2v': {
    words: ['durationSeconds', 'aspectRatio', 'resolution'],
    roles: ['firstFrame', 'lastFrame'],
    make: async (wanted) => {
      const body = common(wanted)
      return { endpoint: 'imageToVideo', body: { model: 'gemini_omni_flash_1.1', ...body, promptImage: await framesOf(wanted) } }
    },
  },
  'gemini_omni_flash_1.1 v2v': {
    words: [],
    roles: ['video', 'referenceImages'],
    make: async (wanted) => {
      const body = { promptText: wanted.request.prompt, mode: 'edit' as const, videoUri: await wanted.uriOf('video') }
      return { endpoint: 'videoToVideo', body: { model: 'gemini_omni_flash_1.1', ...body, ...(await referencesOf(wanted)) } }
    },
  },
}
