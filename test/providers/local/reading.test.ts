import { describe, expect, it } from 'vitest'
import { chooseMove } from '../../../providers/local/camera.ts'
import { frameSize, ratioOf } from '../../../providers/local/frame-size.ts'
import { readLook } from '../../../providers/local/look/look.ts'
import { createRandom } from '../../../providers/local/random.ts'
import { readPrompt } from '../../../providers/local/scene/reading.ts'

const random = () => createRandom('a test')

describe('what a prompt is taken to mean', () => {
  it('finds the time, the place, the weather and the things in it', () => {
    expect(readPrompt('A calm sea at sunset with a sailboat and seagulls', random())).toMatchObject({
      time: 'sunset',
      water: 'sea',
      waves: 0.65,
      pace: 0.6,
    })
    const night = readPrompt('Neon city street in the rain', random())
    expect(night).toMatchObject({ neon: true, rain: true, far: ['city'], time: 'night' })
    expect(readPrompt('snowy mountains in winter, snow falling', random())).toMatchObject({ snow: true, season: 'winter' })
    expect(readPrompt('fireflies in a dark forest', random())?.things.has('fireflies')).toBe(true)
  })

  it('is the same for plural and singular, upper and lower case', () => {
    expect(readPrompt('MOUNTAINS', random())?.far).toEqual(readPrompt('mountain', random())?.far)
  })

  it('knows nothing where there is nothing to know', () => {
    for (const prompt of ['', 'a jazz quartet', 'slow push-in', '고양이']) expect(readPrompt(prompt, random())).toBeNull()
  })

  it('follows the camera’s own words before the prompt’s', () => {
    expect(chooseMove('pan left', 'zoom in on the sea', random())).toBe('pan left')
    expect(chooseMove(undefined, 'slow push-in towards the house', random())).toBe('push in')
    expect(chooseMove(undefined, 'the camera pulls back', random())).toBe('pull out')
    expect(chooseMove('static', '', random())).toBe('static')
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
