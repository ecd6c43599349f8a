import type { ImageToVideoCreateParams } from '@runwayml/sdk/resources/image-to-video'
import type { TextToVideoCreateParams } from '@runwayml/sdk/resources/text-to-video'
import { type Makers, promptOf, type Sizes } from '../maker.ts'

const textSizes = { '720p': ['1280:720', '720:1280'] } as const satisfies Sizes<TextToVideoCreateParams.Gen4_5['ratio']>

type Size = ImageToVideoCreateParams.Gen4_5['ratio'] & ImageToVideoCreateParams.Gen4Turbo['ratio']
const sizes = { '720p': ['1280:720', '720:1280', '1104:832', '832:1104', '960:960', '1584:672'] } as const satisfies Sizes<Size>

const words = ['durationSeconds', 'aspectRatio'] as const

/** Runway's own models, which start from one picture at most. */
export const gen4: Makers = {
  'gen4.5 t2v': {
    words,
    roles: [],
    make: async ({ request: { prompt, seed, durationSeconds: duration = 5 }, size }) => ({
      endpoint: 'textToVideo',
      body: { model: 'gen4.5', promptText: prompt, ratio: size(textSizes), duration, seed },
    }),
  },
  'gen4.5 i2v': {
    words,
    roles: ['firstFrame'],
    make: async ({ request: { prompt, seed, durationSeconds: duration = 5 }, size, uriOf }) => ({
      endpoint: 'imageToVideo',
      body: { model: 'gen4.5', promptText: prompt, ratio: size(sizes), duration, seed, promptImage: await uriOf('firstFrame') },
    }),
  },
  'gen4_turbo i2v': {
    words,
    roles: ['firstFrame'],
    make: async ({ request, size, uriOf }) => {
      const body = { ...promptOf(request), ratio: size(sizes), duration: request.durationSeconds ?? 5, seed: request.seed }
      return { endpoint: 'imageToVideo', body: { model: 'gen4_turbo', ...body, promptImage: await uriOf('firstFrame') } }
    },
  },
}
