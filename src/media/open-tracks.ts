import {
  FilePathSource,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MATROSKA,
  MP3,
  MP4,
  MPEG_TS,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from 'mediabunny'
import { say } from '../core/words/sentence.ts'
import { badMedia, blamingFile } from './bad-media.ts'

/** An open film or sound and the tracks that count: the first picture and the first sound in a codec that the library knows, else in any. */
export interface OpenTracks extends Disposable {
  input: Input
  video: InputVideoTrack | null
  audio: InputAudioTrack | null
}

export const unreadable = say('media.unreadable')

/** No playlist format is among them: a playlist makes its reader open other files. */
const formats = [MP4, QTFF, WEBM, MATROSKA, MPEG_TS, MP3, WAVE, OGG]

const isKnown = { filter: async (track: { getCodec(): Promise<string | null> }) => (await track.getCodec()) !== null }

/** The name of a track's codec; where the library does not know it, that of its container. */
export const codecOf = async (track: InputVideoTrack | InputAudioTrack): Promise<string> => {
  const known = await track.getCodec()
  if (known) return known
  const id = await track.getInternalCodecId()
  const name = typeof id === 'string' ? id : id instanceof Uint8Array ? Buffer.from(id).toString('latin1') : String(id ?? '')
  return (
    name
      .replaceAll(/[^\w.-]/g, '')
      .toLowerCase()
      .slice(0, 32) || 'unknown'
  )
}

/**
 * Throws MoodreelError `bad_media` for a file without a track, and for a sound alone in a codec that is not known. What the library does
 * not know FFmpeg may. Dispose what it returns.
 */
export const openTracks = async (path: string): Promise<OpenTracks> => {
  const input = new Input({ source: new FilePathSource(path), formats })
  try {
    return await blamingFile(unreadable, async () => {
      const all = await input.getTracks()
      if (all.length === 0) throw badMedia(unreadable)
      // A phone may add a second sound that only its own player knows; one is enough, but one there must be.
      const video = (await input.getPrimaryVideoTrack(isKnown)) ?? (await input.getPrimaryVideoTrack())
      const audio = (await input.getPrimaryAudioTrack(isKnown)) ?? (await input.getPrimaryAudioTrack())
      if (!video && !audio) throw badMedia(unreadable)
      return { input, video, audio, [Symbol.dispose]: () => input.dispose() }
    })
  } catch (error) {
    input.dispose()
    throw error
  }
}
