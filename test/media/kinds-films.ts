import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as AV from 'node-av'
import { type Damage, damageFile, damages } from './damage.ts'
import { type MadeEdit, setEdits } from './edit-maker.ts'
import { type MadeFilm, makeFilm } from './film-maker.ts'
import { type ClipOptions, type Draw, makeMp4, makeSound, quarters } from './fixtures.ts'
import { coloursOf, type Kind, noStill, type Outcome, refused, type Truth } from './kind.ts'

const usual = { width: 160, height: 90, fps: 15, seconds: 1 }
type Way = 'copied' | 'encoded'

const all = (v2v: Outcome, clip: Outcome): Kind['ways'] => ({ i2v: noStill, v2v, info: 'read', clip })
const none = (sentence: string): Kind['ways'] => ({
  i2v: refused(sentence),
  v2v: refused(sentence),
  info: refused(sentence),
  clip: refused(sentence),
})

const truthOf = ({ width, height, seconds, audio, soundDelaySeconds }: MadeFilm): Truth => ({
  ...coloursOf(quarters, width, height),
  width,
  height,
  seconds,
  soundOffsetSeconds: audio ? (soundDelaySeconds ?? 0) : null,
})

/** A film of FFmpeg's making. */
const film = (group: string, name: string, file: string, made: Partial<MadeFilm>, v2v: Way, clip: Way, truth: Truth = {}): Kind => {
  const whole: MadeFilm = { ...usual, video: AV.FF_ENCODER_LIBX264, draw: quarters, ...made }
  return { group, name, file, make: (path) => makeFilm(path, whole), ways: all(v2v, clip), truth: { ...truthOf(whole), ...truth } }
}

/** A film of the library's making, for turns and for codecs of which FFmpeg's encoders end badly here. */
const clip = (group: string, name: string, file: string, made: Partial<ClipOptions>, v2v: Way, asClip: Way): Kind => {
  const whole: ClipOptions = {
    width: usual.width,
    height: usual.height,
    fps: usual.fps,
    durationSeconds: usual.seconds,
    draw: quarters,
    ...made,
  }
  const turned = (made.rotation ?? 0) % 180 !== 0
  const upright = coloursOf(quarters, whole.width, whole.height)
  const turns = (made.rotation ?? 0) / 90
  const truth: Truth = {
    ...upright,
    quarters: upright.quarters.map((_, index) => upright.quarters[(index - turns + 4) % 4] ?? [0, 0, 0]),
    width: turned ? whole.height : whole.width,
    height: turned ? whole.width : whole.height,
    seconds: whole.durationSeconds,
    soundOffsetSeconds: whole.audio ? 0 : null,
  }
  return { group, name, file, make: (path) => makeMp4(path, whole), ways: all(v2v, asClip), truth }
}

const codecs = 'Containers and codecs'
const { FF_ENCODER_LIBX264: x264, FF_ENCODER_AAC: aac } = AV

const codecKinds: Kind[] = [
  film(codecs, 'MP4, H.264 and AAC', 'usual.mp4', { audio: aac }, 'copied', 'copied'),
  film(codecs, 'MOV, H.264 without sound', 'silent.mov', {}, 'copied', 'copied'),
  film(codecs, 'MKV, H.264 and AAC', 'usual.mkv', { audio: aac }, 'copied', 'copied'),
  film(codecs, 'MPEG-TS, H.264 and AAC', 'usual.ts', { audio: aac }, 'copied', 'copied'),
  film(
    codecs,
    'MP4 in fragments',
    'fragments.mp4',
    { audio: aac, videoOptions: { bf: 0 }, container: { movflags: 'frag_keyframe+empty_moov' } },
    'copied',
    'copied',
  ),
  clip(codecs, 'MP4, HEVC', 'hevc.mp4', { codec: 'hevc', audio: true }, 'copied', 'encoded'),
  film(codecs, 'WebM, VP9 and Opus', 'vp9.webm', { video: AV.FF_ENCODER_LIBVPX_VP9, audio: AV.FF_ENCODER_LIBOPUS }, 'copied', 'encoded'),
  film(
    codecs,
    'WebM, VP8 and Vorbis',
    'vp8.webm',
    { video: AV.FF_ENCODER_LIBVPX_VP8, audio: AV.FF_ENCODER_LIBVORBIS },
    'copied',
    'encoded',
  ),
  film(codecs, 'MP4, AV1', 'av1.mp4', { video: AV.FF_ENCODER_LIBSVTAV1 }, 'copied', 'encoded'),
  film(codecs, 'MOV, ProRes', 'prores.mov', { video: AV.FF_ENCODER_PRORES_KS, pixels: AV.AV_PIX_FMT_YUV422P10LE }, 'encoded', 'encoded'),
  film(codecs, 'MOV, Motion JPEG', 'mjpeg.mov', { video: AV.FF_ENCODER_MJPEG, pixels: AV.AV_PIX_FMT_YUVJ420P }, 'encoded', 'encoded'),
  film(codecs, 'MP4, MPEG-4 Part 2', 'part2.mp4', { video: AV.FF_ENCODER_MPEG4 }, 'encoded', 'encoded'),
  {
    ...film(codecs, 'FLV', 'usual.flv', { audio: aac }, 'copied', 'copied'),
    ways: none('FLV videos cannot be read here'),
  },
  {
    ...film(codecs, 'AVI', 'usual.avi', { video: AV.FF_ENCODER_MPEG4 }, 'copied', 'copied'),
    ways: none('AVI videos cannot be read here'),
  },
]

const depths = 'H.264 that phones do not play'
const depthKinds: Kind[] = [
  film(depths, 'High 10', 'high10.mp4', { pixels: AV.AV_PIX_FMT_YUV420P10LE }, 'copied', 'encoded'),
  film(depths, '4:2:2', 'chroma422.mp4', { pixels: AV.AV_PIX_FMT_YUV422P }, 'copied', 'encoded'),
  film(depths, '4:4:4', 'chroma444.mp4', { pixels: AV.AV_PIX_FMT_YUV444P }, 'copied', 'encoded'),
  film(depths, '4:4:4 in 10 bits', 'chroma444-10.mov', { pixels: AV.AV_PIX_FMT_YUV444P10LE }, 'copied', 'encoded'),
  film(depths, 'level 5.2', 'level52.mp4', { videoOptions: { level: '5.2' } }, 'copied', 'encoded'),
  film(depths, 'level 5.1', 'level51.mp4', { videoOptions: { level: '5.1' } }, 'copied', 'copied'),
  film(depths, 'Baseline', 'baseline.mp4', { videoOptions: { profile: 'baseline' } }, 'copied', 'copied'),
]

const shapes = 'Turns, sizes and rates'
const shapeKinds: Kind[] = [
  ...([90, 180, 270] as const).flatMap((rotation) => [
    clip(shapes, `MP4 turned by ${rotation}°`, `turned-${rotation}.mp4`, { rotation }, 'copied', 'copied'),
    clip(shapes, `HEVC in MOV turned by ${rotation}°`, `turned-${rotation}.mov`, { rotation, codec: 'hevc' }, 'copied', 'encoded'),
  ]),
  film(shapes, 'odd sides, 4:4:4', 'odd.mp4', { width: 161, height: 91, pixels: AV.AV_PIX_FMT_YUV444P }, 'copied', 'encoded'),
  film(
    shapes,
    'frames of uneven length',
    'uneven.mp4',
    { times: (index) => (index + (index % 3 === 1 ? 0.4 : 0)) / 15 },
    'copied',
    'copied',
  ),
  film(
    shapes,
    'frames of uneven length, VP9',
    'uneven.webm',
    { video: AV.FF_ENCODER_LIBVPX_VP9, times: (index) => (index + (index % 3 === 1 ? 0.4 : 0)) / 15 },
    'copied',
    'encoded',
  ),
  film(shapes, '23.976 frames a second', 'film.mp4', { fps: 24_000 / 1001 }, 'copied', 'copied', { seconds: 24 / (24_000 / 1001) }),
  film(shapes, '60 frames a second, HEVC-like load', 'fast.mp4', { fps: 60, pixels: AV.AV_PIX_FMT_YUV444P }, 'copied', 'encoded'),
]

const sounds = 'Sound'
const s16 = AV.AV_SAMPLE_FMT_S16
const soundKinds: Kind[] = [
  film(sounds, 'MP4 with MP3', 'mp3.mp4', { audio: AV.FF_ENCODER_LIBMP3LAME }, 'copied', 'copied'),
  film(sounds, 'MP4 with Opus', 'opus.mp4', { audio: AV.FF_ENCODER_LIBOPUS }, 'copied', 'copied'),
  film(sounds, 'MP4 with AC-3', 'ac3.mp4', { audio: AV.FF_ENCODER_AC3 }, 'copied', 'copied'),
  film(sounds, 'MP4 with FLAC', 'flac.mp4', { audio: AV.FF_ENCODER_FLAC, sampleFormat: s16 }, 'copied', 'copied'),
  film(sounds, 'MOV with ALAC', 'alac.mov', { audio: AV.FF_ENCODER_ALAC, sampleFormat: AV.AV_SAMPLE_FMT_S16P }, 'copied', 'copied'),
  film(sounds, 'MOV with PCM', 'pcm.mov', { audio: AV.FF_ENCODER_PCM_S16LE, sampleFormat: s16 }, 'copied', 'copied'),
  film(sounds, 'MKV with PCM', 'pcm.mkv', { audio: AV.FF_ENCODER_PCM_S16LE, sampleFormat: s16 }, 'copied', 'copied'),
  film(sounds, 'AAC that begins 0.4 s late', 'late.mp4', { audio: aac, soundDelaySeconds: 0.4 }, 'copied', 'copied'),
  film(sounds, 'Opus that begins 0.4 s late', 'late.mkv', { audio: AV.FF_ENCODER_LIBOPUS, soundDelaySeconds: 0.4 }, 'copied', 'copied'),
  {
    group: sounds,
    name: 'M4A, sound alone',
    file: 'alone.m4a',
    make: (path) => makeSound(path, 0.5),
    ways: {
      i2v: noStill,
      v2v: refused('A video is needed, and this file is'),
      info: 'read',
      clip: refused('The provider sent audio/mp4 instead of a video'),
    },
  },
]

/** Red for the first second, green for the second, blue for the third: whatever is cut is missed. */
const seconds: Draw = (context, width, height, index) => {
  context.fillStyle = ['rgb(224 32 32)', 'rgb(32 160 64)', 'rgb(32 64 208)'][Math.floor(index / usual.fps)] ?? 'white'
  context.fillRect(0, 0, width, height)
}

const edits = 'Edit lists'
/** `shown` are the frames that are to be seen, of 45. */
const edited = (
  name: string,
  file: string,
  list: readonly MadeEdit[],
  shown: [first: number, end: number][],
  ways: [Way, Way],
  seconds_: number,
  soundOffset = 0,
  soundList = list,
): Kind => {
  const whole: MadeFilm = { ...usual, seconds: 3, video: x264, draw: seconds, audio: aac, videoOptions: { bf: 2 } }
  const parts = shown.map(([first, end]) => coloursOf(seconds, usual.width, usual.height, 45, first, end))
  const weights = shown.map(([first, end]) => end - first)
  const sum = weights.reduce((one, other) => one + other, 0)
  const channel = (index: 0 | 1 | 2) => parts.reduce((mean, part, at) => mean + (part.meanColour[index] * (weights[at] ?? 0)) / sum, 0)
  return {
    group: edits,
    name,
    file,
    async make(path) {
      await makeFilm(path, whole)
      await setEdits(path, [list, soundList])
    },
    ways: all(...ways),
    truth: {
      width: usual.width,
      height: usual.height,
      quarters: parts[0]?.quarters ?? [],
      meanColour: [channel(0), channel(1), channel(2)],
      seconds: seconds_,
      soundOffsetSeconds: soundOffset,
    },
  }
}

const editKinds: Kind[] = [
  edited('whole', 'whole.mov', [{ seconds: 3, from: 2 / 15 }], [[0, 45]], ['copied', 'copied'], 3, 0, [{ seconds: 3, from: 0.0213 }]),
  edited('the first second cut', 'start.mp4', [{ seconds: 2, from: 1 + 2 / 15 }], [[15, 45]], ['encoded', 'encoded'], 2, 0, [
    { seconds: 2, from: 1.0213 },
  ]),
  edited('the last second cut', 'end.mov', [{ seconds: 2, from: 2 / 15 }], [[0, 30]], ['encoded', 'encoded'], 2, 0, [
    { seconds: 2, from: 0.0213 },
  ]),
  edited('both cut, between key frames', 'both.mp4', [{ seconds: 1.2, from: 0.6 + 2 / 15 }], [[9, 27]], ['encoded', 'encoded'], 1.2, 0, [
    { seconds: 1.2, from: 0.6213 },
  ]),
  edited(
    'the second second cut out',
    'middle.mov',
    [
      { seconds: 1, from: 2 / 15 },
      { seconds: 1, from: 2 + 2 / 15 },
    ],
    [
      [0, 15],
      [30, 45],
    ],
    ['encoded', 'encoded'],
    2,
    0,
    [
      { seconds: 1, from: 0.0213 },
      { seconds: 1, from: 2.0213 },
    ],
  ),
  edited('sound delayed by an empty edit', 'delayed.mp4', [{ seconds: 3, from: 2 / 15 }], [[0, 45]], ['copied', 'copied'], 3, 0.5, [
    { seconds: 0.5, from: null },
    { seconds: 3, from: 0.0213 },
  ]),
  edited('half as fast', 'slow.mov', [{ seconds: 2, from: 1 + 2 / 15, rate: 0.5 }], [[15, 30]], ['encoded', 'encoded'], 2, 0, [
    { seconds: 2, from: 1.0213, rate: 0.5 },
  ]),
  edited('twice as fast', 'quick.mp4', [{ seconds: 1, from: 2 / 15, rate: 2 }], [[0, 30]], ['encoded', 'encoded'], 1, 0, [
    { seconds: 1, from: 0.0213, rate: 2 },
  ]),
]

const shipped = 'Files that were read wrongly once'
const fixture = (name: string, file: string, ways: Kind['ways'], truth: Truth = {}): Kind => ({
  group: shipped,
  name,
  file,
  make: (path) => copyFile(join(import.meta.dirname, '../fixtures/media', file), path),
  ways,
  truth,
})

const shippedKinds: Kind[] = [
  fixture('a phone’s slow motion (H.264 with SVC)', 'sample_sef_slow_motion.mp4', all('encoded', 'encoded'), {
    width: 320,
    height: 240,
    seconds: 2.1,
    soundOffsetSeconds: 0,
  }),
  fixture('trimmed on a phone', 'trimmed-by-edit-list.mov', all('encoded', 'encoded'), {
    width: 160,
    height: 120,
    seconds: 1.2,
    soundOffsetSeconds: 0,
  }),
  fixture('PCM in MOV', 'pcm-sound.mov', all('copied', 'copied'), { width: 96, height: 64, seconds: 0.5, soundOffsetSeconds: 0 }),
  fixture('High 10', 'h264_10bits.mp4', all('copied', 'encoded'), { width: 200, height: 200, seconds: 1, soundOffsetSeconds: null }),
  fixture('40 of 182 packets damaged', 'no_timescale.mp4', {
    i2v: noStill,
    v2v: refused('The frames of this video cannot be decoded'),
    info: 'read',
    clip: 'encoded',
  }),
]

const damagedGroup = 'Damage'
const cannotRead = 'This file is damaged or incomplete and cannot be read'
const undecodable = refused('The frames of this video cannot be decoded')
const damaged: Record<Damage, Kind['ways']> = {
  'its first half alone': none('This file is cut off'),
  'its beginning is missing': none('Files of this kind'),
  'no index': none(cannotRead),
  'data of zeros': { ...all(undecodable, undecodable) },
  'lengths of units that lie': { ...all(undecodable, undecodable) },
  'another codec’s name': all(refused(cannotRead), refused(cannotRead)),
  'sizes of samples that lie': all(undecodable, undecodable),
  'flipped bytes': all(undecodable, 'encoded'),
  'one bad packet': all('encoded', 'encoded'),
}
const damageKinds = (Object.keys(damages) as Damage[]).map(
  (damage, index): Kind => ({
    group: damagedGroup,
    name: damage,
    file: `damaged-${index}.mp4`,
    async make(path) {
      await makeFilm(path, { ...usual, seconds: 2, video: x264, draw: quarters, audio: aac, videoOptions: { 'x264-params': 'keyint=30' } })
      await damageFile(path, damage)
    },
    ways: damaged[damage],
  }),
)

/** Films by what wrote them, what was done to them and what became of them on the way. */
export const filmKinds: Kind[] = [...codecKinds, ...depthKinds, ...shapeKinds, ...soundKinds, ...editKinds, ...shippedKinds, ...damageKinds]
