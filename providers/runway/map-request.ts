import type { ImageToVideoCreateParams } from '@runwayml/sdk/resources/image-to-video'
import type { TextToVideoCreateParams } from '@runwayml/sdk/resources/text-to-video'
import type { VideoToVideoCreateParams } from '@runwayml/sdk/resources/video-to-video'
import type { ProviderInput, ProviderRequest } from '../../src/core/provider.ts'
import type { InputRole, ResolvedRequest } from '../../src/core/request.ts'
import { type Sentence, say, type Text } from '../../src/core/words/sentence.ts'
import { runway } from './client.ts'
import { sizeFor } from './size-for.ts'

/** The one paid call. */
export type RunwayCall =
  | { endpoint: 'textToVideo'; body: TextToVideoCreateParams }
  | { endpoint: 'imageToVideo'; body: ImageToVideoCreateParams }
  | { endpoint: 'videoToVideo'; body: VideoToVideoCreateParams }

const gen45TextSizes = ['1280:720', '720:1280'] as const satisfies TextToVideoCreateParams.Gen4_5['ratio'][]
type Gen4Size = ImageToVideoCreateParams.Gen4_5['ratio'] & ImageToVideoCreateParams.Gen4Turbo['ratio']
const gen4Sizes = ['1280:720', '720:1280', '1104:832', '832:1104', '960:960', '1584:672'] as const satisfies Gen4Size[]
const veoSizes = ['1280:720', '720:1280', '1920:1080', '1080:1920'] as const satisfies TextToVideoCreateParams.Veo3_1['ratio'][]
const veoSeconds = [8, 4, 6] as const satisfies TextToVideoCreateParams.Veo3_1['duration'][]
type AlephRatio = NonNullable<VideoToVideoCreateParams.Variant0['targetAspectRatio']>
const alephRatios = ['16:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16', '21:9'] as const satisfies AlephRatio[]

/** A request laid out for the makers below. What `size`, `uriOf` and `veoDuration` cannot give they throw as `Unfit`. */
interface Wanted {
  request: ResolvedRequest
  size<Size extends string>(sizes: readonly Size[]): Size
  uriOf(role: InputRole): Promise<string>
  has(role: InputRole): boolean
  veoDuration(): 4 | 6 | 8
}

/** What a maker takes beside the prompt, the seed and the shape; anything else is refused and not left out. */
interface Maker {
  words: (keyof ResolvedRequest)[]
  roles: InputRole[]
  make(wanted: Wanted): Promise<RunwayCall>
}

const veo = (model: 'veo3.1' | 'veo3.1_fast'): Record<string, Maker> => {
  const common = ({ request: { seed, generateAudio, negativePrompt }, size, veoDuration }: Wanted) => ({
    model,
    ratio: size(veoSizes),
    duration: veoDuration(),
    seed,
    ...(generateAudio === undefined ? {} : { audio: generateAudio }),
    ...(negativePrompt ? { negativePrompt } : {}),
  })
  const words: Maker['words'] = ['durationSeconds', 'resolution', 'generateAudio', 'negativePrompt']
  return {
    [`${model} t2v`]: {
      words,
      roles: [],
      make: async (wanted) => ({ endpoint: 'textToVideo', body: { ...common(wanted), promptText: wanted.request.prompt } }),
    },
    [`${model} i2v`]: {
      words,
      roles: ['firstFrame', 'lastFrame'],
      make: async (wanted) => {
        const body = { ...common(wanted), ...promptOf(wanted.request) }
        const first = { position: 'first' as const, uri: await wanted.uriOf('firstFrame') }
        const last = wanted.has('lastFrame') ? [{ position: 'last' as const, uri: await wanted.uriOf('lastFrame') }] : []
        return { endpoint: 'imageToVideo', body: { ...body, promptImage: [first, ...last] } }
      },
    },
  }
}

/** By the row's target and the mode; the contract is that of @runwayml/sdk 4.20. */
const makers: Record<string, Maker> = {
  'gen4.5 t2v': {
    words: ['durationSeconds'],
    roles: [],
    make: async ({ request: { prompt, seed, durationSeconds: duration = 5 }, size }) => ({
      endpoint: 'textToVideo',
      body: { model: 'gen4.5', promptText: prompt, ratio: size(gen45TextSizes), duration, seed },
    }),
  },
  'gen4.5 i2v': {
    words: ['durationSeconds'],
    roles: ['firstFrame'],
    make: async ({ request: { prompt, seed, durationSeconds: duration = 5 }, size, uriOf }) => ({
      endpoint: 'imageToVideo',
      body: { model: 'gen4.5', promptText: prompt, ratio: size(gen4Sizes), duration, seed, promptImage: await uriOf('firstFrame') },
    }),
  },
  'gen4_turbo i2v': {
    words: ['durationSeconds'],
    roles: ['firstFrame'],
    make: async ({ request, size, uriOf }) => {
      const body = { ...promptOf(request), ratio: size(gen4Sizes), duration: request.durationSeconds ?? 5, seed: request.seed }
      return { endpoint: 'imageToVideo', body: { model: 'gen4_turbo', ...body, promptImage: await uriOf('firstFrame') } }
    },
  },
  'aleph2 v2v': {
    words: [],
    roles: ['video'],
    make: async ({ request, uriOf }) => {
      const targetAspectRatio = alephRatios.find((ratio) => ratio === request.aspectRatio)
      if (request.aspectRatio !== undefined && !targetAspectRatio) throw new Unfit(noSize)
      const body = { ...promptOf(request), seed: request.seed, ...(targetAspectRatio ? { targetAspectRatio } : {}) }
      return { endpoint: 'videoToVideo', body: { model: 'aleph2', ...body, videoUri: await uriOf('video') } }
    },
  },
  ...veo('veo3.1'),
  ...veo('veo3.1_fast'),
}

/** Why a model does not take a request. */
class Unfit extends Error {
  readonly why: (model: string, request: ResolvedRequest) => Sentence

  constructor(why: Unfit['why']) {
    super('the request does not fit the model')
    this.why = why
  }
}

const noSize: Unfit['why'] = (model, { aspectRatio, resolution }) => say('model.noSize', { model, aspectRatio, resolution })

/**
 * A request in Runway's words, where a shape is a size in pixels out of each model's own list. `fileUri` gives the address of
 * a file and is asked last, when all else fits. `problem` is a sentence for the person, who is then asked for nothing.
 */
export const mapRequest = async (
  { request, model, inputs }: ProviderRequest,
  fileUri: (input: ProviderInput) => Promise<string>,
): Promise<RunwayCall | { problem: Text }> => {
  const maker = makers[`${model.target} ${request.mode}`]
  if (!maker) return { problem: say('model.notMade', { model: model.name, mode: request.mode, vendor: runway.name }) }
  const inputOf = (role: InputRole): ProviderInput | undefined => inputs.find((input) => input.role === role)
  const wanted: Wanted = {
    request,
    has: (role) => inputOf(role) !== undefined,
    size: (sizes) => {
      const { aspectRatio, resolution } = request
      const found = sizeFor(sizes, { aspectRatio, resolution })
      if (found === null) throw new Unfit(noSize)
      return found
    },
    uriOf: async (role) => {
      const input = inputOf(role)
      if (!input) throw new Unfit((name) => say('model.needs', { model: name, part: say(`part.${role}`) }))
      return fileUri(input)
    },
    veoDuration: () => {
      const { durationSeconds = veoSeconds[0] } = request
      const found = veoSeconds.find((seconds) => seconds === durationSeconds)
      if (found === undefined) {
        const takes = say('model.oneOf', { values: veoSeconds.map(String) })
        throw new Unfit((name) =>
          say('model.takes', { model: name, part: say('part.durationSeconds'), takes, given: `${durationSeconds}` }),
        )
      }
      return found
    },
  }
  try {
    refuseExtras(request, inputs, maker)
    return await maker.make(wanted)
  } catch (error) {
    if (error instanceof Unfit) return { problem: error.why(model.name, request) }
    throw error
  }
}

/** Words that only some models take. Silence is what a model without sound makes anyway. */
const optionalWords = ['durationSeconds', 'resolution', 'fps', 'strength', 'camera', 'negativePrompt', 'generateAudio'] as const

const refuseExtras = (request: ResolvedRequest, inputs: ProviderInput[], { words, roles }: Maker): void => {
  const word = optionalWords.find((one) => request[one] !== undefined && request[one] !== false && !words.includes(one))
  const extra = word ?? inputs.find((input) => !roles.includes(input.role))?.role
  if (extra !== undefined) throw new Unfit((model) => say('model.takesNo', { model, part: say(`part.${extra}`) }))
  const [input] = Object.keys(request.extras)
  if (input !== undefined) throw new Unfit((model) => say('model.noInput', { model, input }))
}

/** An empty prompt is refused where none is allowed. */
const promptOf = ({ prompt }: ResolvedRequest): { promptText?: string } => (prompt.trim() === '' ? {} : { promptText: prompt })
