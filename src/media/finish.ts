import type { Finished } from '../core/media.ts'
import { writeTrackFrame } from './frame.ts'
import { inspect } from './inspect.ts'
import type { FileLimits, Job } from './job.ts'
import { openTracks } from './open-tracks.ts'
import { tagTracks } from './recipe-tags.ts'

/** Makes a film a clip, as `MediaTools.finish` promises. The file is looked into and opened once for all of it. */
export const finish = async (job: Extract<Job, { kind: 'finish' }>, limits: FileLimits): Promise<Finished> => {
  const found = await inspect(job.path, limits)
  if (found.kind !== 'video') return { kind: 'other', found }
  using tracks = await openTracks(job.path)
  await tagTracks(tracks, found, job.outPath, job.recipe)
  await writeTrackFrame(tracks, job.posterPath, { at: 'first', maxWidth: job.posterWidth })
  return { kind: 'clip', video: await inspect(job.outPath, limits), poster: await inspect(job.posterPath, limits) }
}
