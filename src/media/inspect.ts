import { type FileHandle, open } from 'node:fs/promises'
import type { MediaInfo } from '../core/media.ts'
import { say } from '../core/words/sentence.ts'
import { blamingFile } from './bad-media.ts'
import { checkSeconds } from './check-seconds.ts'
import { checkBytes, checkPixels } from './check-size.ts'
import { readImageHeader } from './image-header.ts'
import type { FileLimits } from './job.ts'
import { openFilm } from './open-film.ts'
import { screenPicture } from './screen-pictures.ts'
import { sniff, sniffedBytes } from './sniff.ts'

/** Clockwise turns of the EXIF orientations 1 to 8; the mirrored ones turn after mirroring. */
const turns = [0, 0, 180, 180, 90, 90, 270, 270]

const round = (value: number): number => Math.round(value * 1000) / 1000

/** A picture that moves is a film to everyone but the libraries for films. */
const inspectImage = async (file: FileHandle, sizeBytes: number, mediaType: string, limits: FileLimits): Promise<MediaInfo> => {
  const bytes = await file.readFile()
  const header = await blamingFile(say('media.damagedPicture'), () => {
    screenPicture(bytes, mediaType)
    return readImageHeader(bytes, mediaType)
  })
  checkPixels(header.width, header.height, limits)
  const [width, height] = header.orientation >= 5 ? [header.height, header.width] : [header.width, header.height]
  const rotation = turns[header.orientation - 1] ?? 0
  const still = { mediaType, sizeBytes, width, height, rotation, durationSeconds: 0, fps: 0, videoCodec: null, audioCodec: null }
  const { motion } = header
  if (!motion) return { ...still, kind: 'image' }
  checkSeconds(motion.seconds, limits)
  const fps = motion.seconds > 0 ? round(motion.frames / motion.seconds) : 0
  return { ...still, kind: 'video', durationSeconds: round(motion.seconds), fps }
}

/**
 * Reads what a file is, without decoding: its first bytes, an image's header, a film's index, edits and last packets.
 * Throws MoodreelError `bad_media`, and `too_large` when it is beyond `limits`.
 */
export const inspect = async (path: string, limits: FileLimits): Promise<MediaInfo> => {
  await using file = await open(path)
  const sizeBytes = (await file.stat()).size
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(sniffedBytes), position: 0 })
  const { kind, mediaType } = sniff(buffer.subarray(0, bytesRead))
  checkBytes(sizeBytes, kind, limits)
  if (kind === 'image') return await inspectImage(file, sizeBytes, mediaType, limits)
  using film = await openFilm(path, limits)
  return film.info
}
