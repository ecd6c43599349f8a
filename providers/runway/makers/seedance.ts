import type { TextToVideoCreateParams } from '@runwayml/sdk/resources/text-to-video'
import { allReferences, audioOf, framesOf, type Maker, type Makers, materials, promptOf, type Sizes, type Wanted } from '../maker.ts'

type Quick = TextToVideoCreateParams.Seedance2Fast['ratio'] & TextToVideoCreateParams.Seedance2Mini['ratio']

const hd = ['1280:720', '720:1280', '960:960', '1112:834', '834:1112', '1470:630'] as const
const fullHd = ['1920:1080', '1080:1920', '1440:1440', '1664:1248', '1248:1664', '2206:946'] as const

const quickSizes = {
  '720p': hd,
  '480p': ['864:496', '496:864', '640:640', '752:560', '560:752', '992:432'],
} as const satisfies Sizes<NonNullable<Quick>>

const sizes = {
  ...quickSizes,
  '1080p': fullHd,
  '2160p': ['3840:2160', '2160:3840', '3840:3840', '3840:2880', '2880:3840', '3840:1646'],
} as const satisfies Sizes<NonNullable<TextToVideoCreateParams.Seedance2['ratio']>>

const longSizes = {
  '720p': hd,
  '480p': ['854:480', '480:854', '640:640', '752:560', '560:752', '992:432'],
  '1080p': fullHd,
} as const satisfies Sizes<NonNullable<TextToVideoCreateParams.Seedance2_5['ratio']>>

/** The length is always said: `auto`, and perhaps no length, is billed as the longest at first. */
const common = ({ request }: Wanted) => ({
  ...promptOf(request),
  ...audioOf(request),
  duration: request.durationSeconds ?? 5,
  seed: request.seed,
})

const words = ['durationSeconds', 'aspectRatio', 'resolution', 'generateAudio'] as const
const fromWords: Pick<Maker, 'words' | 'roles'> = { words, roles: materials }
const fromFrames: Pick<Maker, 'words' | 'roles'> = { words, roles: ['firstFrame', 'lastFrame'] }

const quick = (model: 'seedance2_fast' | 'seedance2_mini'): Makers => ({
  [`${model} t2v`]: {
    ...fromWords,
    make: async (wanted) => {
      const body = { model, ...common(wanted), promptText: wanted.request.prompt, ratio: wanted.size(quickSizes) }
      return { endpoint: 'textToVideo', body: { ...body, ...(await allReferences(wanted)) } }
    },
  },
  [`${model} i2v`]: {
    ...fromFrames,
    make: async (wanted) => {
      const body = { model, ...common(wanted), ratio: wanted.size(quickSizes) }
      return { endpoint: 'imageToVideo', body: { ...body, promptImage: await framesOf(wanted) } }
    },
  },
})

/** ByteDance's Seedance: references, or a first and a last frame, but not both. */
export const seedance: Makers = {
  'seedance2 t2v': {
    ...fromWords,
    make: async (wanted) => {
      const body = { ...common(wanted), promptText: wanted.request.prompt, ratio: wanted.size(sizes) }
      return { endpoint: 'textToVideo', body: { model: 'seedance2', ...body, ...(await allReferences(wanted)) } }
    },
  },
  'seedance2 i2v': {
    ...fromFrames,
    make: async (wanted) => {
      const body = { ...common(wanted), ratio: wanted.size(sizes) }
      return { endpoint: 'imageToVideo', body: { model: 'seedance2', ...body, promptImage: await framesOf(wanted) } }
    },
  },
  'seedance2_5 t2v': {
    ...fromWords,
    make: async (wanted) => {
      const body = { ...common(wanted), ratio: wanted.size(longSizes) }
      return { endpoint: 'textToVideo', body: { model: 'seedance2_5', ...body, ...(await allReferences(wanted)) } }
    },
  },
  'seedance2_5 i2v': {
    ...fromFrames,
    make: async (wanted) => {
      const body = { ...common(wanted), ratio: wanted.size(longSizes) }
      return { endpoint: 'imageToVideo', body: { model: 'seedance2_5', ...body, promptImage: await framesOf(wanted) } }
    },
  },
  ...quick('seedance2_fast'),
  ...quick('seedance2_mini'),
}
