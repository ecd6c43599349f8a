import { type FileHandle, open } from 'node:fs/promises'
import { EncodedPacketSink, type Input, type InputTrack, type InputVideoTrack } from 'mediabunny'
import { MoodreelError } from '../core/errors.ts'
import type { MediaInfo } from '../core/media.ts'
import { badMedia, blamingFile } from './bad-media.ts'
import { checkSeconds } from './check-seconds.ts'
import { readImageHeader } from './image-header.ts'
import type { FileLimits } from './job.ts'
import { type OpenTracks, openTracks, unreadable } from './open-tracks.ts'
import { screenPicture } from './screen-pictures.ts'
import { screenTracks } from './screen-tracks.ts'
import { type Sniffed, sniff, sniffedBytes } from './sniff.ts'

/** Packets that are looked at for the average frame rate. */
const ratedPackets = 2000

const tooLarge = (sentence: string) => new MoodreelError('too_large', sentence)

/** Throws MoodreelError `too_large` for a picture of more pixels than may be held in memory. */
export const checkPixels = (width: number, height: number, limits: FileLimits): void => {
  if (width * height <= limits.maxPixels) return
  const megapixels = Math.floor(limits.maxPixels / 1e6)
  throw tooLarge(
    `This is ${width}x${height} pixels and at most ${megapixels} megapixels can be taken: make it smaller and attach it again.`,
  )
}

const checkBytes = (sizeBytes: number, kind: Sniffed['kind'], limits: FileLimits): void => {
  const maxBytes = kind === 'image' ? limits.maxImageBytes : limits.maxVideoBytes
  if (sizeBytes <= maxBytes) return
  const megabytes = (bytes: number) => Math.max(1, Math.round(bytes / 1e6))
  throw tooLarge(
    `This file has ${megabytes(sizeBytes)} MB and at most ${megabytes(maxBytes)} MB can be taken: make it smaller and attach it again.`,
  )
}

/** Clockwise turns of the EXIF orientations 1 to 8; the mirrored ones turn after mirroring. */
const turns = [0, 0, 180, 180, 90, 90, 270, 270]

const inspectImage = async (file: FileHandle, sizeBytes: number, mediaType: string, limits: FileLimits): Promise<MediaInfo> => {
  const bytes = await file.readFile()
  const header = await blamingFile('This picture is damaged: save it again and attach that.', () => {
    screenPicture(bytes, mediaType)
    return readImageHeader(bytes, mediaType)
  })
  checkPixels(header.width, header.height, limits)
  const [width, height] = header.orientation >= 5 ? [header.height, header.width] : [header.width, header.height]
  const rotation = turns[header.orientation - 1] ?? 0
  return { kind: 'image', mediaType, sizeBytes, width, height, rotation, durationSeconds: 0, fps: 0, videoCodec: null, audioCodec: null }
}

/** Reads the last group of packets, whose bytes are the last to come when a file is copied. */
const checkLastPackets = async (track: InputTrack): Promise<void> => {
  const sink = new EncodedPacketSink(track)
  const key = await sink.getKeyPacket(Number.POSITIVE_INFINITY)
  if (!key) throw badMedia('This file is cut off, its end is missing: export or download it again and attach that.')
  for await (const packet of sink.packets(key)) if (packet.data.length === 0) throw badMedia(unreadable)
}

const round = (seconds: number): number => Math.round(seconds * 1000) / 1000

/** From the start of the film, or 0 where packets come before it, to the end of its longest track. */
const lasting = async (input: Input, tracks: InputTrack[]): Promise<number> =>
  round((await input.computeDuration(tracks)) - Math.max(0, await input.getFirstTimestamp(tracks)))

/**
 * Frames a second on average, by the steps between the first and the last frame; and how long the picture lasts. The sound is
 * often longer, its last packet is filled up with silence: a clip of 5 seconds is one of 5, not of 5.035.
 */
const timing = async (track: InputVideoTrack): Promise<{ fps: number; durationSeconds: number }> => {
  const sink = new EncodedPacketSink(track)
  let [count, first, last] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for await (const { timestamp } of sink.packets(undefined, undefined, { metadataOnly: true })) {
    count += 1
    first = Math.min(first, timestamp)
    last = Math.max(last, timestamp)
    if (count === ratedPackets) break
  }
  const final = await sink.getPacket(Number.POSITIVE_INFINITY, { metadataOnly: true })
  const rate = count > 1 && last > first ? (count - 1) / (last - first) : 1 / (final?.duration || 1)
  // Matroska does not say how long the last frame lasts.
  const end = final ? final.timestamp + (final.duration || 1 / rate) : 0
  return { fps: round(rate), durationSeconds: round(end - Math.max(0, first)) }
}

const describeTracks = async ({ input, video, audio }: OpenTracks, sniffed: string, limits: FileLimits) => {
  const tracks = [video, audio].filter((track) => track !== null)
  const [width, height] = video ? [await video.getDisplayWidth(), await video.getDisplayHeight()] : [0, 0]
  checkPixels(width, height, limits)
  if (video) checkPixels(await video.getCodedWidth(), await video.getCodedHeight(), limits)
  for (const track of tracks) await checkLastPackets(track)
  const wholeSeconds = await lasting(input, tracks)
  checkSeconds(wholeSeconds, limits)
  const { fps, durationSeconds } = video ? await timing(video) : { fps: 0, durationSeconds: wholeSeconds }
  if (!(durationSeconds > 0) || (video && width * height === 0)) {
    throw badMedia('This file has nothing to show: export it again and attach that.')
  }
  return {
    kind: video ? ('video' as const) : ('audio' as const),
    mediaType: video ? sniffed : sniffed.replace('video/quicktime', 'video/mp4').replace('video/', 'audio/'),
    width,
    height,
    rotation: video ? await video.getRotation() : 0,
    durationSeconds,
    fps,
    videoCodec: video ? await video.getCodec() : null,
    audioCodec: audio ? await audio.getCodec() : null,
  }
}

/**
 * Reads what a file is, without decoding: its first bytes, an image's header, a film's index and last packets.
 * Throws MoodreelError `bad_media`, and `too_large` when it is beyond `limits`.
 */
export const inspect = async (path: string, limits: FileLimits): Promise<MediaInfo> => {
  await using file = await open(path)
  const sizeBytes = (await file.stat()).size
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(sniffedBytes), position: 0 })
  const { kind, mediaType } = sniff(buffer.subarray(0, bytesRead))
  checkBytes(sizeBytes, kind, limits)
  if (kind === 'image') return await inspectImage(file, sizeBytes, mediaType, limits)
  await screenTracks(file, sizeBytes, mediaType, limits)
  return await blamingFile(unreadable, async () => {
    using tracks = await openTracks(path)
    return { sizeBytes, ...(await describeTracks(tracks, mediaType, limits)) }
  })
}
