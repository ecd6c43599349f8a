import type { ImageToVideoCreateParams } from '@runwayml/sdk/resources/image-to-video'
import type { TextToVideoCreateParams } from '@runwayml/sdk/resources/text-to-video'
import { allReferences, audioOf, framesOf, type Makers, materials, type Sizes, type Wanted } from '../maker.ts'

const sizes = {
  '720p': ['1280:720', '720:1280', '960:960', '1104:832', '832:1104'],
  '480p': ['832:480', '480:832', '624:624', '720:544', '544:720'],
  '1080p': ['1920:1080', '1080:1920', '1440:1440', '1648:1248', '1248:1648'],
} as const satisfies Sizes<NonNullable<TextToVideoCreateParams.Wan3['ratio']>>

/** Between frames a clip has their shape: "keyframe image-to-video requests must use" one of these. */
const frameSizes = { '720p': 'auto_720p', '480p': 'auto_480p', '1080p': 'auto_1080p' } as const satisfies Record<
  string,
  ImageToVideoCreateParams.Wan3['ratio']
>

const common = ({ request }: Wanted) => ({
  promptText: request.prompt,
  duration: request.durationSeconds ?? 5,
  ...audioOf(request),
})

type FromWords = Omit<TextToVideoCreateParams.Wan3, 'model'>
type FromFrames = Omit<ImageToVideoCreateParams.Wan3, 'model'>

const wanOf = (
  model: string,
  fromWords: (body: FromWords) => TextToVideoCreateParams,
  fromFrames: (body: FromFrames) => ImageToVideoCreateParams,
): Makers => ({
  [`${model} t2v`]: {
    words: ['durationSeconds', 'aspectRatio', 'resolution', 'generateAudio'],
    roles: materials,
    make: async (wanted) => {
      const body = { ...common(wanted), ratio: wanted.size(sizes) }
      return { endpoint: 'textToVideo', body: fromWords({ ...body, ...(await allReferences(wanted)) }) }
    },
  },
  [`${model} i2v`]: {
    words: ['durationSeconds', 'resolution', 'generateAudio'],
    roles: ['firstFrame', 'lastFrame'],
    make: async (wanted) => {
      const body = { ...common(wanted), ratio: wanted.pick('resolution', frameSizes) }
      return { endpoint: 'imageToVideo', body: fromFrames({ ...body, promptImage: await framesOf(wanted) }) }
    },
  },
})

const wan3 = { model: 'wan3' } as const
const prime = { model: 'wan3_prime' } as const

/** Alibaba's Wan, which takes no seed. */
export const wan: Makers = {
  ...wanOf(
    wan3.model,
    (body) => ({ ...wan3, ...body }),
    (body) => ({ ...wan3, ...body }),
  ),
  ...wanOf(
    prime.model,
    (body) => ({ ...prime, ...body }),
    (body) => ({ ...prime, ...body }),
  ),
}
