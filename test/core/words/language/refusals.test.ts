import { describe, expect, test } from 'vitest'
import { applyChannelRules } from '../../../../src/core/fit/channel-rules.ts'
import { checkRequest } from '../../../../src/core/fit/check-request.ts'
import { chooseModel } from '../../../../src/core/fit/choose-model.ts'
import { readOptions } from '../../../../src/core/options/read-options.ts'
import type { RequestDraft } from '../../../../src/core/request.ts'
import { inWords } from '../../../../src/core/words/in-words.ts'
import { translate } from '../../../../src/core/words/language/translate.ts'
import { loadCommands } from '../../../../src/program/load.ts'
import { refusalNow } from '../../../support/refusal.ts'
import { sampleModel } from '../../../support/sample-model.ts'
import { englishIn } from './english-in.ts'

const image = { url: 'https://cdn.example/photo.png', name: 'photo.png', mediaType: 'image/png', sizeBytes: 5 * 1024 * 1024 }
const video = { ...image, name: 'clip.mp4', mediaType: 'video/mp4' }

/** A refusal in Korean. */
const said = (act: () => unknown): string => translate(refusalNow(act)[1], 'ko')

const expectKorean = (sentence: string, names: readonly string[] = []): void => {
  expect([sentence, englishIn(sentence, names)]).toEqual([sentence, []])
  expect(sentence).toMatch(/(니다|요)[.?)”]?/)
}

describe('the refusals of a request', () => {
  const row = sampleModel({
    name: 'plain',
    duration: [4, 6, 8],
    aspectRatios: ['16:9', '9:16'],
    resolutions: ['720p'],
    fps: { min: 12, max: 30, default: 24 },
    camera: ['push in', 'pan left'],
    referenceImages: 1,
    promptMaxLength: 40,
    extras: ['steps'],
    image: { maxBytes: 1024 * 1024 },
    video: { maxBytes: 1024 * 1024 },
  })
  const able = sampleModel({ name: 'wan', modes: ['t2i'] })
  const drafts: Partial<RequestDraft>[] = [
    { mode: 't2i' },
    { prompt: '' },
    { prompt: 'x'.repeat(41) },
    { extras: { guidance: 3 } },
    { durationSeconds: 5 },
    { aspectRatio: '1:9' },
    { resolution: '480p' },
    { camera: 'spin' },
    { generateAudio: true },
    { firstFrame: image },
    { video },
    { lastFrame: image },
    { referenceImages: [image, image] },
    { audio: { ...image, name: 's.mp3' } },
    { mode: 'i2v' },
    { mode: 'v2v' },
    { mode: 'i2v', firstFrame: image, lastFrame: image },
    { mode: 'i2v', firstFrame: image },
    { mode: 'v2v', video },
    { mode: 'i2v', video },
    { mode: 'v2v', firstFrame: image },
  ]
  const names = ['plain', 'wan', 'steps', 'guidance', 'push', 'in', 'pan', 'left', 'spin', 'audio']

  test.each(drafts.map((draft) => [JSON.stringify(draft).slice(0, 60), draft] as const))('%s', (_, draft) => {
    expectKorean(
      said(() => checkRequest({ mode: 't2v', prompt: 'a boat', ...draft }, row, [row, able])),
      names,
    )
  })

  test('what a bare model does not take', () => {
    const bare = sampleModel({ name: 'bare' })
    const asked: Partial<RequestDraft>[] = [
      { durationSeconds: 5 },
      { aspectRatio: '1:9' },
      { resolution: '480p' },
      { extras: { a: 1 } },
      { referenceImages: [image] },
    ]
    for (const draft of asked)
      expectKorean(
        said(() => checkRequest({ mode: 't2v', prompt: 'a boat', ...draft }, bare, [bare])),
        ['bare', 'a'],
      )
    const { warnings } = checkRequest(
      { mode: 't2v', prompt: 'a boat', seed: 1, negativePrompt: 'fog', camera: 'spin', fps: 24, strength: 0.5 },
      bare,
      [bare],
    )
    expect(warnings).toHaveLength(5)
    for (const warning of warnings) expectKorean(translate(inWords(warning, 'ko'), 'ko'), ['bare'])
  })

  test('the choice of a model', () => {
    const gone = sampleModel({ name: 'gone', unavailable: { reason: 'its provider fal is not set up here', successor: 'plain' } })
    const lost = sampleModel({ name: 'lost', unavailable: { reason: 'a moderator switched it off here (too dear)' } })
    const models = [row, gone, lost]
    const asked: RequestDraft[] = [
      { mode: 't2v', prompt: 'a', model: 'plian' },
      { mode: 't2v', prompt: 'a', model: 'no-such-name' },
      { mode: 't2v', prompt: 'a', model: 'gone' },
      { mode: 't2v', prompt: 'a', model: 'lost' },
      { mode: 't2v', prompt: 'a', model: 'plain', quick: true },
      { mode: 't2v', prompt: 'a', quick: true },
      { mode: 'i2i', prompt: 'a' },
    ]
    for (const draft of asked)
      expectKorean(
        said(() => chooseModel(draft, models)),
        ['plian', 'plain', 'no-such-name', 'gone', 'lost', 'fal', 'too', 'dear'],
      )
  })

  test('the rules of a channel', () => {
    const place = { platform: 'discord', workspace: 'w', channel: 'c' }
    const refused = (rule: object, draft: RequestDraft): string =>
      translate(
        applyChannelRules(draft, place, [{ platform: 'discord', channel: 'c', defaults: {}, ...rule }], [row, able]).refused ?? '',
        'ko',
      )
    expectKorean(refused({ modes: ['i2v', 'v2v'] }, { mode: 't2v', prompt: 'a' }))
    expectKorean(refused({ models: ['wan'] }, { mode: 't2i', prompt: 'a', model: 'plain' }), ['plain', 'wan'])
    expectKorean(refused({ models: ['wan'] }, { mode: 't2v', prompt: 'a' }))
  })
})

describe('the refusals of what was typed', () => {
  test.each([
    ['t2v', '', []],
    ['t2v', 'a boat --speed 5', ['speed']],
    ['t2v', 'a boat --durration 5', []],
    ['t2v', 'a boat --duration', []],
    ['t2v', 'a boat --duration soon', ['duration', 'soon']],
    ['t2v', 'a boat --takes 9', ['takes']],
    ['t2v', 'a boat --audio=maybe', ['audio', 'maybe', 'on', 'off']],
    ['t2v', 'a boat --aspect wide', ['aspect', 'wide']],
    ['t2v', 'a boat --seed 1 --seed 2', ['seed']],
    ['t2v', 'a boat --no "fog', []],
    ['t2v', 'a boat --set steps=1 --set x', ['set', 'x', 'steps']],
    ['i2v', 'slow', []],
    ['settings', '--language fr', ['language', 'en', 'ko', 'fr']],
    ['cancel', '', ['k7q0c2m9xwd']],
    ['cancel', 'that one', ['id', 'that', 'one', '4k7q0c2m9xwd']],
  ] as const)('/%s %s', async (name, text, names) => {
    const command = (await loadCommands(undefined)).get(name)
    if (!command) throw new Error(`there is no ${name}`)
    const sentence = said(() => readOptions(command, { input: { kind: 'text', text }, attachments: [] }))
    expect(sentence).toMatch(/\p{Script=Hangul}/u)
    expect([sentence, englishIn(sentence.replace(/예: .*$/, '').replace(/쓸 수 있는 옵션은.*?이며/, ''), [...names])]).toEqual([
      sentence,
      [],
    ])
  })
})
