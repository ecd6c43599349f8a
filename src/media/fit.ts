import { copyFile, stat } from 'node:fs/promises'
import { type MetadataTags, Quality } from 'mediabunny'
import type { MediaInfo } from '../core/media.ts'
import { affordableScale, even } from './affordable-size.ts'
import { badMedia, blamingFile } from './bad-media.ts'
import { cannotShrink } from './cannot-shrink.ts'
import { encodeFilm, mostBad } from './encode.ts'
import { canKeepSound, type SoundPlan } from './encode-sound.ts'
import { writeFittedStill } from './fit-still.ts'
import { noPicture } from './frame.ts'
import type { FileLimits } from './job.ts'
import { type Film, openFilm } from './open-film.ts'
import { unreadable } from './open-tracks.ts'
import { playsEverywhere } from './plays-everywhere.ts'
import { recipeOf, recipeTags } from './recipe-tags.ts'
import { sniffFile } from './sniff-file.ts'
import { checkWritten } from './write-film.ts'

const tries = 5

/** Bits for one pixel of one frame below which H.264 falls to blocks in most films: from there on fewer pixels look better. */
const usualBitsPerPixel = 0.05
/** And those above which more bits can no longer be seen. */
const mostBitsPerPixel = 0.6

const leastSide = 96
const leastFps = 10

/** Frames a second to try, one after the other, and how far the sides may shrink before the next one is better. */
const ladder = [
  { fps: Number.POSITIVE_INFINITY, scale: 0.5 },
  { fps: 30, scale: 0.35 },
  { fps: 15, scale: 0 },
]

/** What the container itself takes: bytes for the file, a frame, and a second of sound. */
const container = { file: 3000, frame: 16, soundSecond: 400 }

interface Plan {
  width: number
  height: number
  fps: number
  videoBitrate: number
  audioBitrate: number
}

/** A film that came with few bits, because little moves in it, needs few again; the newer codecs needed fewer than H.264 will. */
const leastBitsPerPixel = ({ width, height, fps, durationSeconds, sizeBytes, videoCodec }: MediaInfo): number => {
  const came = (sizeBytes * 8) / (width * height * (fps || 30) * durationSeconds)
  return Math.min(usualBitsPerPixel, came * (videoCodec === 'avc' ? 0.7 : 1.2))
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value))

/** Divides a budget of bytes between sound and picture, and gives up pixels first and then frames when bits get scarce. */
export const planFit = (info: MediaInfo, budgetBytes: number): Plan => {
  const { width, height, durationSeconds } = info
  const sound = info.audioCodec === null ? 0 : 1
  const bitrate = ((budgetBytes - container.file) * 8) / durationSeconds - sound * container.soundSecond * 8
  const audioBitrate = sound * clamp(bitrate * 0.12, 16_000, 128_000)
  const sourceFps = info.fps || 30
  const leastBits = leastBitsPerPixel(info)
  const bitsAt = (fps: number) => Math.max(8_000, bitrate - audioBitrate - fps * container.frame * 8)
  const scaleAt = (fps: number) => Math.min(affordableScale(info, fps), Math.sqrt(bitsAt(fps) / (fps * leastBits * width * height)))
  const leastScale = Math.min(1, leastSide / Math.min(width, height))
  const rungs = ladder.map(({ fps, scale }) => ({ fps: Math.min(sourceFps, fps), scale: Math.max(scale, leastScale) }))
  const fps = rungs.find((rung) => scaleAt(rung.fps) >= rung.scale)?.fps ?? Math.min(sourceFps, leastFps)
  const scale = Math.max(leastScale, scaleAt(fps))
  const size = { width: even(width * scale), height: even(height * scale) }
  const videoBitrate = Math.round(Math.min(bitsAt(fps), size.width * size.height * fps * mostBitsPerPixel))
  return { ...size, fps, videoBitrate, audioBitrate: Math.round(audioBitrate) }
}

/** Sound that is small enough already is copied. */
const planFittedSound = async (film: Film, bitrate: number): Promise<SoundPlan> => {
  const { audio } = film.tracks
  if (!audio) return 'copy'
  const { averageBitrate } = await audio.computePacketStats(500)
  if (averageBitrate <= bitrate * 1.1 && (await canKeepSound(film))) return 'copy'
  return { bitrate, channels: bitrate < 48_000 || (await audio.getNumberOfChannels()) === 1 ? 1 : 2 }
}

const shrink = async (film: Film, outPath: string, limitBytes: number, limits: FileLimits): Promise<void> => {
  const recipe = await recipeOf(film.tracks)
  const tags: MetadataTags = recipe ? recipeTags(recipe) : {}
  const tagBytes = Buffer.byteLength(`${tags.title ?? ''}${tags.comment ?? ''}`)
  let budget = limitBytes * 0.88 - tagBytes
  for (let attempt = 0; attempt < tries && budget > 0; attempt += 1) {
    const plan = planFit(film.info, budget)
    const frameRate = plan.fps < film.info.fps ? plan.fps : undefined
    await encodeFilm(film, outPath, {
      picture: { width: plan.width, height: plan.height, quality: new Quality({ bitrate: plan.videoBitrate }), frameRate },
      audio: await planFittedSound(film, plan.audioBitrate),
      tags,
      mostBadShare: mostBad.made,
    })
    const { size } = await stat(outPath)
    if (size <= limitBytes) {
      await checkWritten(film, outPath, { kind: 'encoded', width: plan.width, height: plan.height, frameRate }, limits)
      return
    }
    budget *= (limitBytes / size) * 0.95
  }
  throw cannotShrink(limitBytes)
}

/**
 * Makes a film fit into `limitBytes` as H.264 and AAC in MP4, as `MediaTools.fit` promises; one that fits already is copied.
 * A still becomes a JPEG (`fit-still.ts`). Its recipe stays in it. Throws MoodreelError `too_large` when no quality is small enough.
 */
export const writeFitted = async (path: string, outPath: string, limitBytes: number, limits: FileLimits): Promise<void> => {
  if ((await sniffFile(path)).kind === 'image') return await writeFittedStill(path, outPath, limitBytes, limits)
  using film = await openFilm(path, limits)
  const { info, tracks } = film
  if (!tracks.video) throw badMedia(noPicture)
  const fits = info.sizeBytes <= limitBytes && info.mediaType === 'video/mp4'
  if (fits && (await playsEverywhere(film))) return await copyFile(path, outPath)
  await blamingFile(unreadable, () => shrink(film, outPath, limitBytes, limits))
}
