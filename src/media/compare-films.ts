import type { InputTrack } from 'mediabunny'
import type { Film } from './open-film.ts'

/** How the picture of a film was made from another: with the packets as they were, or from its frames at a size and a rate. */
export type Making = { kind: 'copied' } | { kind: 'encoded'; width: number; height: number; frameRate?: number | undefined }

/** What an encoder of sound adds or leaves off: it works in blocks of this many frames, begins with some of them, and fills up the last. */
const [blockFrames, slackBlocks] = [1024, 3]
const leastSoundSlack = 0.15
/** Encoders drop a frame at the same time as another, readers one at an edge. */
const leastFrames = 0.9

const packetsOf = async (track: InputTrack | null): Promise<number> => (track ? (await track.computePacketStats()).packetCount : 0)

const span = (shown: { begins: number; ends: number } | null): number => (shown ? shown.ends - shown.begins : 0)

/** How much later than the film the sound begins. */
const soundBegins = ({ shown, begins }: Film): number => Math.max(0, (shown.audio?.begins ?? 0) - begins)

/**
 * Says in what a film that was made is not the film that it was made from; null when it is the same to those who watch it. A library
 * that finds nothing to complain of may have lost the picture on the way. Nothing is decoded.
 */
export const compareFilms = async (from: Film, to: Film, making: Making): Promise<string | null> => {
  if (from.info.kind !== to.info.kind) return `${from.info.kind} became ${to.info.kind}`
  if ((from.tracks.audio === null) !== (to.tracks.audio === null)) return 'the sound is gone'
  const copied = making.kind === 'copied'
  const expected = copied ? from.info : making
  if (from.tracks.video && (expected.width !== to.info.width || expected.height !== to.info.height)) {
    return `${expected.width}x${expected.height} became ${to.info.width}x${to.info.height}`
  }
  const rotation = copied ? from.info.rotation : 0
  if (to.info.rotation !== rotation) return `a turn of ${rotation} became ${to.info.rotation}`
  const frame = 1 / Math.max(1, Math.min(from.info.fps || 30, to.info.fps || 30))
  const rate = Math.min(...(await Promise.all([from, to].map(async ({ tracks: { audio } }) => (await audio?.getSampleRate()) ?? 48_000))))
  const soundSlack = Math.max(leastSoundSlack, (slackBlocks * blockFrames) / rate)
  const slack = from.tracks.video ? Math.max(1.5 * frame, 0.05) : soundSlack
  if (Math.abs(from.info.durationSeconds - to.info.durationSeconds) > slack) {
    return `${from.info.durationSeconds} s became ${to.info.durationSeconds} s`
  }
  if (from.tracks.audio) {
    const longer = span(to.shown.audio) - span(from.shown.audio)
    // Only the boxes of MP4 and MOV say how long the last block of sound is, and only there something can have been cut.
    const mostLonger = /mp4|quicktime/.test(from.file.mediaType) ? soundSlack : Number.POSITIVE_INFINITY
    if (longer < -soundSlack || longer > mostLonger) {
      return `${span(from.shown.audio)} s of sound became ${span(to.shown.audio)} s`
    }
    if (Math.abs(soundBegins(from) - soundBegins(to)) > soundSlack) return `sound at ${soundBegins(from)} s began at ${soundBegins(to)} s`
  }
  const [before, after] = [await packetsOf(from.tracks.video), await packetsOf(to.tracks.video)]
  if (copied) return before === after ? null : `${before} packets became ${after}`
  const frameRate = Math.min(from.info.fps || 30, making.frameRate ?? Number.POSITIVE_INFINITY)
  const frames = from.tracks.video ? frameRate * from.info.durationSeconds : 0
  return after < frames * leastFrames - 2 ? `some ${Math.round(frames)} frames became ${after}` : null
}
