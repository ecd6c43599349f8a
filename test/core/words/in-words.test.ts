import { describe, expect, test } from 'vitest'
import { inWords } from '../../../src/core/words/in-words.ts'
import type { Language } from '../../../src/core/words/languages.ts'
import { type Sentence, say } from '../../../src/core/words/sentence.ts'

/** As a row of the database holds it. */
const kept = (json: string): Sentence => JSON.parse(json)

describe('what a row of another version says', () => {
  test.each([
    ['a line that is no more', '{"say":"clip.noSuchLine"}'],
    ['a section that is no more', '{"say":"nothing.here"}'],
    ['what every object has', '{"say":"clip.constructor"}'],
    ['a line that lacks what it takes', '{"say":"fit.clipSettingsLeft","given":{"model":"wan"}}'],
    ['a line within another', '{"say":"media.ofFile","given":{"file":"a.mp4","problem":{"say":"media.noSuchLine"}}}'],
  ])('does not keep its post back: %s', (_, json) => {
    expect(inWords(kept(json), 'en')).toBe(inWords(say('common.gone'), 'en'))
    expect(inWords(kept(json), 'ko')).toBe(inWords(say('common.gone'), 'ko'))
  })

  test('in a language that is no more is English', () => {
    const gone: Language = JSON.parse('"qps"')
    expect(inWords(say('common.noPrompt'), gone)).toBe('No prompt')
    expect(inWords('somebody’s own words', gone)).toBe('somebody’s own words')
  })
})
