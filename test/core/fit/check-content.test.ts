import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { checkRequest } from '../../../src/core/fit/check-request.ts'
import type { modelSchema } from '../../../src/core/model.ts'
import type { RequestDraft } from '../../../src/core/request.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { refusal } from '../../support/refusal.ts'
import { sampleModel } from '../../support/sample-model.ts'

type Row = Partial<z.input<typeof modelSchema>>
type Draft = Partial<RequestDraft>

const image = { url: 'https://cdn.example/photo.png', name: 'photo.png', mediaType: 'image/png' }
const video = { url: 'https://cdn.example/clip.mp4', name: 'clip.mp4', mediaType: 'video/mp4' }
const sound = { url: 'https://cdn.example/s.mp3', name: 's.mp3' }
const two = [{ prompt: 'a boat' }, { prompt: 'rain' }]
const cutter: Row = { name: 'cutter', duration: { min: 3, max: 15, step: 1, default: 5 }, shots: { timed: true } }
const speaker: Row = { name: 'speaker', generateAudio: true, speech: { maxLength: 20, voices: ['Aria', 'Old man'] } }

const check = (draft: Draft, row: Row = {}) => {
  const model = sampleModel(row)
  return checkRequest({ mode: 't2v', prompt: 'a boat', ...draft }, model, [model])
}
const inShots = (shots: RequestDraft['shots'], more: Draft = {}): Draft => ({ prompt: '', shots, ...more })

describe('what is refused: it would be another clip without it', () => {
  test.each<[string, Draft, Row, string]>([
    ['shots', inShots(two), {}, 'plain makes one shot only. Leave the shots out, or choose a model that cuts between several.'],
    ['shots in another mode', inShots(two), { ...cutter, shots: { modes: ['i2v'] } }, 'cutter makes one shot only.'],
    ['too many', inShots([...two, ...two]), { ...cutter, shots: { most: 3 } }, 'A clip of cutter can have 3 shots at most. You gave 4.'],
    [
      'a long one',
      inShots([{ prompt: 'a' }, { prompt: 'x'.repeat(11) }]),
      { ...cutter, shots: { maxLength: 10 } },
      'A shot of cutter can have 10 characters at most. Shot 2 has 11.',
    ],
    ['a prompt beside them', { shots: two, prompt: 'noir' }, cutter, 'cutter takes shots in place of a prompt, not beside one.'],
    [
      'lengths',
      inShots([{ prompt: 'a', seconds: 2 }, { prompt: 'b' }]),
      { ...cutter, shots: {} },
      'cutter decides how long each shot lasts. Leave the lengths out.',
    ],
    [
      'lengths beside another length',
      inShots(
        two.map((shot) => ({ ...shot, seconds: 3 })),
        { durationSeconds: 5 },
      ),
      cutter,
      'The shots last 6 s together, the clip 5 s. Change one of them.',
    ],
    [
      'lengths that make a clip too short',
      inShots(two.map((shot) => ({ ...shot, seconds: 1 }))),
      cutter,
      'A clip of cutter can last 3 to 15 seconds in steps of 1. You asked for 2.',
    ],
    [
      'a part of a second',
      inShots([
        { prompt: 'a', seconds: 2.5 },
        { prompt: 'b', seconds: 2.5 },
      ]),
      cutter,
      'A shot of cutter lasts whole seconds. You asked for 2.5 s.',
    ],
    [
      'no time for one',
      inShots([{ prompt: 'a', seconds: 5 }, { prompt: 'b' }]),
      cutter,
      '5 s are too short for these 2 shots, for each lasts at least 1 s.',
    ],
    ['a loop', { loop: true }, {}, 'plain makes no loop in t2v.'],
    ['a loop of words by frames', { loop: true }, { lastFrame: true }, 'plain makes no loop in t2v.'],
    ['a loop in another mode', { mode: 'v2v', video, loop: true }, { loop: ['t2v'] }, 'plain makes no loop in v2v.'],
    [
      'a loop that ends elsewhere',
      { mode: 'i2v', firstFrame: image, lastFrame: image, loop: true },
      { lastFrame: true },
      'A loop ends on its first frame. Leave the last frame out, or the loop.',
    ],
    ['speech', { speech: 'Good evening.' }, {}, 'plain lets nobody speak in t2v.'],
    [
      'speech in another mode',
      { mode: 'v2v', video, speech: 'Hi' },
      { ...speaker, speech: { modes: ['t2v'] } },
      'speaker lets nobody speak in v2v.',
    ],
    ['long speech', { speech: 'x'.repeat(21) }, speaker, 'Speech for speaker can have 20 characters at most. Yours has 21.'],
    [
      'speech that makes the prompt too long',
      { speech: 'x'.repeat(15) },
      { ...speaker, promptMaxLength: 30, speech: { by: 'prompt' } },
      'Speech for speaker can have 30 characters at most.',
    ],
    [
      'speech in silence',
      { speech: 'Hi', generateAudio: false },
      speaker,
      'Speech needs sound. Leave the speech out, or turn the sound on.',
    ],
    ['a voice without words', { voice: 'Aria' }, speaker, 'A voice needs words to say. Add the speech, or leave the voice out.'],
    ['a voice', { speech: 'Hi', voice: 'Bob' }, speaker, 'speaker has the voices Aria or Old man. You asked for Bob.'],
    ['any voice', { speech: 'Hi', voice: 'Bob' }, { ...speaker, speech: {} }, 'speaker chooses the voice itself. Leave the voice out.'],
    ['a style', { style: image }, {}, 'plain takes no style picture.'],
    ['reference videos', { referenceVideos: [video] }, {}, 'plain takes no reference videos.'],
    ['more of them', { referenceVideos: [video, video] }, { referenceVideos: 1 }, 'plain takes 1 reference video at most. You gave 2.'],
    ['reference sounds', { referenceAudios: [sound] }, { referenceImages: 1 }, 'plain takes no reference sounds.'],
    [
      'a reference sound alone',
      { referenceAudios: [sound] },
      { referenceAudios: 1 },
      'A reference sound needs a picture or a video beside it.',
    ],
    [
      'a reference video beside a first frame',
      { mode: 'i2v', firstFrame: image, referenceVideos: [video] },
      { referenceVideos: 1, referencesAlone: true },
      'plain takes a first frame or reference images, not both.',
    ],
    ['an amount of motion that it does not know', { motion: 'low' }, { motion: ['medium', 'high'] }, 'plain knows the amounts of motion'],
    ['to go on from a video', { mode: 'v2v', video, continues: true }, {}, 'plain cannot go on from a video by itself.'],
    ['to go on from nothing', { continues: true }, { continues: {} }, 'Only a video can be gone on from, and t2v starts from none.'],
    [
      'to go on for longer than it does',
      { mode: 'v2v', video, continues: true, durationSeconds: 9 },
      { continues: { duration: [5, 7] }, duration: [9] },
      'A clip of plain can last 5 or 7 seconds. You asked for 9.',
    ],
  ])('%s', async (_, draft, row, sentence) => {
    const [code, said] = await refusal(() => check(draft, row))
    expect([code, said.startsWith(sentence) ? sentence : said]).toEqual([
      code === 'missing_input' ? 'missing_input' : 'invalid_option',
      sentence,
    ])
  })
})

describe('what only warns', () => {
  test.each<[string, Draft, string]>([
    ['motion', { motion: 'high' }, 'plain takes no amount of motion. Say it in the prompt instead.'],
    ['prompt expansion', { expandPrompt: false }, 'plain has no switch for the expansion of prompts. It was left out.'],
  ])('%s', (_, draft, warning) => {
    const { requests, warnings } = check(draft)
    expect(warnings.map((text) => inWords(text, 'en'))).toEqual([warning])
    expect(requests[0]).toMatchObject({ motion: undefined, expandPrompt: undefined })
  })
})

describe('what fits', () => {
  const shotsOf = (draft: Draft, row: Row = cutter) => check(draft, row).requests[0]

  test.each<[string, Draft, Row, number | undefined, (number | undefined)[]]>([
    [
      'lengths make the clip’s',
      inShots([
        { prompt: 'a', seconds: 3 },
        { prompt: 'b', seconds: 4 },
      ]),
      cutter,
      7,
      [3, 4],
    ],
    ['shots share its length, the first the longer part', inShots(two), cutter, 5, [3, 2]],
    ['those without one share what is left', inShots([{ prompt: 'a', seconds: 4 }, ...two], { durationSeconds: 9 }), cutter, 9, [4, 3, 2]],
    ['a model that cuts by itself is told no lengths', inShots(two), { ...cutter, shots: {} }, 5, [undefined, undefined]],
    ['a length that the model decides shares nothing', inShots(two), { shots: { timed: true } }, undefined, [undefined, undefined]],
  ])('%s', (_, draft, row, seconds, each) => {
    const request = shotsOf(draft, row)
    expect([request?.durationSeconds, request?.shots?.map((shot) => shot.seconds)]).toEqual([seconds, each])
  })

  test('shots are the words of their clip, and a prompt may stand beside them where the model takes one', () => {
    expect(shotsOf(inShots(two))?.prompt).toBe('a boat. rain')
    // As a clip has it that is made again by another model.
    expect(shotsOf({ shots: two, prompt: 'a boat. rain' })?.prompt).toBe('a boat. rain')
    expect(shotsOf({ shots: two, prompt: 'noir' }, { ...cutter, shots: { beside: true } })?.prompt).toBe('noir')
  })

  test('a loop of a picture is made by frames where there is no switch, which is said', () => {
    const draft: Draft = { mode: 'i2v', firstFrame: image, loop: true }
    expect(check(draft, { lastFrame: true })).toMatchObject({
      requests: [{ loop: true }],
      warnings: [{ say: 'fit.loopByFrames', given: { model: 'plain' } }],
    })
    expect(check(draft, { lastFrame: true, loop: true })).toMatchObject({ requests: [{ loop: true }], warnings: [] })
    expect(check({ loop: false }).requests[0]?.loop).toBeUndefined()
  })

  test('speech turns the sound on, and its voice is the row’s own word', () => {
    expect(check({ speech: 'Hi', voice: 'old MAN' }, speaker).requests[0]).toMatchObject({ voice: 'Old man', generateAudio: true })
    expect(check({ speech: 'Hi', voice: 'a fox' }, { speech: { voices: [] } }).requests[0]).toMatchObject({
      voice: 'a fox',
      generateAudio: undefined,
    })
  })

  test('a video is gone on from by a model that makes none over, for as long as it says', () => {
    const row: Row = { modes: ['t2v'], continues: { duration: [7, 5] }, duration: [4] }
    const draft: Draft = { mode: 'v2v', video, continues: true }
    expect(check(draft, row).requests[0]).toMatchObject({ continues: true, durationSeconds: 7 })
    expect(check({ ...draft, durationSeconds: 5 }, row).requests[0]?.durationSeconds).toBe(5)
  })
})
