import { MoodreelError } from './errors.ts'
import type { Generation } from './generation.ts'
import type { StoredMedia } from './media.ts'
import type { Attachment, InputRole, RequestDraft } from './request.ts'

/** A file of our own store as a request names it. It outlives the chat's links. */
export const storedAttachment = (media: Pick<StoredMedia, 'key' | 'mediaType' | 'sizeBytes'>, name: string): Attachment => ({
  url: `media:${media.key}`,
  name,
  mediaType: media.mediaType,
  sizeBytes: media.sizeBytes,
})

/**
 * What asks for the same clip again: the settings that were used, the seed that the provider says it used, one take,
 * and the files as they were kept. Throws MoodreelError `missing_input` when its files were never brought home.
 */
export const draftFrom = (generation: Generation): RequestDraft => {
  const { request, inputs, clip } = generation
  const kept = (role: InputRole, given: readonly Attachment[]): Attachment[] => {
    const files = inputs.filter((input) => input.role === role)
    if (files.length < given.length) {
      throw new MoodreelError(
        'missing_input',
        `The files of the clip ${generation.id} are not kept here; give them to /${request.mode} again.`,
      )
    }
    return files.map(({ media }, at) => storedAttachment(media, given[at]?.name ?? media.key))
  }
  const single = (role: Exclude<InputRole, 'referenceImages'>): Attachment | undefined =>
    kept(role, request[role] ? [request[role]] : [])[0]
  return {
    ...request,
    seed: clip?.recipe.seedUsed ?? request.seed,
    takes: 1,
    firstFrame: single('firstFrame'),
    lastFrame: single('lastFrame'),
    referenceImages: request.referenceImages && kept('referenceImages', request.referenceImages),
    video: single('video'),
    audio: single('audio'),
  }
}
