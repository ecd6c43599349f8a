import type { Model } from '../../src/core/model.ts'
import { type InputRole, type Mode, modes } from '../../src/core/request.ts'
import type { InputField } from '../../src/core/vendor/input-schema.ts'
import type { Word } from '../../src/core/vendor/vocabulary.ts'

/**
 * One endpoint of a model. What its inputs are called and may be is in its own schema; what stands here of that counts only while fal's own
 * documents cannot be had (`usual-inputs.ts`), and says only where it is not as usual.
 */
export interface Endpoint {
  /** Its id; `$1` and so on are the parts of the row's target. */
  id: string
  modes: readonly Mode[]
  /** The files without which it does not begin, and those that it takes beside them. */
  needs: readonly InputRole[]
  may: readonly InputRole[]
  /** It goes on where a video ends. */
  continues: boolean
  names: Partial<Record<Word | InputRole, string>>
  lacks: readonly Word[]
}

interface Notation {
  /** How a length is written: `5`, `"5"` or `"5s"`. */
  lengths: Omit<InputField, 'name'>
  /** Resolutions that have words of the model's own. */
  sizes: Readonly<Record<string, string>>
}

/** A model that has an endpoint for each kind of input. A row's target is the id of one of them. */
interface Family extends Notation {
  target: RegExp
  endpoints: readonly Endpoint[]
}

/** How the endpoint of a row is found, and the model's own way of writing; null where nothing but its schema tells. */
export type Found = Endpoint & { notation: Notation | null }

type Own = Partial<Omit<Endpoint, 'id' | 'modes'>>

const of = (id: string, mode: Mode, own: Own = {}): Endpoint => ({
  ...{ id, modes: [mode], needs: [], may: [], continues: false, names: {}, lacks: [] },
  ...own,
})
const fromWords = (id: string, own?: Own): Endpoint => of(id, 't2v', own)
const fromImage = (id: string, own?: Own): Endpoint => of(id, 'i2v', { needs: ['firstFrame'], ...own })
const fromFrames = (id: string, names: Endpoint['names']): Endpoint => of(id, 'i2v', { needs: ['firstFrame', 'lastFrame'], names })
const fromVideo = (id: string, own?: Own): Endpoint => of(id, 'v2v', { needs: ['video'], ...own })
const onwards = (id: string): Endpoint => fromVideo(id, { continues: true })
const fromReferences = (id: string, own?: Own): Endpoint =>
  of(id, 't2v', { needs: ['referenceImages'], names: { referenceImages: 'image_urls' }, ...own })
const fromAnything = (id: string, names: Endpoint['names'] = {}): Endpoint =>
  of(id, 't2v', { may: ['referenceImages', 'referenceVideos', 'referenceAudios'], names })

const lastToo: Own = { may: ['lastFrame'] }
const inNumbers: Notation = { lengths: { type: 'integer' }, sizes: {} }
const inText: Notation = { lengths: { type: 'string' }, sizes: {} }
const inSeconds: Notation = { lengths: { type: 'string', default: '5s' }, sizes: {} }

/** Which endpoints are one model is in no schema: from https://fal.ai/models and fal's own client, 2026-08 to 2026-10. */
const families: readonly Family[] = [
  {
    target: /^(fal-ai\/wan\/v2\.7)\/(?:text-to-video|image-to-video|edit-video)$/,
    ...inNumbers,
    endpoints: [
      fromWords('$1/text-to-video', { may: ['audio'] }),
      fromImage('$1/image-to-video', { may: ['lastFrame', 'audio'] }),
      fromVideo('$1/edit-video', { may: ['referenceImages'], names: { referenceImages: 'reference_image_url' } }),
    ],
  },
  {
    target: /^(alibaba\/wan-3\.0(?:-prime)?)\/text-to-video$/,
    ...inNumbers,
    endpoints: [
      fromWords('$1/text-to-video', { names: { generateAudio: 'audio' } }),
      fromImage('$1/image-to-video', { ...lastToo, names: { generateAudio: 'audio', firstFrame: 'start_image_url' } }),
    ],
  },
  {
    target: /^(fal-ai\/kling-video\/v3\/(?:pro|standard|4k))\/(?:text|image)-to-video$/,
    ...inText,
    endpoints: [fromWords('$1/text-to-video'), fromImage('$1/image-to-video', { ...lastToo, names: { firstFrame: 'start_image_url' } })],
  },
  {
    target: /^(fal-ai\/kling-video\/v3\/turbo\/(?:pro|standard))\/text-to-video$/,
    ...inText,
    endpoints: [fromWords('$1/text-to-video'), fromImage('$1/image-to-video')],
  },
  {
    target: /^(fal-ai\/veo3\.1(?:\/fast|\/lite)?)(?:\/image-to-video|\/first-last-frame-to-video|\/reference-to-video)?$/,
    ...inSeconds,
    sizes: { '2160p': '4k' },
    endpoints: [
      fromWords('$1'),
      fromImage('$1/image-to-video'),
      fromFrames('$1/first-last-frame-to-video', { firstFrame: 'first_frame_url', lastFrame: 'last_frame_url' }),
      fromReferences('$1/reference-to-video', { lacks: ['negativePrompt', 'seed'] }),
      onwards('$1/extend-video'),
    ],
  },
  {
    target: /^(fal-ai\/ltx-2\.3)\/(?:text|image)-to-video(\/fast)?$/,
    ...inNumbers,
    endpoints: [fromWords('$1/text-to-video$2'), fromImage('$1/image-to-video$2', lastToo)],
  },
  {
    target: /^(bytedance\/seedance-2\.(?:0(?:\/fast|\/mini)?|5))\/text-to-video$/,
    ...inText,
    endpoints: [
      fromWords('$1/text-to-video'),
      fromImage('$1/image-to-video', lastToo),
      fromAnything('$1/reference-to-video', {
        referenceImages: 'image_urls',
        referenceVideos: 'video_urls',
        referenceAudios: 'audio_urls',
      }),
    ],
  },
  {
    target: /^(minimax\/h3(?:-max)?)\/text-to-video$/,
    ...inNumbers,
    sizes: { '480p': '480P', '768p': '768P', '1440p': '2K' },
    endpoints: [fromWords('$1/text-to-video'), fromImage('$1/image-to-video', lastToo), fromAnything('$1/reference-to-video')],
  },
  {
    target: /^(alibaba\/happy-horse\/v1\.1)\/text-to-video$/,
    ...inNumbers,
    endpoints: [fromWords('$1/text-to-video'), fromImage('$1/image-to-video'), fromReferences('$1/reference-to-video')],
  },
  {
    target: /^(google\/gemini-omni-flash\/v1\.1)\/text-to-video$/,
    ...inNumbers,
    sizes: { '2160p': '4k' },
    endpoints: [fromWords('$1/text-to-video'), fromImage('$1/image-to-video'), fromReferences('$1/reference-to-video')],
  },
  { target: /^(google\/gemini-omni-flash\/v1\.1\/edit)$/, ...inNumbers, endpoints: [fromVideo('$1')] },
  {
    target: /^(blackforestlabs\/flux-3)\/text-to-video$/,
    ...inNumbers,
    endpoints: [
      fromWords('$1/text-to-video'),
      fromImage('$1/image-to-video'),
      fromFrames('$1/first-last-frame-to-video', { firstFrame: 'start_image_url' }),
    ],
  },
  { target: /^(xai\/grok-imagine-video\/v1\.5\/image-to-video)$/, ...inNumbers, endpoints: [fromImage('$1')] },
  {
    target: /^(luma\/agent\/ray\/v3\.2)\/text-to-video$/,
    ...inSeconds,
    endpoints: [fromWords('$1/text-to-video'), fromImage('$1/image-to-video', lastToo)],
  },
  {
    target: /^(fal-ai\/pixverse\/v6)\/text-to-video$/,
    ...inNumbers,
    endpoints: [
      fromWords('$1/text-to-video'),
      fromImage('$1/image-to-video'),
      fromFrames('$1/transition', { firstFrame: 'first_image_url' }),
      onwards('$1/extend'),
    ].map((one) => ({ ...one, names: { ...one.names, generateAudio: 'generate_audio_switch' } })),
  },
  {
    target: /^(fal-ai\/vidu\/q3)\/text-to-video$/,
    ...inNumbers,
    endpoints: [fromWords('$1/text-to-video'), fromImage('$1/image-to-video', lastToo)].map((one) => ({
      ...one,
      names: { generateAudio: 'audio' },
    })),
  },
  {
    target: /^(fal-ai\/nano-banana-2)$/,
    ...inNumbers,
    sizes: { '512p': '0.5K', '1024p': '1K', '2048p': '2K', '4096p': '4K' },
    endpoints: [
      of('$1', 't2i'),
      of('$1/edit', 'i2i', {
        needs: ['firstFrame'],
        may: ['referenceImages'],
        names: { firstFrame: 'image_urls', referenceImages: 'image_urls' },
      }),
    ],
  },
  {
    target: /^(fal-ai\/flux-2-pro)$/,
    ...inNumbers,
    endpoints: [
      of('$1', 't2i', { names: { aspectRatio: 'image_size' } }),
      of('$1/edit', 'i2i', {
        needs: ['firstFrame'],
        may: ['referenceImages'],
        names: { aspectRatio: 'image_size', firstFrame: 'image_urls', referenceImages: 'image_urls' },
      }),
    ],
  },
  { target: /^(fal-ai\/flux-pro\/v1\/fill)$/, ...inNumbers, endpoints: [of('$1', 'i2i', { needs: ['firstFrame', 'mask'] })] },
  {
    target: /^(fal-ai\/seedvr\/upscale\/image)$/,
    ...inNumbers,
    endpoints: [of('$1', 'upscale-still', { needs: ['firstFrame'], names: { resolution: 'target_resolution' } })],
  },
  {
    target: /^(fal-ai\/seedvr\/upscale\/video)$/,
    ...inNumbers,
    endpoints: [of('$1', 'upscale-video', { needs: ['video'], names: { resolution: 'target_resolution' } })],
  },
]

/** The endpoint ids of fal stand in paths as they are. */
const endpointId = /^[\w-][\w.-]*(?:\/[\w-][\w.-]*)+$/

/** The endpoints of a row: those of its family, or else the one that its target names. None for a target that is no endpoint. */
export const endpointsOf = ({ target }: Pick<Model, 'target'>): Found[] => {
  if (!endpointId.test(target)) return []
  const family = families.find((one) => one.target.test(target))
  if (!family) return [{ ...of(target, 't2v'), modes, notation: null }]
  return family.endpoints.map((one) => ({ ...one, id: target.replace(family.target, one.id), notation: family }))
}

/** What decides which endpoint a request goes to. */
export interface Wanted {
  mode: Mode
  continues?: boolean | undefined
  roles: ReadonlySet<InputRole>
}

/** The endpoint for these files, the one that needs most of them and takes the fewest others first; null when none takes them all. */
export const endpointFor = (row: Pick<Model, 'target'>, { mode, continues = false, roles }: Wanted): Found | null => {
  const all = endpointsOf(row)
  const able = all.filter(
    (one) =>
      // Its own schema says what it takes.
      one.notation === null ||
      (one.modes.includes(mode) &&
        one.continues === continues &&
        one.needs.every((role) => roles.has(role)) &&
        [...roles].every((role) => one.needs.includes(role) || one.may.includes(role))),
  )
  return able.toSorted((one, other) => other.needs.length - one.needs.length || one.may.length - other.may.length)[0] ?? null
}
