import { open } from 'node:fs/promises'
import { EncodedPacketSink, type InputAudioTrack, type InputTrack, type InputVideoTrack } from 'mediabunny'
import type { MediaInfo } from '../core/media.ts'
import { say } from '../core/words/sentence.ts'
import { badMedia, blamingFile } from './bad-media.ts'
import { checkSeconds } from './check-seconds.ts'
import { checkBytes, checkPixels } from './check-size.ts'
import type { FilmFile } from './decode-track.ts'
import { type Edit, readEditLists } from './edit-lists.ts'
import type { FileLimits } from './job.ts'
import { codecOf, type OpenTracks, openTracks, unreadable } from './open-tracks.ts'
import { type Presentation, presentTrack } from './presentation.ts'
import { screenTracks } from './screen-tracks.ts'
import { sniff, sniffedBytes } from './sniff.ts'

/** An open film or sound: what it is, and what of it is shown. */
export interface Film extends Disposable {
  info: MediaInfo
  file: FilmFile
  tracks: OpenTracks
  shown: { video: Presentation | null; audio: Presentation | null }
  /** When the first of its tracks begins, in seconds, or 0 where packets come before it. */
  begins: number
}

/** Packets that are looked at for the average frame rate. */
const ratedPackets = 2000

/** Sound that may lie outside of what is shown without being cut: what an encoder needs to get going, and fills up at the end. */
const soundSlack = { begins: 0.12, ends: 0.12 }

/** Reads the last group of packets, whose bytes are the last to come when a file is copied. */
const checkLastPackets = async (track: InputTrack): Promise<void> => {
  const sink = new EncodedPacketSink(track)
  const key = await sink.getKeyPacket(Number.POSITIVE_INFINITY)
  if (!key) throw badMedia(say('media.cutOff'))
  for await (const packet of sink.packets(key)) if (packet.data.length === 0) throw badMedia(unreadable)
}

const round = (seconds: number): number => Math.round(seconds * 1000) / 1000

/** By how much the library has moved a track's times: it knows the first edit alone, and none that is paced. */
const movedBy = (edits: readonly Edit[]): number => {
  let empty = 0
  for (const { seconds, mediaSeconds, rate } of edits) {
    if (mediaSeconds !== null) return rate === 1 ? mediaSeconds - empty : 0
    empty += seconds
  }
  return 0
}

/**
 * Frames a second on average, by the steps between the first and the last frame; and where the picture begins and ends. The sound is
 * often longer, its last packet is filled up with silence: a clip of 5 seconds is one of 5, not of 5.035.
 */
const timing = async (track: InputVideoTrack): Promise<{ fps: number; begins: number; ends: number }> => {
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
  const ends = final ? final.timestamp + (final.duration || 1 / rate) : 0
  return { fps: rate, begins: Number.isFinite(first) ? first : 0, ends }
}

const presentVideo = async (track: InputVideoTrack, edits: readonly Edit[]) => {
  const { fps, begins, ends } = await timing(track)
  const moved = movedBy(edits)
  // Writers that are not told how long the last frame lasts leave it out of the list.
  const slack = { begins: 0.6 / (fps || 30), ends: 1.05 / (fps || 30) }
  const presentation = presentTrack({ begins: begins + moved, ends: ends + moved, slack }, edits)
  const { parts } = presentation
  const shown = parts.reduce((sum, part) => sum + part.ends - part.begins, 0)
  const media = parts.reduce((sum, part) => sum + (part.ends - part.begins) * part.rate, 0)
  return { presentation, fps: presentation.paced ? (fps * media) / shown : fps }
}

const presentSound = async (track: InputAudioTrack, edits: readonly Edit[]): Promise<Presentation> => {
  const moved = movedBy(edits)
  const [begins, ends] = [await track.getFirstTimestamp(), await track.computeDuration()]
  return presentTrack({ begins: begins + moved, ends: ends + moved, slack: soundSlack }, edits)
}

const describe = async (tracks: OpenTracks, edits: ReadonlyMap<number, Edit[]>, sniffed: string, limits: FileLimits) => {
  const { video, audio } = tracks
  const all = [video, audio].filter((track) => track !== null)
  const [width, height] = video ? [await video.getDisplayWidth(), await video.getDisplayHeight()] : [0, 0]
  checkPixels(width, height, limits)
  if (video) checkPixels(await video.getCodedWidth(), await video.getCodedHeight(), limits)
  for (const track of all) await checkLastPackets(track)
  const picture = video ? await presentVideo(video, edits.get(video.id) ?? []) : null
  const sound = audio ? await presentSound(audio, edits.get(audio.id) ?? []) : null
  const presentations = [picture?.presentation, sound].filter((shown) => shown !== undefined && shown !== null)
  const begins = Math.max(0, Math.min(...presentations.map((shown) => shown.begins)))
  const wholeSeconds = round(Math.max(...presentations.map((shown) => shown.ends)) - begins)
  checkSeconds(wholeSeconds, limits)
  const durationSeconds = picture ? round(picture.presentation.ends - Math.max(0, picture.presentation.begins)) : wholeSeconds
  if (!(durationSeconds > 0) || (video && width * height === 0)) {
    throw badMedia(say('media.withoutContent'))
  }
  const info: Omit<MediaInfo, 'sizeBytes'> = {
    kind: video ? 'video' : 'audio',
    mediaType: video ? sniffed : sniffed.replace('video/quicktime', 'video/mp4').replace('video/', 'audio/'),
    width,
    height,
    rotation: video ? await video.getRotation() : 0,
    durationSeconds,
    fps: round(picture?.fps ?? 0),
    videoCodec: video ? await codecOf(video) : null,
    audioCodec: audio ? await codecOf(audio) : null,
  }
  return { info, shown: { video: picture?.presentation ?? null, audio: sound }, begins }
}

/**
 * Reads what a film or a sound is, without decoding: its index, its edits, its last packets. Its length is that of what is shown.
 * Throws MoodreelError `bad_media`, and `too_large` when it is beyond `limits`. Dispose what it returns.
 */
export const openFilm = async (path: string, limits: FileLimits): Promise<Film> => {
  await using file = await open(path)
  const sizeBytes = (await file.stat()).size
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(sniffedBytes), position: 0 })
  const { kind, mediaType } = sniff(buffer.subarray(0, bytesRead))
  if (kind === 'image') throw badMedia(unreadable, mediaType)
  checkBytes(sizeBytes, kind, limits)
  await screenTracks(file, sizeBytes, mediaType, limits)
  return await blamingFile(unreadable, async () => {
    const edits = /mp4|quicktime/.test(mediaType) ? await readEditLists(file) : new Map<number, Edit[]>()
    const tracks = await openTracks(path)
    try {
      const { info, shown, begins } = await describe(tracks, edits, mediaType, limits)
      const numbers = { video: tracks.video?.id ?? null, audio: tracks.audio?.id ?? null }
      const dispose = () => tracks[Symbol.dispose]()
      return { info: { sizeBytes, ...info }, file: { path, mediaType, tracks: numbers }, tracks, shown, begins, [Symbol.dispose]: dispose }
    } catch (error) {
      tracks[Symbol.dispose]()
      throw error
    }
  })
}
