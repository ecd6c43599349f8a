import { FilePathSource, Input, type InputAudioTrack, type InputVideoTrack, MATROSKA, MP3, MP4, OGG, QTFF, WAVE, WEBM } from 'mediabunny'
import { badMedia, blamingFile } from './bad-media.ts'

/** An open film or sound and the tracks that count: the first picture and the first sound in a known codec. */
export interface OpenTracks extends Disposable {
  input: Input
  video: InputVideoTrack | null
  audio: InputAudioTrack | null
}

export const unreadable = 'This file cannot be read, it is damaged or incomplete: export it again as MP4 and attach that.'

/** No playlist format is among them: a playlist makes its reader open other files. */
const formats = [MP4, QTFF, WEBM, MATROSKA, MP3, WAVE, OGG]

const isKnown = { filter: async (track: { getCodec(): Promise<string | null> }) => (await track.getCodec()) !== null }

/** Throws MoodreelError `bad_media` for a file without a track in a known codec. Dispose what it returns. */
export const openTracks = async (path: string): Promise<OpenTracks> => {
  const input = new Input({ source: new FilePathSource(path), formats })
  try {
    return await blamingFile(unreadable, async () => {
      const all = await input.getTracks()
      if (all.length === 0) throw badMedia(unreadable)
      const video = await input.getPrimaryVideoTrack(isKnown)
      const audio = await input.getPrimaryAudioTrack(isKnown)
      // A phone may add a second sound that only its own player knows; one is enough, but one there must be.
      if (!video && all.some((track) => track.isVideoTrack())) {
        throw badMedia('The picture of this video is in a format that cannot be read here: export it as MP4 with H.264 and attach that.')
      }
      if (!audio && all.some((track) => track.isAudioTrack())) {
        throw badMedia('The sound of this file is in a format that cannot be read here: export it with AAC sound and attach that.')
      }
      return { input, video, audio, [Symbol.dispose]: () => input.dispose() }
    })
  } catch (error) {
    input.dispose()
    throw error
  }
}
