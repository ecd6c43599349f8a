import { copyFile, stat } from 'node:fs/promises'
import { type ConversionAudioOptions, type InputAudioTrack, type InputVideoTrack, Quality } from 'mediabunny'
import { MoodreelError } from '../core/errors.ts'
import type { MediaInfo } from '../core/media.ts'
import { badMedia, blamingFile } from './bad-media.ts'
import { affordableScale, encodeClip, even } from './encode.ts'
import { evenSound } from './even-sound.ts'
import { noPicture } from './frame.ts'
import { inspect } from './inspect.ts'
import type { FileLimits } from './job.ts'
import { type OpenTracks, openTracks, unreadable } from './open-tracks.ts'
import { recipeOf, recipeTags } from './recipe-tags.ts'

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
const planSound = async (track: InputAudioTrack | null, bitrate: number): Promise<ConversionAudioOptions> => {
  if (!track) return {}
  const { averageBitrate } = await track.computePacketStats(500)
  if ((await track.getCodec()) === 'aac' && averageBitrate <= bitrate * 1.1) return { codec: 'aac' }
  const numberOfChannels = Math.min(bitrate < 48_000 ? 1 : 2, await track.getNumberOfChannels())
  return { codec: 'aac', quality: new Quality({ bitrate }), numberOfChannels, ...evenSound() }
}

/** H.264 in 8 bits and yuv420p plays everywhere; the profile says so (baseline, main, extended, high). */
const playsEverywhere = async (info: MediaInfo, video: InputVideoTrack): Promise<boolean> => {
  if (info.mediaType !== 'video/mp4' || info.videoCodec !== 'avc' || (info.audioCodec ?? 'aac') !== 'aac') return false
  return /^avc[13]\.(42|4d|58|64)/i.test((await video.getCodecParameterString()) ?? '')
}

const shrink = async (tracks: OpenTracks, video: InputVideoTrack, info: MediaInfo, outPath: string, limitBytes: number): Promise<void> => {
  const recipe = await recipeOf(tracks)
  const tags = recipe ? recipeTags(recipe) : {}
  const tagBytes = Buffer.byteLength(`${tags.title ?? ''}${tags.comment ?? ''}`)
  let budget = limitBytes * 0.88 - tagBytes
  for (let attempt = 0; attempt < tries && budget > 0; attempt += 1) {
    const plan = planFit(info, budget)
    await encodeClip(tracks, video, outPath, {
      width: plan.width,
      height: plan.height,
      fps: info.fps || 30,
      quality: new Quality({ bitrate: plan.videoBitrate }),
      frameRate: plan.fps < info.fps ? plan.fps : undefined,
      audio: await planSound(tracks.audio, plan.audioBitrate),
      tags,
    })
    const { size } = await stat(outPath)
    if (size <= limitBytes) return
    budget *= (limitBytes / size) * 0.95
  }
  const limit = limitBytes < 1e6 ? `${Math.round(limitBytes / 1e3)} KB` : `${Math.round(limitBytes / 1e5) / 10} MB`
  throw new MoodreelError('too_large', `This clip cannot be made as small as ${limit}: cut it shorter and try again.`)
}

/**
 * Makes a film fit into `limitBytes` as H.264 and AAC in MP4, as `MediaTools.fit` promises; one that fits already is copied.
 * Its recipe stays in it. Throws MoodreelError `too_large` when no quality is small enough.
 */
export const writeFitted = async (path: string, outPath: string, limitBytes: number, limits: FileLimits): Promise<void> => {
  const info = await inspect(path, limits)
  using tracks = await openTracks(path)
  const { video } = tracks
  if (!video) throw badMedia(noPicture)
  if (info.sizeBytes <= limitBytes && (await playsEverywhere(info, video))) return await copyFile(path, outPath)
  await blamingFile(unreadable, () => shrink(tracks, video, info, outPath, limitBytes))
}
