import { expect, test } from 'vitest'
import { inWords } from '../../../src/core/words/in-words.ts'
import { recipeFacts } from '../../../src/core/words/recipe-facts.ts'
import { recipePost } from '../../../src/core/words/recipe-post.ts'
import { timestamp } from '../../../src/core/words/timestamp.ts'
import { wordPost } from '../../../src/core/words/word-post.ts'
import { sampleRecipe } from '../../support/sample-recipe.ts'

/** The facts in English. */
const factsOf = (fields: Parameters<typeof sampleRecipe>[0] = {}): string[] =>
  recipeFacts(sampleRecipe(fields)).map((fact) => inWords(fact, 'en'))

test('the facts are one line', () => {
  expect(factsOf().join(' · ')).toBe('seed 42 · local · 4 s · 16:9 · 480p')
})

test('a seed of nothing is a seed, and no seed is said', () => {
  expect(factsOf({ seedUsed: 0 })[0]).toBe('seed 0')
  expect(factsOf({ seedUsed: null })[0]).toBe('no seed')
})

test('what is not known is left out', () => {
  expect(factsOf({ settings: { extras: {} } })).toEqual(['seed 42', 'local'])
})

test('the post has the prompt, the facts and the rest as fields', () => {
  const recipe = sampleRecipe({
    seedRequested: 7,
    parentId: '0000000000aa',
    inputs: [{ role: 'firstFrame', sha256: 'ab'.repeat(32), mediaType: 'image/png' }],
    settings: { fps: 24, generateAudio: false, strength: 0, extras: { style: 'oil', steps: 0 } },
  })
  const post = wordPost(recipePost(recipe, { again: { line: '/t2v a paper boat --seed 42', isSame: true } }))
  expect(post).toMatchObject({ kind: 'recipe', text: 'a paper boat', generationIds: ['4k7q0c2m9xwd'], media: [], actions: [] })
  expect(Object.fromEntries((post.fields ?? []).map(({ name, value }) => [name, value]))).toEqual({
    Mode: 't2v',
    Provider: 'local',
    'Requested seed': '7',
    'Frames per second': '24',
    Strength: '0',
    Sound: 'off',
    style: 'oil',
    steps: '0',
    'First frame': 'image/png, sha256 abababababab',
    'Made from': '0000000000aa',
    Made: timestamp(Date.UTC(2026, 10, 21, 12)),
    ID: '4k7q0c2m9xwd',
    'To make it again, type': '/t2v a paper boat --seed 42',
  })
})

test('says the number of the clip that it was made from, and leaves a time that is none as it is', () => {
  const post = wordPost(recipePost(sampleRecipe({ parentId: '0000000000aa', createdAt: 'long ago\uE000' }), { parent: '1' }))
  const shown = new Map((post.fields ?? []).map(({ name, value }) => [name, value]))
  expect([shown.get('Made from'), shown.get('Made')]).toEqual(['1', 'long ago'])
})

test('a recipe out of a stranger’s file is cleaned and cut', () => {
  const post = wordPost(
    recipePost(sampleRecipe({ prompt: `a\u202eb${'x'.repeat(9000)}`, model: 'm\u0000', modelVersion: 'v'.repeat(5000) })),
  )
  expect(post.text).toHaveLength(4000)
  expect(post.text.startsWith('abx')).toBe(true)
  expect(post.facts[1]).toBe('m')
  expect(post.fields?.find(({ name }) => name === 'Provider')?.value).toHaveLength(1000)
})
