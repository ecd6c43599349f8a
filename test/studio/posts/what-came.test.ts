import { describe, expect, test } from 'vitest'
import type { MediaInfo } from '../../../src/core/media.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { whatCame } from '../../../src/studio/posts/what-came.ts'

const film = (fields: Partial<MediaInfo> = {}): MediaInfo => ({
  kind: 'video',
  mediaType: 'video/mp4',
  sizeBytes: 1,
  width: 1280,
  height: 720,
  rotation: 0,
  durationSeconds: 5,
  fps: 24,
  videoCodec: 'avc',
  audioCodec: null,
  ...fields,
})
const asked = { durationSeconds: 5, aspectRatio: '16:9', resolution: '720p' }

describe('what came of a clip', () => {
  test.each([
    ['5.06 s of whole frames', { durationSeconds: 81 / 16, fps: 16 }],
    ['a frame less', { durationSeconds: 5 - 1 / 8, fps: 8 }],
    ['1280×704', { height: 704 }],
    ['1248×704', { width: 1248, height: 704 }],
  ])('is as it was asked for, to a frame or a twentieth: %s', (_, fields) => {
    expect(whatCame(asked, film(fields))).toMatchObject({ aspectRatio: '16:9', resolution: '720p', warnings: [] })
  })

  test.each([
    ['1:1', 960, 960],
    ['1:1', 720, 720],
    ['4:3', 1104, 832],
    ['9:16', 720, 1280],
    ['21:9', 1680, 720],
    ['21:9', 1470, 630],
  ])('is 720p at %s where the shorter side or the pixels say so: %i×%i', (aspectRatio, width, height) => {
    expect(whatCame({ aspectRatio, resolution: '720p' }, film({ width, height }))).toMatchObject({ aspectRatio, warnings: [] })
  })

  test.each([
    ['length', asked, { durationSeconds: 4 }, say('clip.otherLength', { asked: 5, came: 4 })],
    ['a little length', asked, { durationSeconds: 5.3 }, say('clip.otherLength', { asked: 5, came: 5.3 })],
    ['ratio', { aspectRatio: '16:9' }, { width: 720 }, say('clip.otherShape', { kind: 'clip', asked: '16:9', came: '1:1' })],
    [
      'ratio turned',
      { aspectRatio: '16:9' },
      { width: 720, height: 1280 },
      say('clip.otherShape', { kind: 'clip', asked: '16:9', came: '9:16' }),
    ],
    [
      'ratio without a name',
      { aspectRatio: '16:9' },
      { width: 1000, height: 300 },
      say('clip.otherShape', { kind: 'clip', asked: '16:9', came: '1000×300' }),
    ],
    ['resolution', { resolution: '1080p' }, {}, say('clip.otherShape', { kind: 'clip', asked: '1080p', came: '720p' })],
    ['more resolution', { resolution: '480p' }, {}, say('clip.otherShape', { kind: 'clip', asked: '480p', came: '720p' })],
    ['sound', { generateAudio: true }, {}, say('clip.withoutSound')],
    ['silence', { generateAudio: false }, { audioCodec: 'aac' }, say('clip.withSound')],
  ])('warns where it is not: %s', (_, wish, fields, warning) => {
    expect(whatCame(wish, film(fields)).warnings).toEqual([warning])
  })

  test('is said of what nobody asked for too, without a warning', () => {
    expect(whatCame({}, film({ width: 720, height: 1280, durationSeconds: 3.96, audioCodec: 'aac' }))).toEqual({
      durationSeconds: 4,
      aspectRatio: '9:16',
      resolution: '720p',
      warnings: [],
    })
  })
})
