import { describe, expect, test } from 'vitest'
import { adviseMotion } from '../../../src/core/advice/advise-motion.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { badEnglish, badKorean } from './bad-prompts.ts'
import { goodEnglish, goodKorean } from './good-prompts.ts'
import type { MotionPrompt } from './motion-prompt.ts'
import { unseenPrompts } from './unseen-prompts.ts'

const adviceTo = ({ prompt, seconds = 5, frame }: MotionPrompt) => adviseMotion(prompt, { seconds, frameWords: frame })
const rulesOf = (row: MotionPrompt) => adviceTo(row).findings.map(({ rule }) => rule)
const wanted = ({ rules = [] }: MotionPrompt) => rules.toSorted()

const table = [...goodEnglish, ...goodKorean, ...badEnglish, ...badKorean]

test('the table has 120 prompts', () => {
  expect(table).toHaveLength(120)
  expect(new Set(table.map(({ prompt, seconds }) => `${prompt} ${seconds}`)).size).toBe(120)
})

describe('nothing is said to what a professional asks for', () => {
  test.each([...goodEnglish, ...goodKorean])('$prompt', (row) => {
    expect(adviceTo(row)).toEqual({ findings: [], simpler: null })
  })
})

describe('what is better asked for otherwise is said, and something simpler offered to which nothing is said', () => {
  test.each([...badEnglish, ...badKorean])('$prompt', (row) => {
    const { findings, simpler } = adviceTo(row)
    expect(findings.map(({ rule }) => rule).toSorted()).toEqual(wanted(row))
    if (row.simpler !== undefined) expect(simpler?.prompt).toBe(row.simpler)
    expect(simpler?.prompt.length).toBeLessThan(row.prompt.length)
    expect(rulesOf({ ...row, prompt: simpler?.prompt ?? '' })).toEqual([])
    for (const { span, sentence } of findings) {
      expect(row.prompt.slice(...span).trim()).toBe(row.prompt.slice(...span))
      expect(row.prompt.slice(...span)).not.toBe('')
      for (const language of ['en', 'ko'] as const) expect(inWords(sentence, language).length).toBeGreaterThan(20)
    }
  })
})

test('prompts that the rules were not made for come out as they should', () => {
  const wrong = unseenPrompts.filter((row) => JSON.stringify(rulesOf(row).toSorted()) !== JSON.stringify(wanted(row)))
  expect(wrong.map(({ prompt }) => prompt)).toEqual([])
})

test.each([
  ['push in, then pan left', 5, 'Two camera moves (push in, pan left) blur into one another. Ask for one.', 'pan left'],
  ['he smiles, nods, winks and waves', 5, '4 things happen here. A clip shows two at most; keep the rest for the next one.', 'winks and waves'],
  ['she turns around and waves', 3, '2 things in 3 s are rushed. Each needs about 2 s: ask for fewer, or for a longer clip.', 'waves'],
  [
    'the grass moves, no people',
    5,
    '“no people” says what not to show, and models show it all the same. Put it behind --no: people.',
    'no people',
  ],
  ['줌인한 다음 왼쪽으로 패닝', 5, 'Two camera moves (줌인, 패닝) blur into one another. Ask for one.', '패닝'],
])('%s: its words, and where', (prompt, seconds, words, where) => {
  const [finding] = adviseMotion(prompt, { seconds }).findings
  expect(finding && [inWords(finding.sentence, 'en'), prompt.slice(...finding.span)]).toEqual([words, where])
})

test('what is not wanted goes to --no', () => {
  const { simpler } = adviseMotion('no blur, no extra fingers, the hand opens')
  expect(simpler).toEqual({ prompt: 'the hand opens', negativePrompt: 'blur, extra fingers' })
})

test('where nothing but what the frame shows was said, nothing simpler is made up', () => {
  const frameWords = 'a red fox in tall grass, morning mist'
  expect(adviseMotion('a red fox in tall grass, morning mist', { frameWords })).toMatchObject({ findings: [{ rule: 'shown' }], simpler: null })
})

test('nobody knows what a picture of their own shows, nor how long a clip is that was not asked for', () => {
  expect(adviseMotion('oilskin coat, storm sky, the keeper turns his head').findings).toEqual([])
  expect(adviseMotion('she turns around and waves').findings).toEqual([])
})

test('long nonsense is read at once', () => {
  const before = performance.now()
  for (const piece of ['no and then ', 'camera pan zoom tilt ', '카메라가 않고 ', '"', 'in the in the ', '   ', 'aaaa,']) {
    adviseMotion(piece.repeat(4_000 / piece.length), { seconds: 5, frameWords: 'in the camera' })
  }
  expect(performance.now() - before).toBeLessThan(1_500)
})
