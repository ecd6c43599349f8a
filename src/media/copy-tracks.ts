import {
  Conversion,
  FilePathTarget,
  type InputTrack,
  type MetadataTags,
  MkvOutputFormat,
  MovOutputFormat,
  Mp3OutputFormat,
  Mp4OutputFormat,
  OggOutputFormat,
  Output,
  type OutputFormat,
  type VideoSource,
  type VideoTrackMetadata,
  WavOutputFormat,
  WebMOutputFormat,
} from 'mediabunny'
import { say } from '../core/words/sentence.ts'
import { badMedia } from './bad-media.ts'
import type { Film } from './open-film.ts'
import { type OpenTracks, unreadable } from './open-tracks.ts'

type FastStart = 'in-memory' | false

/** Containers by the ending of the path. */
const formats: Record<string, (fastStart: FastStart) => OutputFormat> = {
  mp4: (fastStart) => new Mp4OutputFormat({ fastStart }),
  m4a: (fastStart) => new Mp4OutputFormat({ fastStart }),
  mov: (fastStart) => new MovOutputFormat({ fastStart }),
  webm: () => new WebMOutputFormat(),
  mkv: () => new MkvOutputFormat(),
  mp3: () => new Mp3OutputFormat(),
  wav: () => new WavOutputFormat(),
  ogg: () => new OggOutputFormat(),
}

/** An index in front of the data needs the whole file in memory, some three times over. */
const mostInMemoryBytes = 250e6

/** Bytes written at one time. The library's own 16 MB would be made and thrown away for the smallest clip. */
export const chunkSize = 2 ** 20

/** An output whose tracks lose the names that cameras give them. */
class NamelessOutput extends Output {
  override addVideoTrack(source: VideoSource, { name: _, ...metadata }: VideoTrackMetadata = {}) {
    return super.addVideoTrack(source, metadata)
  }
  override addAudioTrack(...[source, { name: _, ...metadata } = {}]: Parameters<Output['addAudioTrack']>) {
    return super.addAudioTrack(source, metadata)
  }
}

export interface CopySettings {
  tags: MetadataTags
  /** Of the source. */
  sizeBytes: number
}

/**
 * Copies packets as they are, with their times and the turn that the container asks for, into a container by the ending of
 * `outPath`. An MP4 or MOV up to 250 MB gets its index in front, so that it plays while it loads. Of the old tags nothing is kept.
 * Throws MoodreelError `bad_media` when the container cannot hold a track.
 */
export const copyTracks = async (tracks: OpenTracks, outPath: string, { tags, sizeBytes }: CopySettings): Promise<void> => {
  const ending = outPath.slice(outPath.lastIndexOf('.') + 1).toLowerCase()
  const format = formats[ending]
  if (!format) throw new Error(`No container for .${ending}`)
  const output = new NamelessOutput({
    format: format(sizeBytes > mostInMemoryBytes ? false : 'in-memory'),
    target: new FilePathTarget(outPath, { chunkSize }),
  })
  const conversion = await Conversion.init({
    input: tracks.input,
    output,
    video: (track) => (track === tracks.video ? { alpha: ending === 'webm' || ending === 'mkv' ? 'keep' : 'discard' } : { discard: true }),
    audio: (track) => (track === tracks.audio ? {} : { discard: true }),
    copy: { mode: 'forced', shiftTolerance: Number.POSITIVE_INFINITY },
    tags,
    showWarnings: false,
  })
  const lost = conversion.discardedTracks.some(({ reason }) => reason !== 'discarded_by_user')
  if (lost || !conversion.isValid) {
    throw badMedia(say('media.cannotKeepAs', { type: ending.toUpperCase() }))
  }
  await conversion.execute()
}

/**
 * Adds the packets of one track to an output that is not started yet, with their times from the beginning of the film. Gives back the work
 * that is left to do. Throws MoodreelError `bad_media` when the container cannot hold it.
 */
export const copyTrack = async (film: Film, output: Output, track: InputTrack): Promise<() => Promise<void>> => {
  const copy = await Conversion.init({
    input: film.tracks.input,
    output,
    composable: true,
    video: (other) => (other === track ? { alpha: 'discard' } : { discard: true }),
    audio: (other) => (other === track ? {} : { discard: true }),
    copy: { mode: 'forced', shiftTolerance: Number.POSITIVE_INFINITY },
    trim: { start: film.begins },
    showWarnings: false,
  })
  if (copy.discardedTracks.some(({ reason }) => reason !== 'discarded_by_user')) throw badMedia(unreadable, 'a track cannot be copied')
  return () => copy.execute()
}
