import { expect, test } from 'vitest'
import { queueLine } from '../../../src/core/words/clip-lines.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { admission } from '../../support/admission.ts'

test.each([
  [0.2, 'ready in about 1 s'],
  [40, 'ready in about 40 s'],
  [120, 'ready in about 2 min'],
])('a clip that is ready in %d s is told with %s', (seconds, words) => {
  const { batch, generations } = admission()
  const [generation] = generations
  if (!generation) throw new Error('nothing was admitted')
  expect(inWords(queueLine({ generation, batch, seconds, isLate: false }, false).value, 'en').split(' · ')).toContain(words)
})
