import { badMedia, blamingFile } from './bad-media.ts'
import { type DecodeOptions, decodeTrack, newTally, openForLooks } from './decode-track.ts'
import { checkTally } from './encode.ts'
import type { Film } from './open-film.ts'
import { unreadable } from './open-tracks.ts'

/**
 * How much of a film is decoded to see whether it can be, in pixels of all frames and packets of sound: what is given is about to be paid
 * for, a few seconds of two cores are worth it; what was made comes through here every time, and its beginning and its end are enough.
 */
export const lookedThrough = {
  given: { pixels: 1.5e9, places: 6, soundPackets: Number.POSITIVE_INFINITY },
  made: { pixels: 0.03e9, places: 2, soundPackets: 100 },
} as const
/** Seconds of sound that are decoded. */
const mostSoundSeconds = 120

/** Our names of codecs by FFmpeg's. */
const names: Partial<Record<string, string>> = { h264: 'avc' }

/** Whether every packet of the picture and of the sound made sense to the decoder, and was of the codec that the container names. */
export interface Soundness {
  picture: boolean
  sound: boolean
}

/**
 * Decodes a film to see whether it can be: all of it, or where it is too long for that, parts of it from the first to the last. Throws
 * MoodreelError `bad_media` for a film in whose picture more than `mostBadShare` of the packets made no sense.
 */
export const checkFrames = async (
  film: Film,
  { pixels, places, soundPackets }: { pixels: number; places: number; soundPackets: number },
  mostBadShare: number,
): Promise<Soundness> => {
  const { info, tracks, file } = film
  await using open = await blamingFile(unreadable, () => openForLooks(file))
  const run = (options: DecodeOptions) =>
    blamingFile(unreadable, async () => {
      for await (const { frame } of decodeTrack(file, { ...options, open })) frame.free()
    })
  const pictureTally = newTally()
  if (tracks.video) {
    const fps = info.fps || 30
    const mostFrames = Math.floor(pixels / (info.width * info.height))
    if (info.durationSeconds * fps <= mostFrames) {
      await run({ kind: 'video', tally: pictureTally })
      const { packetCount } = await tracks.video.computePacketStats()
      // An index that goes on in fragments the library reads half; what it does not see would be lost.
      if (pictureTally.frames > packetCount + 3) throw badMedia(unreadable, `${pictureTally.frames} frames, and ${packetCount} packets`)
    } else {
      const share = Math.ceil(mostFrames / places)
      const step = Math.max(0, info.durationSeconds - share / fps) / (places - 1)
      for (let place = 0; place < places; place += 1) {
        await run({ kind: 'video', tally: pictureTally, from: place * step, mostPackets: share })
      }
    }
    checkTally(pictureTally, mostBadShare)
  }
  const soundTally = newTally()
  if (tracks.audio && info.durationSeconds <= mostSoundSeconds) await run({ kind: 'audio', tally: soundTally, mostPackets: soundPackets })
  const isAsNamed = !tracks.video || (names[pictureTally.codec] ?? pictureTally.codec) === info.videoCodec
  return { picture: isAsNamed && pictureTally.bad === 0, sound: soundTally.bad === 0 }
}
