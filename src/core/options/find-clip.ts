import { MoodreelError } from '../errors.ts'
import type { Batch, Clip, Generation } from '../generation.ts'
import { kindOf } from '../made.ts'
import type { Invocation, PostRef } from '../platform.ts'
import type { Studio } from '../studio.ts'
import { say } from '../words/sentence.ts'
import { spaceOf, type WorkspaceKey } from '../workspace.ts'

/** The generation that a message of ours is about, as a clip's own post or as the first of its thread; null for any other message. */
export type ClipAt = (place: PostRef) => Promise<string | null>

/**
 * What is known of an id in one workspace, also when the clip was deleted. A clip belongs to the place where it was made: an id from
 * elsewhere is answered like one that never was. Throws MoodreelError `not_found`.
 */
export const findHere = async <Found extends { batch: Batch }>(
  find: (id: string) => Promise<Found>,
  workspace: WorkspaceKey,
  id: string,
): Promise<Found> => {
  const found = await find(id)
  if (spaceOf(found.batch) !== spaceOf(workspace)) throw noSuchClip(id)
  return found
}

/** The clip that a person means by its id. Throws MoodreelError `not_found`, also for one of another workspace and for one that was deleted. */
export const findClip = async (
  studio: Pick<Studio, 'find'>,
  invocation: Invocation,
  id: string,
): Promise<{ generation: Generation; batch: Batch }> => {
  const found = await findHere(studio.find, invocation, id)
  if (found.generation.removedAt !== null)
    throw new MoodreelError('not_found', say('option.clipDeleted', { id, kind: kindOf(found.generation) }))
  return found
}

/** The answer to an id that nobody here knows. */
export const noSuchClip = (id: string): MoodreelError => new MoodreelError('not_found', say('option.noClip', { id }))

/** The finished clip of a generation, for what goes on from its pictures. Throws MoodreelError `not_found` when there is none, or none any more. */
export const finishedClip = ({ id, mode, clip, state, filesGoneAt }: Generation): Clip => {
  const given = { id, kind: kindOf({ mode }) }
  if (clip && filesGoneAt !== null) throw new MoodreelError('not_found', say('option.clipNotKept', given))
  if (clip) return clip
  const why =
    state === 'failed'
      ? say('option.clipFailed', given)
      : state === 'canceled'
        ? say('option.clipCanceled', given)
        : say('option.clipUnfinished', given)
  throw new MoodreelError('not_found', why)
}
