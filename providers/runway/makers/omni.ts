import type { TextToVideoCreateParams } from '@runwayml/sdk/resources/text-to-video'
import { say } from '../../../src/core/words/sentence.ts'
import { framesOf, type Makers, pictureReferences, type Sizes, Unfit, type Wanted } from '../maker.ts'

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
      return { endpoint: 'textToVideo', body: { model: 'gemini_omni_flash_1.1', ...body, ...(await pictureReferences(wanted)) } }
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
    words: ['durationSeconds', 'continues'],
    roles: ['video', 'referenceImages'],
    make: async (wanted) => {
      const { prompt, continues, durationSeconds } = wanted.request
      if (!continues && durationSeconds !== undefined) {
        throw new Unfit((model) => say('model.takesNo', { model, part: say('part.durationSeconds') }))
      }
      const mode = continues ? { mode: 'extend' as const, duration: durationSeconds ?? 5 } : { mode: 'edit' as const }
      const body = { promptText: prompt, ...mode, videoUri: await wanted.uriOf('video') }
      return { endpoint: 'videoToVideo', body: { model: 'gemini_omni_flash_1.1', ...body, ...(await pictureReferences(wanted)) } }
    },
  },
}
