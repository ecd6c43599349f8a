import { expect, test } from 'vitest'
import { asTyped, joinTexts, textsOf } from '../../../src/core/policy/texts-of.ts'

const file = (name: string) => ({ url: 'https://example.com/x', name })

test('every text of a request is read', () => {
  const texts = textsOf({
    mode: 'i2v',
    prompt: 'one',
    negativePrompt: 'two',
    camera: 'three',
    shots: [{ prompt: 'shot one' }, { prompt: 'shot two', seconds: 2 }],
    speech: 'said',
    voice: 'a voice',
    extras: { style: 'four', steps: 5, layers: [{ five: 'six' }, null, true] },
    firstFrame: file('seven.png'),
    referenceImages: [file('eight.final.jpeg')],
    style: file('nine.png'),
    referenceVideos: [file('ten.mp4')],
    referenceAudios: [file('eleven.mp3')],
  })
  expect(texts).toEqual([
    ...['one', 'shot one', 'shot two', 'two', 'three', 'said', 'a voice', 'four', 'five', 'six'],
    ...['seven', 'eight.final', 'nine', 'ten', 'eleven'],
  ])
})

test('texts are joined with and without a break, in any order', () => {
  const joined = joinTexts(['a boat', 'two', 'end'])
  expect(joined).toEqual(expect.arrayContaining(['a boat\ntwo\nend', 'a boattwoend', 'enda boat', 'two', 'endtwo']))
})

test('of long texts only the ends meet, and no word is cut', () => {
  const seam = joinTexts([`${'grape '.repeat(20)}na`, 'ked']).find((text) => text.endsWith('naked') && text.length < 80)
  expect(seam).toMatch(/^grape /)
})

test('a text by itself is one text', () => expect(joinTexts(['a boat'])).toEqual(['a boat']))

test('many texts do not become many more', () => {
  expect(joinTexts(Array.from({ length: 100 }, (_, at) => `text${at}`)).length).toBeLessThan(600)
})

test('what was typed is read again where it turns the order of letters', () => {
  expect(asTyped({ kind: 'text', text: 'a \u202etaob\u202c' })).toEqual(['a \u202etaob\u202c'])
  expect(asTyped({ kind: 'values', values: { prompt: 'a boat', extras: ['\u2067x'], seed: 4 } })).toEqual(['\u2067x'])
})
