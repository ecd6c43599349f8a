import type { TextToVideoCreateParams } from '@runwayml/sdk/resources/text-to-video'
import { say } from '../../../src/core/words/sentence.ts'
import { audioOf, framesOf, type Makers, promptOf, type Sizes, Unfit, type Wanted } from '../maker.ts'

const sizes = {
  '720p': ['1280:720', '720:1280'],
  '1080p': ['1920:1080', '1080:1920'],
} as const satisfies Sizes<TextToVideoCreateParams.Veo3_1['ratio']>

const lengths = [8, 4, 6] as const satisfies TextToVideoCreateParams.Veo3_1['duration'][]

const secondsOf = ({ request: { durationSeconds = lengths[0] } }: Wanted): (typeof lengths)[number] => {
  const found = lengths.find((seconds) => seconds === durationSeconds)
  if (found !== undefined) return found
  const takes = say('model.oneOf', { values: lengths.map(String) })
  throw new Unfit((model) => say('model.takes', { model, part: say('part.durationSeconds'), takes, given: `${durationSeconds}` }))
}

const common = (wanted: Wanted) => {
  const { seed, negativePrompt } = wanted.request
  return {
    ratio: wanted.size(sizes),
    duration: secondsOf(wanted),
    seed,
    ...audioOf(wanted.request),
    ...(negativePrompt ? { negativePrompt } : {}),
  }
}

const words = ['durationSeconds', 'aspectRatio', 'resolution', 'generateAudio', 'negativePrompt'] as const

const veoOf = (model: 'veo3.1' | 'veo3.1_fast'): Makers => ({
  [`${model} t2v`]: {
    words,
    roles: [],
    make: async (wanted) => ({
      endpoint: 'textToVideo',
      body: { model, ...common(wanted), promptText: wanted.request.prompt },
    }),
  },
  [`${model} i2v`]: {
    words,
    roles: ['firstFrame', 'lastFrame'],
    make: async (wanted) => {
      const body = { model, ...common(wanted), ...promptOf(wanted.request) }
      return { endpoint: 'imageToVideo', body: { ...body, promptImage: await framesOf(wanted) } }
    },
  },
})

/** Google's Veo, which takes no reference pictures here. */
export const veo: Makers = { ...veoOf('veo3.1'), ...veoOf('veo3.1_fast') }
