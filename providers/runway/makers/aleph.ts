import type { VideoToVideoCreateParams } from '@runwayml/sdk/resources/video-to-video'
import type { Json } from '../../../src/core/json.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { type Makers, promptOf, Unfit, type Wanted } from '../maker.ts'

const ratios = {
  '16:9': '16:9',
  '9:16': '9:16',
  '4:3': '4:3',
  '3:4': '3:4',
  '3:2': '3:2',
  '2:3': '2:3',
  '1:1': '1:1',
  '21:9': '21:9',
} as const satisfies Record<string, VideoToVideoCreateParams.Variant0['targetAspectRatio']>

const mostKeyframes = 5

/** Where a keyframe stands: a share of the video, a second of it, or some whole seconds of it, which are then the only ones that change. */
type Place = { at: number } | { seconds: number; range?: { start_seconds: number; end_seconds: number } }

/**
 * Runway's Aleph makes a video over by its words, by pictures of how a moment of it should look, or by both. The pictures are the
 * reference images, spread evenly from the first moment to the last unless `--set keyframes=0,2.5` names a second for each of
 * them, or `--set keyframes=0-2,4-6` the seconds in which each counts, the last one not included.
 */
export const aleph: Makers = {
  'aleph2 v2v': {
    words: ['aspectRatio'],
    roles: ['video', 'referenceImages'],
    extras: ['keyframes'],
    make: async (wanted) => {
      const { request, pick, uriOf, has } = wanted
      const target = request.aspectRatio === undefined ? {} : { targetAspectRatio: pick('aspectRatio', ratios) }
      if (request.prompt.trim() === '' && !has('referenceImages') && request.aspectRatio === undefined) {
        throw new Unfit((model) => say('model.needs', { model, part: say('part.prompt') }))
      }
      const places = placesOf(wanted)
      const body = { ...promptOf(request), seed: request.seed, ...target, videoUri: await uriOf('video') }
      const uris = await wanted.urisOf('referenceImages')
      const keyframes = places.flatMap((place, index) => (uris[index] === undefined ? [] : [{ ...place, uri: uris[index] }]))
      return { endpoint: 'videoToVideo', body: { model: 'aleph2', ...body, ...(keyframes.length > 0 ? { keyframes } : {}) } }
    },
  },
}

/** One place for each reference image. */
const placesOf = ({ request, count }: Wanted): Place[] => {
  const pictures = count('referenceImages')
  if (pictures > mostKeyframes) {
    throw new Unfit((model) => say('model.mostFiles', { model, part: say('part.referenceImages'), most: mostKeyframes }))
  }
  const asked = request.extras['keyframes']
  if (asked === undefined) return Array.from({ length: pictures }, (_, index) => ({ at: index === 0 ? 0 : index / (pictures - 1) }))
  const given = wordsOf(asked)
  const places = given.flatMap((word) => readPlace(word) ?? [])
  const ranges = places.filter((place) => 'range' in place).length
  // "All keyframes must either set a range or none may."
  if (places.length !== given.length || places.length !== pictures || (ranges !== 0 && ranges !== places.length)) {
    const takes = say('model.keyframeTimes', { pictures })
    throw new Unfit((model) => say('model.takes', { model, part: 'keyframes', takes, given: given.join(', ') }))
  }
  return places
}

const wordsOf = (asked: Json): string[] =>
  (Array.isArray(asked) ? asked : `${typeof asked === 'object' ? JSON.stringify(asked) : asked}`.split(',')).map((word) => `${word}`.trim())

const readPlace = (word: string): Place | null => {
  const [, from, to] = /^(\d+(?:\.\d+)?)(?:-(\d+))?$/.exec(word) ?? []
  if (from === undefined) return null
  const seconds = Number(from)
  if (to === undefined) return { seconds }
  const end = Number(to)
  return Number.isInteger(seconds) && end > seconds ? { seconds, range: { start_seconds: seconds, end_seconds: end } } : null
}
