import type { TextToVideoCreateParams } from '@runwayml/sdk/resources/text-to-video'
import { framesOf, type Makers, type Wanted } from '../maker.ts'

const resolutions = { '768p': '768p', '1440p': '2k' } as const satisfies Record<string, TextToVideoCreateParams.Hailuo3['resolution']>
const maxResolutions = { '768p': '768p', '480p': '480p' } as const satisfies Record<string, TextToVideoCreateParams.H3Max['resolution']>
const ratios = {
  '16:9': '16:9',
  '9:16': '9:16',
  '1:1': '1:1',
  '4:3': '4:3',
  '3:4': '3:4',
  '21:9': '21:9',
} as const satisfies Record<string, TextToVideoCreateParams.Hailuo3['ratio']>

const modes = { true: 'balanced', false: 'disabled' } as const satisfies Record<
  string,
  TextToVideoCreateParams.H3Max['promptExpansionMode']
>

const common = (wanted: Wanted) => ({
  promptText: wanted.request.prompt,
  duration: wanted.request.durationSeconds ?? 5,
  resolution: wanted.pick('resolution', resolutions),
})

/** A clip of H3 Max has the shape of its picture, or one that nobody may choose. */
const commonMax = (wanted: Wanted) => ({
  promptText: wanted.request.prompt,
  duration: wanted.request.durationSeconds ?? 5,
  resolution: wanted.pick('resolution', maxResolutions),
  seed: wanted.request.seed,
  ...(wanted.request.expandPrompt === undefined ? {} : { promptExpansionMode: modes[`${wanted.request.expandPrompt}`] }),
})

/** MiniMax's Hailuo 3, whose references cost more than any price says, and H3 Max, which takes none. */
export const minimax: Makers = {
  'hailuo3 t2v': {
    words: ['durationSeconds', 'aspectRatio', 'resolution'],
    roles: [],
    make: async (wanted) => ({
      endpoint: 'textToVideo',
      body: { model: 'hailuo3', ...common(wanted), ratio: wanted.pick('aspectRatio', ratios) },
    }),
  },
  'hailuo3 i2v': {
    words: ['durationSeconds', 'aspectRatio', 'resolution'],
    roles: ['firstFrame', 'lastFrame'],
    make: async (wanted) => {
      const isAsked = wanted.request.aspectRatio !== undefined
      const body = { ...common(wanted), ratio: isAsked ? wanted.pick('aspectRatio', ratios) : ('adaptive' as const) }
      return { endpoint: 'imageToVideo', body: { model: 'hailuo3', ...body, promptImage: await framesOf(wanted) } }
    },
  },
  'h3_max t2v': {
    words: ['durationSeconds', 'resolution', 'expandPrompt'],
    roles: [],
    make: async (wanted) => ({ endpoint: 'textToVideo', body: { model: 'h3_max', ...commonMax(wanted) } }),
  },
  'h3_max i2v': {
    words: ['durationSeconds', 'resolution', 'expandPrompt'],
    roles: ['firstFrame', 'lastFrame'],
    make: async (wanted) => {
      const body = commonMax(wanted)
      return { endpoint: 'imageToVideo', body: { model: 'h3_max', ...body, promptImage: await framesOf(wanted) } }
    },
  },
}
