import { FilePathTarget, type MetadataTags, MovOutputFormat, Mp4OutputFormat, Output } from 'mediabunny'
import { badMedia, damagedFrames } from './bad-media.ts'
import { chunkSize } from './copy-tracks.ts'
import { newTally, type Tally } from './decode-track.ts'
import { addPicture, type PicturePlan } from './encode-picture.ts'
import { addSound, type SoundPlan } from './encode-sound.ts'
import type { Film } from './open-film.ts'

export interface EncodeSettings {
  /** Packets that may stay as they are are copied. */
  picture: PicturePlan | 'copy'
  audio: SoundPlan
  tags: MetadataTags
  /** The share of packets that may be unreadable. */
  mostBadShare: number
}

/**
 * The share of a film's packets that may be unreadable; two always may. Players leave such frames out. What somebody gives is refused
 * sooner, for they can export it again; what a provider made is paid for, and is shown as long as half of it is there.
 */
export const mostBad = { given: 0.03, made: 0.5 } as const

/** Throws MoodreelError `bad_media` for a film of which too little can be decoded. */
export const checkTally = ({ frames, packets, bad }: Tally, mostBadShare: number): void => {
  if (frames === 0 || bad > Math.max(2, packets * mostBadShare)) throw badMedia(damagedFrames, `${bad} of ${packets} packets`)
}

/**
 * Encodes what is shown of a film to H.264 (upright, yuv420p, BT.709) and AAC, or copies one of them, into an MP4 (or a MOV, by the
 * ending of `outPath`) with its index in front. Throws MoodreelError `bad_media` for a film of which too little can be decoded.
 */
export const encodeFilm = async (film: Film, outPath: string, settings: EncodeSettings): Promise<void> => {
  const format = outPath.toLowerCase().endsWith('.mov')
    ? new MovOutputFormat({ fastStart: 'in-memory' })
    : new Mp4OutputFormat({ fastStart: 'in-memory' })
  const output = new Output({ format, target: new FilePathTarget(outPath, { chunkSize }) })
  const tally = newTally()
  const picture = await addPicture(film, output, settings.picture, tally)
  const sound = await addSound(film, output, settings.audio)
  output.setMetadataTags(settings.tags)
  await output.start()
  // Nothing is cancelled when one of them fails: the child that failed a job ends.
  await Promise.all([picture?.(), sound?.()])
  if (picture && settings.picture !== 'copy') checkTally(tally, settings.mostBadShare)
  await output.finalize()
}
