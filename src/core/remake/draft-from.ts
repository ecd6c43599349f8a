import { MoodreelError } from '../errors.ts'
import type { Generation } from '../generation.ts'
import type { StoredMedia } from '../media.ts'
import { modeFacts } from '../mode-facts.ts'
import { seedAgain } from '../recipe.ts'
import type { Attachment, InputRole, RequestDraft } from '../request.ts'
import { ownPrompt } from '../shots.ts'
import { say } from '../words/sentence.ts'

/** A file of our own store as a request names it. It outlives the chat's links. */
export const storedAttachment = (media: Pick<StoredMedia, 'key' | 'mediaType' | 'sizeBytes'>, name: string): Attachment => ({
  url: `media:${media.key}`,
  name,
  mediaType: media.mediaType,
  sizeBytes: media.sizeBytes,
})

/** The files that play a role in a generation, as they were kept; null when they were never brought home. */
export const keptFiles = ({ request, inputs }: Pick<Generation, 'request' | 'inputs'>, role: InputRole): Attachment[] | null => {
  const given = [request[role] ?? []].flat()
  const files = inputs.filter((input) => input.role === role)
  return files.length < given.length ? null : files.map(({ media }, at) => storedAttachment(media, given[at]?.name ?? media.key))
}

/**
 * What asks for the same clip again: the settings that were used, the seed that the provider says it used, one take,
 * and the files as they were kept. Throws MoodreelError `missing_input` when its files were never brought home.
 */
export const draftFrom = (generation: Generation): RequestDraft => {
  const { request, clip } = generation
  const kept = (role: InputRole): Attachment[] => {
    const files = keptFiles(generation, role)
    if (files) return files
    throw new MoodreelError('missing_input', say('option.filesGone', { id: generation.id, command: modeFacts[request.mode].command }))
  }
  // The one who chose the model then, it is this one now.
  const { anyModel: _, ...asked } = request
  return {
    ...asked,
    prompt: ownPrompt(request),
    seed: (clip && seedAgain(clip.recipe)) ?? request.seed,
    takes: 1,
    firstFrame: kept('firstFrame')[0],
    lastFrame: kept('lastFrame')[0],
    referenceImages: request.referenceImages && kept('referenceImages'),
    referenceVideos: request.referenceVideos && kept('referenceVideos'),
    referenceAudios: request.referenceAudios && kept('referenceAudios'),
    video: kept('video')[0],
    audio: kept('audio')[0],
    style: kept('style')[0],
    mask: kept('mask')[0],
  }
}
