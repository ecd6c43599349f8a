import { blamingFile } from './bad-media.ts'
import { copyTracks } from './copy-tracks.ts'
import { inspect } from './inspect.ts'
import type { FileLimits } from './job.ts'
import { openTracks, unreadable } from './open-tracks.ts'

/** Copies picture and sound without metadata (phones write the place into it), as `MediaTools.cleanTracks` promises. */
export const cleanTracks = async (path: string, outPath: string, limits: FileLimits): Promise<void> => {
  const { sizeBytes } = await inspect(path, limits)
  using tracks = await openTracks(path)
  await blamingFile(unreadable, () => copyTracks(tracks, outPath, { tags: {}, sizeBytes }))
}
