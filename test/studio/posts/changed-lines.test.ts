import { describe, expect, test } from 'vitest'
import type { Generation } from '../../../src/core/generation.ts'
import type { ResolvedRequest } from '../../../src/core/request.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { changedLines } from '../../../src/studio/posts/changed-lines.ts'
import { admission } from '../../support/admission.ts'
import { sampleClip, sampleInput } from '../../support/sample-clip.ts'

const generation = (id: string, request: Partial<ResolvedRequest>, more: Partial<Generation> = {}): Generation => {
  const [made] = admission().generations as [Generation]
  const all = { ...made.request, model: 'plain', seed: 42, prompt: 'a paper boat drifts in the rain', ...request }
  return { ...made, id, request: all, mode: all.mode, clip: sampleClip(id), ...more }
}

/** The lines as they are read, with asterisks for bold. */
const lines = (before: Generation, after: Generation): string[] =>
  changedLines(before, after).map((line) =>
    line.map(({ words, isNew }) => (isNew ? `*${inWords(words, 'en')}*` : inWords(words, 'en'))).join(''),
  )

const still = generation(
  'still',
  { mode: 't2i', prompt: 'a paper boat' },
  { clip: sampleClip('x', { video: { ...sampleClip('x').poster, key: 'clips/still.jpg' } }) },
)
const film = generation('film', { mode: 't2v' })

describe('what a clip kept of the one before, and what is new', () => {
  test('a still that moves', () => {
    const after = generation('after', {
      mode: 'i2v',
      prompt: 'slow push in',
      seed: 7,
      firstFrame: { url: 'media:clips/still.jpg', name: 'still.jpg' },
    })
    expect(lines(still, after)).toEqual(['same frame, *new motion*'])
  })

  test('the same frame with another motion, word by word, and the settings that differ', () => {
    const firstFrame = { url: 'media:clips/still.jpg', name: 'still.jpg' }
    const before = generation(
      'before',
      { mode: 'i2v', prompt: 'slow push in, the grass moves', durationSeconds: 5, firstFrame },
      { inputs: [sampleInput('firstFrame', 'kept.png')] },
    )
    const after = generation('after', {
      mode: 'i2v',
      prompt: 'slow push in, the rain falls',
      seed: 7,
      durationSeconds: 3,
      motion: 'low',
      firstFrame: { url: 'media:inputs/kept.png', name: 'kept.png' },
    })
    expect(lines(before, after)).toEqual([
      'same frame, *new motion*: slow push in, the *rain falls*',
      'duration 5 s → *3 s* · amount of motion *low*',
    ])
  })

  test('the first frame of a film', () => {
    const after = generation('after', {
      mode: 'i2v',
      prompt: 'it sinks',
      firstFrame: { url: 'media:frames/film-first.png', name: 'first.png' },
    })
    expect(lines(film, after)).toEqual(['same frame, *new motion*'])
  })

  test('the same seed with other words, also of the second take', () => {
    const words = 'a paper boat drifts at night in the rain'
    expect(lines(film, generation('after', { mode: 't2v', prompt: words }))).toEqual([
      'same seed, *new words*: a paper boat drifts *at night* in the rain',
    ])
    expect(lines(film, generation('after', { mode: 't2v', prompt: words, seed: 43 }, { take: 1 }))[0]).toContain('same seed')
    expect(lines(film, generation('after', { mode: 't2v', prompt: words, seed: 99 }))[0]).toBe(
      '*new words*: a paper boat drifts *at night* in the rain',
    )
  })

  test('words left out, and words that have nothing in common', () => {
    expect(lines(film, generation('after', { mode: 't2v', prompt: 'a paper boat drifts' }))).toEqual([
      'same seed, *new words*: a paper boat drifts',
    ])
    expect(lines(film, generation('after', { mode: 't2v', prompt: 'foxes' }))).toEqual(['same seed, *new words*'])
  })

  test('nothing where nothing of it differs', () => {
    expect(lines(film, generation('after', { mode: 't2v', seed: 7 }))).toEqual([])
    expect(lines(film, generation('after', { mode: 't2v' }))).toEqual([])
  })
})
