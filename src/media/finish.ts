import type { Finished } from '../core/media.ts'
import { writeFilmFrame } from './frame.ts'
import { inspect } from './inspect.ts'
import type { FileLimits, Job } from './job.ts'
import { openFilm } from './open-film.ts'
import { tagFilm } from './recipe-tags.ts'
import { sniffFile } from './sniff-file.ts'

/** Makes a film a clip, as `MediaTools.finish` promises. A clip whose first frame cannot be decoded is not copied but encoded. */
export const finish = async (job: Extract<Job, { kind: 'finish' }>, limits: FileLimits): Promise<Finished> => {
  // A picture that moves is none, for it is a film to nobody but us.
  if ((await sniffFile(job.path)).kind === 'image') return { kind: 'other', found: await inspect(job.path, limits) }
  using film = await openFilm(job.path, limits)
  if (film.info.kind !== 'video') return { kind: 'other', found: film.info }
  const video = await tagFilm(film, job.outPath, job.recipe, limits, (clip) =>
    writeFilmFrame(clip, job.posterPath, { at: 'first', maxWidth: job.posterWidth }),
  )
  return { kind: 'clip', video, poster: await inspect(job.posterPath, limits) }
}
