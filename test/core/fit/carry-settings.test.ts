import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { carrySettings } from '../../../src/core/fit/carry-settings.ts'
import type { modelSchema } from '../../../src/core/model.ts'
import type { RequestDraft } from '../../../src/core/request.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { sampleModel } from '../../support/sample-model.ts'

type Row = Partial<z.input<typeof modelSchema>>
type Settings = Partial<RequestDraft>

const carry = (settings: Settings, row: Row) =>
  carrySettings({ mode: 't2v', model: 'before', prompt: 'a boat', ...settings }, sampleModel({ name: 'after', ...row }))

describe('a setting that the other model takes is carried', () => {
  test.each<[string, Settings, Row]>([
    ['a listed duration', { durationSeconds: 5 }, { duration: [5, 10] }],
    ['a duration in range', { durationSeconds: 2.5 }, { duration: { min: 1, max: 5, step: 0.5, default: 4 } }],
    ['an aspect ratio', { aspectRatio: '9:16' }, { aspectRatios: ['16:9', '9:16'] }],
    ['a resolution', { resolution: '720p' }, { resolutions: ['720p'] }],
    ['a frame rate', { fps: 24 }, { fps: [24, 30] }],
    ['sound', { generateAudio: true }, { generateAudio: true }],
    ['silence, by whoever makes no sound', { generateAudio: false }, {}],
    ['a camera move in other letters', { camera: 'PUSH IN' }, { camera: ['Push in'] }],
    ['any camera move', { camera: 'spin' }, { camera: [] }],
    ['strength', { strength: 0.5 }, { strength: true }],
    ['motion', { motion: 'low' }, { motion: ['low'] }],
    ['a loop', { loop: true }, { loop: true }],
    ['speech and its voice', { speech: 'Hi', voice: 'aria' }, { speech: { voices: ['Aria'] } }],
    ['no expansion of the prompt', { expandPrompt: false }, { expandPrompt: true }],
  ])('%s', (_, settings, row) => {
    const { draft, notes } = carry(settings, row)
    expect(draft).toMatchObject({ ...settings, model: 'after', prompt: 'a boat' })
    expect(notes).toEqual([])
  })
})

describe('a setting that it does not take is left out and named', () => {
  test.each<
    [
      (
        | 'duration'
        | 'aspectRatio'
        | 'resolution'
        | 'frameRate'
        | 'sound'
        | 'cameraMove'
        | 'strength'
        | 'motion'
        | 'loop'
        | 'speech'
        | 'expansion'
      ),
      Settings,
      Row,
    ]
  >([
    ['duration', { durationSeconds: 4 }, { duration: [5, 10] }],
    ['duration', { durationSeconds: 4 }, {}],
    ['aspectRatio', { aspectRatio: '21:9' }, { aspectRatios: ['16:9'] }],
    ['resolution', { resolution: '480p' }, {}],
    ['frameRate', { fps: 12 }, { fps: { min: 24, max: 30, default: 24 } }],
    ['sound', { generateAudio: true }, {}],
    ['cameraMove', { camera: 'spin' }, { camera: ['Push in'] }],
    ['cameraMove', { camera: 'spin' }, {}],
    ['strength', { strength: 0.5 }, {}],
    ['motion', { motion: 'low' }, { motion: ['high'] }],
    ['loop', { loop: true }, { lastFrame: true }],
    ['speech', { speech: 'Hi' }, { speech: { modes: ['v2v'] } }],
    ['expansion', { expandPrompt: true }, {}],
  ])('%s', (name, settings, row) => {
    const { draft, notes } = carry(settings, row)
    expect(Object.keys(settings).map((key) => draft[key as keyof RequestDraft])).toEqual([undefined])
    expect(notes).toEqual([say('fit.clipSettingsLeft', { model: 'after', settings: [say(`fit.${name}`)] })])
  })
})

test('a clip in shots becomes one shot of the same words', () => {
  const shots = [{ prompt: 'a boat.', seconds: 2 }, { prompt: 'rain' }]
  expect(carry({ prompt: '', shots }, { shots: {} })).toMatchObject({
    draft: { prompt: 'a boat. rain', shots: undefined },
    notes: [say('fit.clipSettingsLeft', { model: 'after', settings: [say('fit.shots')] })],
  })
  expect(carry({ prompt: '', shots }, { shots: { timed: true } })).toMatchObject({ draft: { prompt: '', shots }, notes: [] })
})

test('inputs of the provider stay with their model', () => {
  const extras = { steps: 4, style: 'oil' }
  expect(carry({ extras }, { extras: ['steps'] })).toMatchObject({
    draft: { extras: {} },
    notes: [say('fit.clipSettingsLeft', { model: 'after', settings: ['steps', 'style'] })],
  })
  expect(carry({ extras, model: 'after' }, { extras: ['steps', 'style'] })).toMatchObject({ draft: { extras }, notes: [] })
})
