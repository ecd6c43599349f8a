import type { Model } from '../../src/core/model.ts'
import type { InputRole, ResolvedRequest } from '../../src/core/request.ts'

/** The words of a request that are inputs of a model, apart from files. */
export type Word = keyof Pick<
  ResolvedRequest,
  'prompt' | 'negativePrompt' | 'seed' | 'durationSeconds' | 'aspectRatio' | 'resolution' | 'fps' | 'generateAudio' | 'strength' | 'camera'
>

/** What all endpoints on fal that have these inputs call them; what is missing here has none. */
export const wordFields: Partial<Record<Word, string>> = {
  prompt: 'prompt',
  negativePrompt: 'negative_prompt',
  seed: 'seed',
  durationSeconds: 'duration',
  aspectRatio: 'aspect_ratio',
  resolution: 'resolution',
  fps: 'fps',
  generateAudio: 'generate_audio',
}

/** One endpoint of a model. */
export interface Endpoint {
  /** Its id; `$1` and so on are the parts of the row's target. */
  id: string
  takes: readonly Word[]
  /** The files without which it does not begin. */
  needs: readonly InputRole[]
  files: Partial<Record<InputRole, string>>
}

/** A model that has an endpoint for each kind of input. A row's target is the id of one of them. */
export interface Family {
  target: RegExp
  /** How a duration is written: `5`, `"5"` or `"5s"`. */
  duration: 'number' | 'text' | 'seconds'
  /** The largest seed, where it is smaller than ours. */
  maxSeed?: number
  endpoints: readonly Endpoint[]
}

/**
 * The fields of each model, from https://fal.ai/models/<endpoint id>/llms.txt and the types of @fal-ai/client 1.10.1,
 * 2026-11-21. Those types write every enumeration as text; the pages tell numbers from text, so they decide.
 */
const families: readonly Family[] = [
  {
    target: /^(fal-ai\/wan\/v2\.7)\/(?:text-to-video|image-to-video|edit-video)$/,
    duration: 'number',
    maxSeed: 2_147_483_647,
    endpoints: [
      {
        id: '$1/text-to-video',
        takes: ['prompt', 'negativePrompt', 'seed', 'durationSeconds', 'aspectRatio', 'resolution'],
        needs: [],
        files: { audio: 'audio_url' },
      },
      {
        id: '$1/image-to-video',
        takes: ['prompt', 'negativePrompt', 'seed', 'durationSeconds', 'resolution'],
        needs: ['firstFrame'],
        files: { firstFrame: 'image_url', lastFrame: 'end_image_url', audio: 'audio_url' },
      },
      {
        id: '$1/edit-video',
        takes: ['prompt', 'seed', 'durationSeconds', 'aspectRatio', 'resolution'],
        needs: ['video'],
        files: { video: 'video_url', referenceImages: 'reference_image_url' },
      },
    ],
  },
  {
    target: /^(fal-ai\/kling-video\/v3\/(?:pro|standard))\/(?:text|image)-to-video$/,
    duration: 'text',
    endpoints: [
      {
        id: '$1/text-to-video',
        takes: ['prompt', 'negativePrompt', 'durationSeconds', 'aspectRatio', 'generateAudio'],
        needs: [],
        files: {},
      },
      {
        id: '$1/image-to-video',
        takes: ['prompt', 'negativePrompt', 'durationSeconds', 'generateAudio'],
        needs: ['firstFrame'],
        files: { firstFrame: 'start_image_url', lastFrame: 'end_image_url' },
      },
    ],
  },
  {
    target: /^(fal-ai\/veo3\.1(?:\/fast)?)(?:\/image-to-video|\/first-last-frame-to-video)?$/,
    duration: 'seconds',
    endpoints: [
      {
        id: '$1',
        takes: ['prompt', 'negativePrompt', 'seed', 'durationSeconds', 'aspectRatio', 'resolution', 'generateAudio'],
        needs: [],
        files: {},
      },
      {
        id: '$1/first-last-frame-to-video',
        takes: ['prompt', 'negativePrompt', 'seed', 'durationSeconds', 'aspectRatio', 'resolution', 'generateAudio'],
        needs: ['firstFrame', 'lastFrame'],
        files: { firstFrame: 'first_frame_url', lastFrame: 'last_frame_url' },
      },
      {
        id: '$1/image-to-video',
        takes: ['prompt', 'negativePrompt', 'seed', 'durationSeconds', 'aspectRatio', 'resolution', 'generateAudio'],
        needs: ['firstFrame'],
        files: { firstFrame: 'image_url' },
      },
    ],
  },
  {
    target: /^(fal-ai\/ltx-2\.3)\/(?:text|image)-to-video(\/fast)?$/,
    duration: 'number',
    endpoints: [
      {
        id: '$1/text-to-video$2',
        takes: ['prompt', 'durationSeconds', 'aspectRatio', 'resolution', 'fps', 'generateAudio'],
        needs: [],
        files: {},
      },
      {
        id: '$1/image-to-video$2',
        takes: ['prompt', 'durationSeconds', 'aspectRatio', 'resolution', 'fps', 'generateAudio'],
        needs: ['firstFrame'],
        files: { firstFrame: 'image_url', lastFrame: 'end_image_url' },
      },
    ],
  },
]

/** The family of a row; null for a target that none of them knows. */
export const familyOf = ({ target }: Pick<Model, 'target'>): Family | null => families.find((family) => family.target.test(target)) ?? null

/** The endpoint for these files, the one that needs most of them first; null when none takes them all. */
export const endpointFor = ({ target }: Pick<Model, 'target'>, family: Family, roles: ReadonlySet<InputRole>): Endpoint | null => {
  const able = family.endpoints
    .filter(({ needs, files }) => needs.every((role) => roles.has(role)) && [...roles].every((role) => files[role] !== undefined))
    .toSorted((one, other) => other.needs.length - one.needs.length)[0]
  return able ? { ...able, id: target.replace(family.target, able.id) } : null
}
