import { blamingFile, damagedFrames } from './bad-media.ts'
import { checkFrames, lookedThrough } from './check-frames.ts'
import { mostBad } from './encode.ts'
import { inspect } from './inspect.ts'
import type { FileLimits } from './job.ts'
import { isMovingPicture, writeMovingPicture } from './moving-picture.ts'
import { openFilm } from './open-film.ts'
import { writeFilm } from './write-film.ts'

/** What providers read. PCM is none of it: it kills the encoder of the library (see `even-sound.ts`), which our own renderer uses too. */
const takenPictures: ReadonlySet<string> = new Set(['avc', 'hevc', 'vp8', 'vp9', 'av1'])
const takenSounds: ReadonlySet<string> = new Set(['aac', 'mp3', 'opus', 'vorbis'])

/**
 * Copies picture and sound without metadata (phones write the place into it), as `MediaTools.cleanTracks` promises. What the owner cut
 * is in no copy: a film that is not shown whole is encoded, and so is one in which decoders trip over a packet.
 */
export const cleanTracks = async (path: string, outPath: string, limits: FileLimits): Promise<void> => {
  const found = await inspect(path, limits)
  if (isMovingPicture(found)) return await blamingFile(damagedFrames, () => writeMovingPicture(path, found, outPath))
  using film = await openFilm(path, limits)
  const { info, tracks, shown } = film
  const options = { tags: {}, mostBadShare: mostBad.given }
  if (!tracks.video) {
    // It goes to those who asked for a sound: it stays in what it is in.
    const sound = (await tracks.audio?.getCodec()) !== null && !shown.audio?.edited
    await writeFilm(film, outPath, limits, { ...options, mayCopy: { picture: true, sound } })
    return
  }
  const decoded = await checkFrames(film, lookedThrough.given, mostBad.given)
  const picture = takenPictures.has(info.videoCodec ?? '') && !shown.video?.edited && decoded.picture
  const sound = (info.audioCodec === null || takenSounds.has(info.audioCodec)) && !shown.audio?.edited && decoded.sound
  await writeFilm(film, outPath, limits, { ...options, mayCopy: { picture, sound } })
}
