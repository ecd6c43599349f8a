import { expect, test } from 'vitest'
import { formatOptions } from '../../../src/core/options/format-options.ts'
import { textToVideoOptions } from '../../../src/core/options/generation-options.ts'

const t2v = { name: 't2v', options: textToVideoOptions }

test.each<[string, Record<string, unknown>, string]>([
  ['words first', { prompt: 'a boat', seed: 0, audio: false }, 'a boat --seed 0 --audio off'],
  ['quotes where they are needed', { prompt: 'a', no: 'blur, text', aspect: '16:9' }, 'a --aspect 16:9 --no "blur, text"'],
  ['each of several values', { prompt: 'a', set: ['steps=30', 'style=oil paint'] }, 'a --set "steps=30" --set "style=oil paint"'],
  ['words that look like a flag go last', { prompt: 'a --seed 5', seed: 7 }, '--seed 7 -- a --seed 5'],
  ['words with an open quote go last', { prompt: 'say "hi', no: 'b c' }, '--no "b c" -- say "hi'],
  ['no words', { seed: 7 }, '--seed 7'],
  ['nothing', {}, ''],
])('%s', (_, options, line) => expect(formatOptions(t2v, options)).toBe(line))
