import { blamingFile } from './bad-media.ts'
import { decodesCleanly } from './check-frames.ts'
import { damagedFrames } from './frame.ts'
import { inspect } from './inspect.ts'
import type { FileLimits } from './job.ts'
import { isMovingPicture, writeMovingPicture } from './moving-picture.ts'
import { openFilm } from './open-film.ts'
import { writeFilm } from './write-film.ts'

/** What providers read in a film. */
const takenCodecs: ReadonlySet<string> = new Set(['avc', 'hevc', 'vp8', 'vp9', 'av1'])

/**
 * Copies picture and sound without metadata (phones write the place into it), as `MediaTools.cleanTracks` promises. What the owner cut
 * is in no copy: a film that is not shown whole is encoded, and so is one in which decoders trip over a packet.
 */
export const cleanTracks = async (path: string, outPath: string, limits: FileLimits): Promise<void> => {
  const found = await inspect(path, limits)
  if (isMovingPicture(found)) return await blamingFile(damagedFrames, () => writeMovingPicture(path, found, outPath))
  using film = await openFilm(path, limits)
  const { info, tracks, shown } = film
  const isKnown = (!tracks.video || takenCodecs.has(info.videoCodec ?? '')) && (!tracks.audio || (await tracks.audio.getCodec()) !== null)
  const isWhole = !shown.video?.edited && !shown.audio?.edited
  const mayCopy = isWhole && isKnown && (info.kind === 'audio' || (await decodesCleanly(film)))
  await writeFilm(film, outPath, limits, { tags: {}, mayCopy })
}
