import type { ImageToVideoCreateParams } from '@runwayml/sdk/resources/image-to-video'
import type { TextToImageCreateParams } from '@runwayml/sdk/resources/text-to-image'
import type { TextToVideoCreateParams } from '@runwayml/sdk/resources/text-to-video'
import type { VideoToVideoCreateParams } from '@runwayml/sdk/resources/video-to-video'
import type { InputRole, ResolvedRequest } from '../../src/core/request.ts'
import { type Sentence, say } from '../../src/core/words/sentence.ts'

/** The one paid call. */
export type RunwayCall =
  | { endpoint: 'textToVideo'; body: TextToVideoCreateParams }
  | { endpoint: 'imageToVideo'; body: ImageToVideoCreateParams }
  | { endpoint: 'videoToVideo'; body: VideoToVideoCreateParams }
  | { endpoint: 'textToImage'; body: TextToImageCreateParams }

/** Sizes in pixels by the resolution that they go by; the first resolution is the usual one. */
export type Sizes<Size extends string> = Readonly<Record<string, readonly Size[]>>

/** A request laid out for a maker. What these cannot give they throw as `Unfit`; files are asked for last, when all else fits. */
export interface Wanted {
  request: ResolvedRequest
  has(role: InputRole): boolean
  count(role: InputRole): number
  size<Size extends string>(sizes: Sizes<Size>): Size
  /** Runway's own word for what was asked for; the first where nothing was. */
  pick<Word>(asked: 'resolution' | 'aspectRatio', words: Readonly<Record<string, Word>>): Word
  uriOf(role: InputRole): Promise<string>
  /** Every file of a role, in order; none is an empty list. */
  urisOf(role: InputRole): Promise<string[]>
}

/** What a maker takes beside the prompt and the seed; anything else is refused and not left out. */
export interface Maker {
  words: readonly (keyof ResolvedRequest)[]
  roles: readonly InputRole[]
  /** Inputs that `--set` may name. */
  extras?: readonly string[]
  make(wanted: Wanted): Promise<RunwayCall>
}

/** By the row's target and the mode, such as `gen4.5 i2v`. */
export type Makers = Readonly<Record<string, Maker>>

/** Why a model does not take a request. */
export class Unfit extends Error {
  readonly why: (model: string, request: ResolvedRequest) => Sentence

  constructor(why: Unfit['why']) {
    super('the request does not fit the model')
    this.why = why
  }
}

export const noSize: Unfit['why'] = (model, { aspectRatio, resolution }) => say('model.noSize', { model, aspectRatio, resolution })

/** An empty prompt is refused where none is allowed. */
export const promptOf = ({ prompt }: ResolvedRequest): { promptText?: string } => (prompt.trim() === '' ? {} : { promptText: prompt })

/** Whether there is sound, where somebody said. */
export const audioOf = ({ generateAudio }: ResolvedRequest): { audio?: boolean } =>
  generateAudio === undefined ? {} : { audio: generateAudio }

/** The first frame, and the last where there is one, as a clip's own: without a position some models take a picture for a reference. */
export const framesOf = async ({ has, uriOf }: Wanted): Promise<{ position: 'first' | 'last'; uri: string }[]> => {
  const first = { position: 'first' as const, uri: await uriOf('firstFrame') }
  return has('lastFrame') ? [first, { position: 'last', uri: await uriOf('lastFrame') }] : [first]
}

/** Pictures for what should be seen, which stand at no time of the clip. */
export const pictureReferences = async ({ has, urisOf }: Wanted): Promise<{ references?: { uri: string }[] }> =>
  has('referenceImages') ? { references: (await urisOf('referenceImages')).map((uri) => ({ uri })) } : {}

interface References {
  references?: { uri: string }[]
  referenceVideos?: { type: 'video'; uri: string }[]
  referenceAudio?: { type: 'audio'; uri: string }[]
}

/** What a model that looks at pictures, videos and sounds is given of each. */
export const allReferences = async (wanted: Wanted): Promise<References> => {
  const [videos, audios] = [await wanted.urisOf('referenceVideos'), await wanted.urisOf('referenceAudios')]
  return {
    ...(await pictureReferences(wanted)),
    ...(videos.length > 0 ? { referenceVideos: videos.map((uri) => ({ type: 'video' as const, uri })) } : {}),
    ...(audios.length > 0 ? { referenceAudio: audios.map((uri) => ({ type: 'audio' as const, uri })) } : {}),
  }
}

/** The roles of these. */
export const materials = ['referenceImages', 'referenceVideos', 'referenceAudios'] as const satisfies InputRole[]
