import { describe, expect, it } from 'vitest'
import { chooseMove } from '../../../providers/local/camera.ts'
import { frameSize, ratioOf } from '../../../providers/local/frame-size.ts'
import { readLook } from '../../../providers/local/look/look.ts'
import { createRandom } from '../../../providers/local/random.ts'
import { readScene } from '../../../providers/local/scene/reading.ts'
import { lookUp } from '../../../providers/local/scene/vocabulary.ts'

const random = () => createRandom('a test')
const readPrompt = (prompt: string) => readScene(lookUp(prompt), random())

describe('what a prompt is taken to mean', () => {
  it('finds the time, the place, the weather and the things in it', () => {
    expect(readPrompt('A calm sea at sunset with a sailboat and seagulls')).toMatchObject({
      time: 'sunset',
      water: 'sea',
      waves: 0.65,
      pace: 0.6,
    })
    const night = readPrompt('Neon city street in the rain')
    expect(night).toMatchObject({ neon: true, rain: true, far: ['city'], time: 'night' })
    expect(readPrompt('snowy mountains in winter, snow falling')).toMatchObject({ snow: true, season: 'winter' })
    expect(readPrompt('fireflies in a dark forest')?.things.has('fireflies')).toBe(true)
  })

  it('reads Korean, and Korean with English in it, by the stems of its words', () => {
    expect(readPrompt('눈 내리는 숲에서, 해 질 녘')).toMatchObject({ snow: true, near: 'forest', time: 'dusk' })
    expect(readPrompt('밤바다 위의 배들과 등대')).toMatchObject({ water: 'sea', time: 'night' })
    expect(readPrompt('조용한 forest에서 비가 온다')).toMatchObject({ near: 'forest', rain: true, pace: 0.6 })
    expect(readPrompt('숲에서'.normalize('NFD'))?.near).toBe('forest')
    // An eye is no snow, and what is new is no bird.
    expect(readPrompt('예쁜 눈을 가진 소녀')?.snow).toBe(false)
    expect(readPrompt('새 집')?.things.has('birds')).toBe(false)
    expect(readPrompt('새 한 마리')?.things.has('birds')).toBe(true)
  })

  it('gives a thing that is not drawn its surroundings, where the prompt names no place', () => {
    expect(readPrompt('a fox')?.near).toBe('forest')
    expect(readPrompt('여우')?.near).toBe('forest')
    expect(readPrompt('a fox on the beach')).toMatchObject({ near: 'beach', far: [] })
  })

  it('is the same for plural and singular, upper and lower case', () => {
    expect(readPrompt('MOUNTAINS')?.far).toEqual(readPrompt('mountain')?.far)
  })

  it('knows nothing where there is nothing to know', () => {
    for (const prompt of ['', 'a jazz quartet', 'slow push-in', '천천히 다가가며', 'ein Fuchs im Wald', '夕暮れの森'])
      expect(readPrompt(prompt)).toBeNull()
  })

  it('follows the camera’s own words before the prompt’s', () => {
    expect(chooseMove('pan left', 'zoom in on the sea', random())).toBe('pan left')
    expect(chooseMove(undefined, 'slow push-in towards the house', random())).toBe('push in')
    expect(chooseMove(undefined, 'the camera pulls back', random())).toBe('pull out')
    expect(chooseMove('static', '', random())).toBe('static')
  })

  it.each([
    ['the camera pushes slowly in', '카메라가 천천히 다가가며', 'push in'],
    ['zoom in', '줌 인', 'push in'],
    ['it pulls back', '점점 멀어지는 카메라', 'pull out'],
    ['pan slowly to the left', '왼쪽으로 천천히 팬', 'pan left'],
    ['a pan from right to left', '오른쪽에서 왼쪽으로', 'pan left'],
    ['panning across the room', '오른쪽으로 이동', 'pan right'],
    ['tilt up', '카메라가 위로 올라간다', 'tilt up'],
    ['crane down', '아래로 내려가며', 'tilt down'],
    ['orbiting the statue', '조각상 주위를 돌며', 'orbit'],
    ['floating', '둥둥 떠다니는', 'drift'],
    ['static shot', '고정 카메라', 'static'],
  ])('takes %j and %j for the same move', (english, korean, move) => {
    expect([chooseMove(undefined, english, random()), chooseMove(undefined, korean, random())]).toEqual([move, move])
    expect(chooseMove(korean, english === 'zoom in' ? 'pan left' : 'zoom in', random())).toBe(move)
  })

  it('reads a look from the words, and colours it somehow when there is none', () => {
    expect(readLook('a black-and-white film noir', random())).toEqual({ style: null, grade: 'noir', tint: null })
    expect(readLook('8-bit in the snow', random())).toEqual({ style: 'pixel', grade: 'cold', tint: null })
    expect(readLook('xyzzy', random()).grade).not.toBeNull()
  })

  it('measures frames by their shorter side, both sides even', () => {
    expect(frameSize('480p', ratioOf('16:9'))).toEqual({ width: 854, height: 480 })
    expect(frameSize('720p', ratioOf('9:16'))).toEqual({ width: 720, height: 1280 })
    expect(frameSize('360p', ratioOf('1:1'))).toEqual({ width: 360, height: 360 })
    expect(frameSize('480p', 20)).toEqual({ width: 2560, height: 128 })
  })
})
