import * as AV from 'node-av'
import { type MadeFilm, makeFilm } from './film-maker.ts'
import { makeMp4, quarters } from './fixtures.ts'
import { coloursOf, type Kind, noStill, type Truth } from './kind.ts'

const usual = { width: 160, height: 90, fps: 15, seconds: 1 }
const truthOf = ({
  width,
  height,
  seconds,
  audio,
  soundDelaySeconds,
}: Pick<MadeFilm, 'width' | 'height' | 'seconds' | 'audio' | 'soundDelaySeconds'>): Truth => ({
  ...coloursOf(quarters, width, height),
  width,
  height,
  seconds,
  soundOffsetSeconds: audio ? (soundDelaySeconds ?? 0) : null,
})

const film = (name: string, file: string, made: Partial<MadeFilm>, v2v: 'copied' | 'encoded', clip: 'copied' | 'encoded'): Kind => {
  const whole: MadeFilm = { ...usual, video: AV.FF_ENCODER_LIBX264, draw: quarters, ...made }
  return {
    group: 'Containers and codecs',
    name,
    file,
    make: (path) => makeFilm(path, whole),
    ways: { i2v: noStill, v2v, info: 'read', clip },
    truth: truthOf(whole),
  }
}

export const containerKinds: Kind[] = [
  film('MP4, H.264 and AAC', 'usual.mp4', { audio: AV.FF_ENCODER_AAC }, 'copied', 'copied'),
  film('MOV, H.264 without sound', 'silent.mov', {}, 'copied', 'copied'),
  ...([90, 180, 270] as const).map(
    (rotation): Kind => ({
      group: 'Turns',
      name: `MP4 turned by ${rotation}°`,
      file: `turned-${rotation}.mp4`,
      make: (path) => makeMp4(path, { ...usual, durationSeconds: 1, rotation, draw: quarters }),
      ways: { i2v: noStill, v2v: 'copied', info: 'read', clip: 'copied' },
    }),
  ),
]
