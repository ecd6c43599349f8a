import type { Edit } from './edit-lists.ts'

/** A piece of a track as it is shown: the film from `begins` to `ends` shows the media from `mediaBegins` on. Seconds. */
export interface Part {
  begins: number
  ends: number
  mediaBegins: number
  /** Seconds of media for one second of the film. */
  rate: number
}

/** How a track is shown. */
export interface Presentation {
  parts: Part[]
  begins: number
  ends: number
  /** Whether media that the file holds is not shown, or not as fast as it was taken. Such a track cannot be copied as it is. */
  edited: boolean
  /** Whether a part of it is faster or slower than it was taken. */
  paced: boolean
}

/** Where a track's media begins and ends, before any edit. */
export interface MediaSpan {
  begins: number
  ends: number
  /** How much of its beginning and of its end may be missing without being cut: less than a frame, or what a sound needs to get going. */
  slack: { begins: number; ends: number }
}

/**
 * What is shown of a track. Its edits are laid over its media: what they name beyond its end is not there. A list that shows nothing at
 * all is taken for none, as players do.
 */
export const presentTrack = ({ begins, ends, slack }: MediaSpan, edits: readonly Edit[]): Presentation => {
  const parts: Part[] = []
  let at = 0
  for (const { seconds, mediaSeconds, rate } of edits) {
    const length = seconds > 0 ? seconds : mediaSeconds === null || rate <= 0 ? 0 : Math.max(0, ends - mediaSeconds) / rate
    if (mediaSeconds !== null) {
      const shown = rate > 0 ? Math.min(length, Math.max(0, ends - mediaSeconds) / rate) : length
      const late = rate > 0 ? Math.max(0, begins - mediaSeconds) / rate : 0
      if (shown > late) parts.push({ begins: at + late, ends: at + shown, mediaBegins: mediaSeconds + late * rate, rate })
    }
    at += length
  }
  const [first] = parts
  const last = parts.at(-1)
  if (!first || !last) {
    return { parts: [{ begins, ends, mediaBegins: begins, rate: 1 }], begins, ends, edited: false, paced: false }
  }
  const mediaEnd = last.mediaBegins + (last.ends - last.begins) * last.rate
  const paced = parts.some(({ rate }) => rate !== 1)
  const edited = paced || parts.length > 1 || first.mediaBegins > begins + slack.begins || mediaEnd < ends - slack.ends
  return { parts, begins: first.begins, ends: last.ends, edited, paced }
}
