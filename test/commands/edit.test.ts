import { describe, expect, test } from 'vitest'
import { say } from '../../src/core/words/sentence.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'

const able = fakeModel({
  name: 'able',
  duration: { min: 1, max: 10, default: 4 },
  resolutions: ['720p', '1080p'],
  negativePrompt: true,
  extras: ['steps'],
})
const other = fakeModel({ name: 'other', duration: [5, 10], resolutions: ['480p', '720p'], negativePrompt: true })
const settings = { durationSeconds: 4, resolution: '720p', negativePrompt: 'blur', extras: { steps: 30 } }

const edited = async (values: Record<string, unknown>) => {
  const house = await openHouse({ models: [able, other] })
  const before = await house.clip({ request: { model: 'able', prompt: 'a paper boat', ...settings } })
  const { sentences } = await house.press('edit', before.id, values)
  const [after] = await house.childrenOf(before.id)
  return { request: after?.request, notes: after?.warnings, sentences }
}

describe('edit', () => {
  test('answers a press with a form of the words and the settings that the model has', async () => {
    const house = await openHouse({ models: [able] })
    const before = await house.clip({ request: { model: 'able', prompt: 'a paper boat', ...settings } })
    const { forms, replies } = await house.press('edit', before.id)
    expect(replies).toEqual([])
    const values = { prompt: 'a paper boat', seed: 42, model: 'able', duration: 4, resolution: '720p', no: 'blur' }
    expect(forms).toEqual([
      {
        command: 'edit',
        generationId: before.id,
        title: 'Edit the clip',
        values,
        without: ['add', 'image', 'video', 'strength'],
        price: { credits: 0, perSecond: null },
      },
    ])
    expect(await house.childrenOf(before.id)).toEqual([])
  })

  test('shows no seed of a model that takes none', async () => {
    const house = await openHouse({ models: [fakeModel({ seed: false })] })
    const before = await house.clip({ request: { prompt: 'a paper boat' } })
    const { forms } = await house.press('edit', before.id)
    expect(forms[0]?.values).toEqual({ prompt: 'a paper boat', model: 'plain' })
  })

  test('adds words to the prompt of the clip, and to the one that is given', async () => {
    expect((await edited({ add: 'at night' })).request).toMatchObject({ prompt: 'a paper boat, at night', seed: 42, durationSeconds: 4 })
    expect((await edited({ prompt: 'a wolf runs.', add: 'at night' })).request).toMatchObject({ prompt: 'a wolf runs, at night' })
  })

  test('keeps the seed and everything else that is not changed', async () => {
    const { request, notes } = await edited({ prompt: 'a paper boat at night' })
    expect(request).toMatchObject({ ...settings, model: 'able', prompt: 'a paper boat at night', seed: 42, takes: 1 })
    expect(notes).toEqual([])
  })

  test('a flag among the words of its form counts before a field that nobody touched, and not before one that was changed', async () => {
    const fields = { seed: 42, model: 'able', duration: 4, resolution: '720p', no: 'blur' }
    const { request } = await edited({ ...fields, duration: 6, prompt: 'a paper boat at night --seed 7 --duration 9' })
    expect(request).toMatchObject({ prompt: 'a paper boat at night', seed: 7, durationSeconds: 6, negativePrompt: 'blur' })
  })

  test('words that look like flags stay words through the form', async () => {
    const prompt = '"go" --seed 5'
    const house = await openHouse({ models: [able] })
    const before = await house.clip({ request: { model: 'able', ...settings, prompt } })
    const { forms } = await house.press('edit', before.id)
    await house.press('edit', before.id, { ...forms[0]?.values, duration: 6 })
    const [after] = await house.childrenOf(before.id)
    expect(after?.request).toMatchObject({ prompt, seed: 42, durationSeconds: 6, negativePrompt: 'blur' })
  })

  test('a random seed is another one', async () => {
    const { request } = await edited({ seed: 'random' })
    expect(request?.seed).toBeTypeOf('number')
    expect(request?.seed).not.toBe(42)
  })

  test('changes what is typed after flags, and adds an input of the provider', async () => {
    const house = await openHouse({ models: [able] })
    const before = await house.clip({ request: { model: 'able', ...settings } })
    await house.say('edit', `${before.id} --seed 7 --duration 6 --set steps=4`)
    const [after] = await house.childrenOf(before.id)
    expect(after?.request).toMatchObject({ prompt: 'a sunset', seed: 7, durationSeconds: 6, extras: { steps: 4 } })
  })

  test('lets go of what was emptied in the form', async () => {
    const { request } = await edited({ prompt: 'a paper boat', no: '', duration: '', seed: '' })
    expect(request).toMatchObject({ prompt: 'a paper boat', durationSeconds: 4 })
    expect(request?.negativePrompt).toBeUndefined()
    expect(request?.seed).not.toBe(42)
  })

  test('refuses a form without a prompt where one is needed', async () => {
    const { request, sentences } = await edited({ prompt: '' })
    expect(request).toBeUndefined()
    expect(sentences).toEqual(['t2v needs a prompt. Say what should happen.'])
  })

  test('gives another model what it can take of the old settings, and says what it cannot', async () => {
    const form = { prompt: 'a paper boat', seed: 42, model: 'other', duration: 4, resolution: '720p', no: 'blur' }
    const { request, notes } = await edited(form)
    expect(request).toMatchObject({ model: 'other', seed: 42, durationSeconds: 5, resolution: '720p', negativePrompt: 'blur', extras: {} })
    expect(notes).toEqual([say('fit.clipSettingsLeft', { model: 'other', settings: [say('fit.duration'), 'steps'] })])
  })

  test('refuses what a person asks of another model that it cannot do', async () => {
    const { sentences } = await edited({ model: 'other', duration: 7 })
    expect(sentences).toEqual(['A clip of other can last 5 or 10 seconds. You asked for 7.'])
  })
})
