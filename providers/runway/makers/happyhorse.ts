import type { ImageToVideoCreateParams } from '@runwayml/sdk/resources/image-to-video'
import type { TextToVideoCreateParams } from '@runwayml/sdk/resources/text-to-video'
import { type Makers, promptOf, type Sizes } from '../maker.ts'

const sizes = {
  '720p': ['1280:720', '720:1280', '960:960', '1108:832', '832:1108'],
  '1080p': ['1920:1080', '1080:1920', '1440:1440', '1662:1248', '1248:1662'],
} as const satisfies Sizes<NonNullable<TextToVideoCreateParams.Happyhorse1_0['ratio']>>

const resolutions = { '720p': '720p', '1080p': '1080p' } as const satisfies Record<
  string,
  ImageToVideoCreateParams.Happyhorse1_0['resolution']
>

/** Alibaba's HappyHorse, which takes no seed. A picture decides the shape of its clip. */
export const happyhorse: Makers = {
  'happyhorse_1_0 t2v': {
    words: ['durationSeconds', 'aspectRatio', 'resolution'],
    roles: [],
    make: async ({ request: { prompt, durationSeconds: duration = 5 }, size }) => ({
      endpoint: 'textToVideo',
      body: { model: 'happyhorse_1_0', promptText: prompt, ratio: size(sizes), duration },
    }),
  },
  'happyhorse_1_0 i2v': {
    words: ['durationSeconds', 'resolution'],
    roles: ['firstFrame'],
    make: async ({ request, pick, uriOf }) => {
      const body = { ...promptOf(request), duration: request.durationSeconds ?? 5, resolution: pick('resolution', resolutions) }
      return { endpoint: 'imageToVideo', body: { model: 'happyhorse_1_0', ...body, promptImage: await uriOf('firstFrame') } }
    },
  },
}
