import { expect, test } from 'vitest'
import { needsConsent } from '../../../src/core/policy/needs-consent.ts'

const file = { url: 'https://cdn.example/a.png', name: 'a.png' }

test.each([
  ['a first frame', { firstFrame: file }, true],
  ['a last frame alone', { lastFrame: file }, true],
  ['a picture to go by', { referenceImages: [file] }, true],
  ['a video that was uploaded here', { video: { ...file, url: 'media:uploads/1' } }, true],
  ['the picture of an earlier clip', { firstFrame: { ...file, url: 'media:inputs/1.png' } }, true],
  ['a clip that was made here', { video: { ...file, url: 'media:clips/1.mp4' } }, false],
  ['the last frame of one', { firstFrame: { ...file, url: 'media:frames/1-last.png' } }, false],
  ['the last frame of one and a picture', { firstFrame: { ...file, url: 'media:frames/1-last.png' }, lastFrame: file }, true],
  ['a picture for the style', { style: file }, true],
  ['a video to go by', { referenceVideos: [file] }, true],
  ['a voice to go by', { referenceAudios: [file] }, true],
  ['words alone', {}, false],
  ['words and a sound', { audio: file, referenceImages: [] }, false],
])('%s', (_, draft, asks) => expect(needsConsent(draft)).toBe(asks))
