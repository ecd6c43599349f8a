import { blamingFile } from './bad-media.ts'
import { type DecodeOptions, decodeTrack, newTally } from './decode-track.ts'
import { checkTally } from './encode.ts'
import type { Film } from './open-film.ts'
import { unreadable } from './open-tracks.ts'

/** How much of a film is decoded to see whether it can be: so many pixels of all frames, a few seconds of two cores for a whole one. */
export const lookedThrough = { given: { pixels: 1.5e9, places: 6 }, made: { pixels: 0.2e9, places: 2 } } as const
/** Seconds of sound that are decoded. */
const mostSoundSeconds = 120

/** Our names of codecs by FFmpeg's. */
const names: Partial<Record<string, string>> = { h264: 'avc' }

/**
 * Decodes a film to see whether it can be: all of it, or where it is too long for that, parts of it from the first to the last. Whether
 * every packet made sense, and was of the codec that the container names. Throws MoodreelError `bad_media` for a film in which more than
 * `mostBadShare` made none.
 */
export const decodesCleanly = async (
  film: Film,
  { pixels, places }: { pixels: number; places: number },
  mostBadShare: number,
): Promise<boolean> => {
  const { info, tracks, file } = film
  const tally = newTally()
  const run = (options: DecodeOptions) =>
    blamingFile(unreadable, async () => {
      for await (const { frame } of decodeTrack(file, options)) frame.free()
    })
  if (tracks.video) {
    const fps = info.fps || 30
    const mostFrames = Math.floor(pixels / (info.width * info.height))
    if (info.durationSeconds * fps <= mostFrames) await run({ kind: 'video', tally })
    else {
      const share = Math.ceil(mostFrames / places)
      const step = Math.max(0, info.durationSeconds - share / fps) / (places - 1)
      for (let place = 0; place < places; place += 1) await run({ kind: 'video', tally, from: place * step, mostPackets: share })
    }
    checkTally(tally, mostBadShare)
  }
  const sound = newTally()
  if (tracks.audio && info.durationSeconds <= mostSoundSeconds) await run({ kind: 'audio', tally: sound })
  const isAsNamed = !tracks.video || (names[tally.codec] ?? tally.codec) === info.videoCodec
  return isAsNamed && tally.bad === 0 && sound.bad === 0
}
