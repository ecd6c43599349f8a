import type { Finished } from '../core/media.ts'
import { writeFilmFrame } from './frame.ts'
import { inspect } from './inspect.ts'
import type { FileLimits, Job } from './job.ts'
import { isMovingPicture } from './moving-picture.ts'
import { openFilm } from './open-film.ts'
import { tagFilm } from './recipe-tags.ts'

/** Makes a film a clip, as `MediaTools.finish` promises. A clip whose first frame cannot be decoded is not copied but encoded. */
export const finish = async (job: Extract<Job, { kind: 'finish' }>, limits: FileLimits): Promise<Finished> => {
  const found = await inspect(job.path, limits)
  if (found.kind !== 'video' || isMovingPicture(found)) return { kind: 'other', found }
  using film = await openFilm(job.path, limits)
  const video = await tagFilm(film, job.outPath, job.recipe, limits, async () => {
    using clip = await openFilm(job.outPath, limits)
    await writeFilmFrame(clip, job.posterPath, { at: 'first', maxWidth: job.posterWidth })
  })
  return { kind: 'clip', video, poster: await inspect(job.posterPath, limits) }
}
