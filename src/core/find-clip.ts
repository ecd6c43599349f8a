import { MoodreelError } from './errors.ts'
import type { Batch, Clip, Generation } from './generation.ts'
import type { Invocation } from './platform.ts'
import type { Studio } from './studio.ts'

/**
 * The clip that a person means by its id. A clip belongs to the place where it was made: an id from elsewhere is
 * answered like one that never was. Throws MoodreelError `not_found`, also for a clip that was deleted.
 */
export const findClip = async (
  studio: Pick<Studio, 'find'>,
  invocation: Invocation,
  id: string,
): Promise<{ generation: Generation; batch: Batch }> => {
  const found = await studio.find(id)
  if (found.batch.platform !== invocation.platform || found.batch.workspace !== invocation.workspace) throw noSuchClip(id)
  if (found.generation.removedAt !== null) throw new MoodreelError('not_found', `The clip ${id} was deleted; choose another one.`)
  return found
}

/** The answer to an id that nobody here knows. */
export const noSuchClip = (id: string): MoodreelError =>
  new MoodreelError('not_found', `There is no clip with the id ${id}; copy it from the clip's post.`)

/** The finished clip of a generation, for what goes on from its pictures. Throws MoodreelError `not_found` when there is none. */
export const finishedClip = ({ id, clip, state }: Generation): Clip => {
  if (clip) return clip
  const next = state === 'failed' || state === 'canceled' ? `/reroll ${id} makes it again` : 'try again when it is in its thread'
  throw new MoodreelError('not_found', `There are no pictures of the clip ${id} (${state}); ${next}.`)
}
