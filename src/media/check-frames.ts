import { type DecodeOptions, decodeTrack, newTally } from './decode-track.ts'
import { checkTally } from './encode.ts'
import type { Film } from './open-film.ts'

/** Pixels of all frames that are decoded to see whether they can be: a few seconds of two cores. A longer film is looked into at some places. */
const mostPixels = 1.5e9
const places = 6
/** Seconds of sound that are decoded. */
const mostSoundSeconds = 120

/**
 * Decodes a film before anybody pays for it: all of it, or where it is too long for that, parts of it from the first to the last.
 * Whether every packet made sense. Throws MoodreelError `bad_media` for a film of which too little does.
 */
export const decodesCleanly = async (film: Film): Promise<boolean> => {
  const { info, tracks, file } = film
  const tally = newTally()
  const run = async (options: DecodeOptions) => {
    for await (const { frame } of decodeTrack(file, options)) frame.free()
  }
  if (tracks.video) {
    const fps = info.fps || 30
    const mostFrames = Math.floor(mostPixels / (info.width * info.height))
    if (info.durationSeconds * fps <= mostFrames) await run({ kind: 'video', tally })
    else {
      const share = Math.ceil(mostFrames / places)
      const step = (info.durationSeconds - share / fps) / (places - 1)
      for (let place = 0; place < places; place += 1) {
        await run({ kind: 'video', tally, from: Math.max(0, place * step), mostPackets: share })
      }
    }
    checkTally(tally)
  }
  const sound = newTally()
  if (tracks.audio && info.durationSeconds <= mostSoundSeconds) await run({ kind: 'audio', tally: sound })
  return tally.bad === 0 && sound.bad === 0
}
