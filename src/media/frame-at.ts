import type { VideoSample } from 'mediabunny'
import { badMedia, damagedFrames } from './bad-media.ts'
import { newTally } from './decode-track.ts'
import type { Film } from './open-film.ts'
import { shownFrames } from './shown-frames.ts'

/** Two times closer than this are the same. */
const instant = 1e-4

const framesFrom = (film: Film, from?: number): AsyncGenerator<VideoSample> => {
  const { video } = film.tracks
  const presentation = film.shown.video
  if (!video || !presentation) throw badMedia(damagedFrames)
  const options = { presentation, filmBegins: film.begins, fps: film.info.fps || 30, tally: newTally() }
  return shownFrames(film.file, video, from === undefined ? options : { ...options, from })
}

/** When the first frame is shown, in seconds of the film: the sound may come before it. */
const pictureBegins = ({ shown, begins }: Film): number => Math.max(0, (shown.video?.begins ?? 0) - begins)

/** The frame that is on screen at a time in seconds from the first one; the last one after the end. Close it. Throws MoodreelError `bad_media`. */
export const frameAt = async (film: Film, at: 'first' | 'last' | number): Promise<VideoSample> => {
  const wanted = at === 'first' ? 0 : at === 'last' ? Number.POSITIVE_INFINITY : pictureBegins(film) + at
  let found: VideoSample | null = null
  for await (const sample of framesFrom(
    film,
    at === 'first' ? undefined : Math.min(wanted, pictureBegins(film) + film.info.durationSeconds),
  )) {
    if (found && sample.timestamp > wanted + instant) {
      sample.close()
      break
    }
    found?.close()
    found = sample
    if (at === 'first') break
  }
  if (!found) throw badMedia(damagedFrames)
  return found
}

/** Shows the frames that are on screen at these times in seconds from the first one, each once for every time that it is on. Close what is shown. */
export const framesAt = async (
  film: Film,
  times: readonly number[],
  show: (sample: VideoSample, index: number) => Promise<void>,
): Promise<void> => {
  const begins = pictureBegins(film)
  let [index, current]: [number, VideoSample | null] = [0, null]
  const showUntil = async (end: number) => {
    for (; current && index < times.length && begins + (times[index] ?? 0) < end; index += 1) await show(current.clone(), index)
  }
  try {
    for await (const sample of framesFrom(film)) {
      await showUntil(sample.timestamp - instant)
      current?.close()
      current = sample
      if (index >= times.length) break
    }
    await showUntil(Number.POSITIVE_INFINITY)
  } finally {
    current?.close()
  }
}
