import { type MetadataTags, Quality } from 'mediabunny'
import { MoodreelError } from '../core/errors.ts'
import type { MediaInfo } from '../core/media.ts'
import { affordableScale, even } from './affordable-size.ts'
import { badMedia, blamingFile } from './bad-media.ts'
import { compareFilms, type Making } from './compare-films.ts'
import { copyTracks } from './copy-tracks.ts'
import { encodeFilm } from './encode.ts'
import { canKeepSound, planSound } from './encode-sound.ts'
import type { FileLimits } from './job.ts'
import { type Film, openFilm } from './open-film.ts'
import { unreadable } from './open-tracks.ts'

/**
 * Bits for one pixel of one frame: below the first H.264 falls to blocks in most films, beyond the last nobody sees more. What comes in
 * the codecs of cutting rooms has many times as many; the second is enough for those who only watch.
 */
const bitsPerPixel = { least: 0.03, watched: 0.25, most: 0.6 }
/** How many bits H.264 needs for what another codec says in one. Those that are not named are for cutting. */
const costOfCodec: Partial<Record<string, number>> = { avc: 1.1, hevc: 1.6, vp8: 1, vp9: 1.5, av1: 1.8 }

/** As many bits a second as the source had, by what its codec makes of them. */
const planBitrate = async ({ tracks: { video }, info }: Film, pixels: number): Promise<number> => {
  const pixelRate = pixels * (info.fps || 30)
  const cost = costOfCodec[info.videoCodec ?? '']
  const { averageBitrate } = video ? await video.computePacketStats(500) : { averageBitrate: 0 }
  const wished = cost === undefined ? pixelRate * bitsPerPixel.watched : averageBitrate * cost
  return Math.round(Math.max(32_000, Math.min(pixelRate * bitsPerPixel.most, Math.max(pixelRate * bitsPerPixel.least, wished))))
}

const encodeWhole = async (film: Film, outPath: string, { tags, mostBadShare }: WriteOptions): Promise<Making> => {
  const { info } = film
  const scale = film.tracks.video ? affordableScale(info, info.fps || 30) : 1
  const [width, height] = [even(info.width * scale), even(info.height * scale)]
  const quality = new Quality({ bitrate: await planBitrate(film, width * height) })
  const audio = (await canKeepSound(film)) ? 'copy' : await planSound(film)
  await encodeFilm(film, outPath, { picture: { width, height, quality }, audio, tags, mostBadShare })
  return { kind: 'encoded', width, height }
}

const encodeSound = async (film: Film, outPath: string, { tags, mostBadShare }: WriteOptions): Promise<Making> => {
  await encodeFilm(film, outPath, { picture: 'copy', audio: await planSound(film), tags, mostBadShare })
  return { kind: 'copied' }
}

const copyWhole = async (film: Film, outPath: string, { tags }: WriteOptions): Promise<Making> => {
  await copyTracks(film.tracks, outPath, { tags, sizeBytes: film.info.sizeBytes })
  return { kind: 'copied' }
}

/** Opens what was written and compares it. Throws MoodreelError `bad_media` where it is not the film that it was made from, and what `check` throws. */
export const checkWritten = async (
  film: Film,
  outPath: string,
  making: Making,
  limits: FileLimits,
  check?: WriteOptions['check'],
): Promise<MediaInfo> => {
  using written = await openFilm(outPath, limits)
  const lost = await compareFilms(film, written, making)
  if (lost !== null) throw badMedia(unreadable, `${making.kind}: ${lost}`)
  await check?.(written)
  return written.info
}

export interface WriteOptions {
  tags: MetadataTags
  /** Which packets may stay as they are. */
  mayCopy: { picture: boolean; sound: boolean }
  /** The share of packets that may be unreadable. */
  mostBadShare: number
  /** What else has to go well with what was written. */
  check?: (written: Film) => Promise<void>
}

/**
 * Writes a film into another container. What may stay as it is, is copied; where it may not, where that cannot be done, and where what
 * comes out of it is not the same film, its sound or all of it is encoded. Each is opened again and compared. Throws MoodreelError
 * `bad_media` when no way gives the same film.
 */
export const writeFilm = async (film: Film, outPath: string, limits: FileLimits, options: WriteOptions): Promise<MediaInfo> => {
  const { mayCopy, check } = options
  const attempt = async (make: (film: Film, outPath: string, options: WriteOptions) => Promise<Making>): Promise<MediaInfo> => {
    const making = await blamingFile(unreadable, () => make(film, outPath, options))
    return await checkWritten(film, outPath, making, limits, check)
  }
  const ways = [
    ...(mayCopy.picture && mayCopy.sound ? [copyWhole] : []),
    ...(mayCopy.picture && film.tracks.video && film.tracks.audio ? [encodeSound] : []),
  ]
  for (const way of ways) {
    try {
      return await attempt(way)
    } catch (error) {
      if (!(error instanceof MoodreelError) || error.code !== 'bad_media') throw error
    }
  }
  return await attempt(encodeWhole)
}
