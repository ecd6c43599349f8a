import { expect, test } from 'vitest'
import { say } from '../../../src/core/words/sentence.ts'
import { textSchema } from '../../../src/core/words/text-schema.ts'

test.each([
  'somebody’s own words',
  say('media.empty'),
  say('media.tooLong', { seconds: 700, limit: 600 }),
  say('media.ofFile', { file: 'a.mp4', problem: say('media.damagedFrames') }),
])('believes what can be put into words: %j', (text) => {
  expect(textSchema.parse(JSON.parse(JSON.stringify(text)))).toEqual(text)
})

test.each([
  null,
  7,
  { say: 'media.nothing' },
  { say: 'constructor.constructor', given: {} },
  { say: 'media.constructor', given: {} },
  { say: 7 },
  { say: 'fit.clipSettingsLeft', given: { model: 'wan', settings: 7 } },
  { say: 'media.empty', given: [] },
])('refuses %j', (text) => {
  expect(textSchema.safeParse(text).success).toBe(false)
})
