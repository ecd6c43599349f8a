import { FilePathTarget, type MetadataTags, MovOutputFormat, Mp4OutputFormat, Output, type Quality } from 'mediabunny'
import type { MediaInfo } from '../core/media.ts'
import { badMedia } from './bad-media.ts'
import { chunkSize } from './copy-tracks.ts'
import { newTally, type Tally } from './decode-track.ts'
import { addPicture } from './encode-picture.ts'
import { addSound, type SoundPlan } from './encode-sound.ts'
import { damagedFrames } from './frame.ts'
import type { Film } from './open-film.ts'

export interface PicturePlan {
  /** Displayed size of the result; both even. */
  width: number
  height: number
  quality: Quality
  /** Absent keeps the frames and their times as they are. */
  frameRate?: number | undefined
}

export interface EncodeSettings {
  /** Packets that may stay as they are are copied. */
  picture: PicturePlan | 'copy'
  audio: SoundPlan
  tags: MetadataTags
  /** The share of packets that may be unreadable. */
  mostBadShare: number
}

/** Pixels of one frame beyond which the encoder, which holds some fifty frames, needs more than a gigabyte. */
const mostFramePixels = 2560 * 1440
/** Pixels of all frames together that two cores encode in some 50 seconds. */
const mostPixels = 1.5e9

/** How far a film has to shrink, 1 being not at all, so that it can be encoded within the memory and the time of one job. */
export const affordableScale = ({ width, height, durationSeconds }: MediaInfo, fps: number): number =>
  Math.min(1, Math.sqrt(Math.min(mostFramePixels, mostPixels / (fps * durationSeconds)) / (width * height)))

/** The nearest even length: H.264 in yuv420p has one colour for two pixels. */
export const even = (length: number): number => Math.max(2, 2 * Math.round(length / 2))

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
