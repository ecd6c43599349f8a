import { AudioSample, AudioSampleSource, type Output, Quality } from 'mediabunny'

import { say } from '../core/words/sentence.ts'
import { badMedia } from './bad-media.ts'
import { copyTrack } from './copy-tracks.ts'
import { newTally } from './decode-track.ts'
import { createEvenSound } from './even-sound.ts'
import type { Film } from './open-film.ts'
import { type Sound, shownSound } from './shown-sound.ts'

/** What becomes of the sound: its packets are copied, or it is encoded to AAC with so many bits a second. */
export type SoundPlan = 'copy' | { bitrate: number; channels: 1 | 2 }

const silent = say('media.damagedSound')

/** Sorts of AAC that phones play: the plain one, and HE-AAC in its two versions (ISO/IEC 14496-3, table 1.17). */
const playedSorts = /^mp4a\.40\.0?(2|5|29)$/i

/** Whether the packets of a film's sound can stay as they are in a clip that is posted: played by phones, and shown whole. */
export const canKeepSound = async ({ tracks: { audio }, shown }: Film): Promise<boolean> => {
  if (!audio) return true
  if (shown.audio?.edited || (await audio.getCodec()) !== 'aac') return false
  return playedSorts.test((await audio.getCodecParameterString()) ?? '')
}

/** As many bits as the sound had, within what AAC needs and what can be heard. */
export const planSound = async ({ tracks: { audio } }: Film): Promise<{ bitrate: number; channels: 1 | 2 }> => {
  if (!audio) return { bitrate: 128_000, channels: 2 }
  const channels = (await audio.getNumberOfChannels()) === 1 ? 1 : 2
  const { averageBitrate } = await audio.computePacketStats(500)
  return { bitrate: Math.round(Math.min(96_000 * channels, Math.max(48_000 * channels, averageBitrate))), channels }
}

const toSample = ({ samples, channels, sampleRate, begins }: Sound): AudioSample =>
  new AudioSample({ data: samples, format: 'f32', numberOfChannels: channels, sampleRate, timestamp: begins })

/** Adds a film's sound to an output that is not started yet. Gives back the work that is left to do; null where there is no sound. */
export const addSound = async (film: Film, output: Output, plan: SoundPlan): Promise<(() => Promise<void>) | null> => {
  const { audio } = film.tracks
  const presentation = film.shown.audio
  if (!audio || !presentation) return null
  if (plan === 'copy') return await copyTrack(film, output, audio)
  const source = new AudioSampleSource({ codec: 'aac', quality: new Quality({ bitrate: plan.bitrate }) })
  output.addAudioTrack(source)
  return async () => {
    const tally = newTally()
    const even = createEvenSound()
    const add = async (blocks: AudioSample[]) => {
      for (const block of blocks) {
        using sample = block
        await source.add(sample)
      }
    }
    for await (const sound of shownSound(film.file, { presentation, filmBegins: film.begins, channels: plan.channels, tally })) {
      using sample = toSample(sound)
      await add(even.take(sample))
    }
    await add(even.end())
    if (tally.frames === 0) throw badMedia(silent, `${tally.bad} of ${tally.packets} packets`)
    source.close()
  }
}
