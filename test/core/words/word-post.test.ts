import { describe, expect, test } from 'vitest'
import { notice, type Post, type WordedPost } from '../../../src/core/post.ts'
import { recipePost } from '../../../src/core/words/recipe-post.ts'
import { timestamp } from '../../../src/core/words/timestamp.ts'
import { wordPost } from '../../../src/core/words/word-post.ts'
import { sampleRecipe } from '../../support/sample-recipe.ts'

/** What somebody may type, and what is a word of ours too. */
const typed = 'Canceled; the credits are back.'
const media = { key: 'a', mediaType: 'video/mp4', sizeBytes: 1, fileName: 'a.mp4', alt: typed, width: 1, height: 1, durationSeconds: 1 }

const korean = (post: Partial<Post>): WordedPost => wordPost({ ...notice(''), ...post, language: 'ko' })

describe('a post in Korean', () => {
  test.each(['clip', 'batch', 'recipe'] as const)('keeps the prompt of a %s, also where it reads like a sentence of ours', (kind) => {
    expect(korean({ kind, text: typed, media: [media] })).toMatchObject({ text: typed, media: [{ alt: typed }] })
  })

  test('says a failure and keeps the prompt and the model below it', () => {
    expect(korean({ kind: 'failure', text: typed, facts: ['done', 'local'] })).toMatchObject({
      text: '취소했습니다. 크레딧은 돌려드렸습니다.',
      facts: ['done', 'local'],
    })
  })

  test('translates facts, warnings, stages, buttons and links', () => {
    expect(
      korean({
        kind: 'clip',
        facts: ['no seed', 'seed 42', 'local', '4.5 s', '16:9', '480p', '1 credit', 'from 4k7q0c2m9xwd'],
        warnings: ['local takes no seed; the clip cannot be repeated exactly.'],
        progress: [{ generationId: 'a', stage: 'asking the provider whether it took this clip; up to a day', fraction: 0.5 }],
        actions: [{ command: 'cancel', argument: 'a', label: 'Cancel take 3', style: 'danger' }],
        links: [{ label: 'Watch the clip', url: 'https://example.com/a' }],
      }),
    ).toMatchObject({
      facts: ['시드 없음', '시드 42', 'local', '4.5초', '16:9', '480p', '1크레딧', '원본 4k7q0c2m9xwd'],
      warnings: ['local 모델은 시드를 받지 않아 클립을 똑같이 다시 만들 수 없습니다.'],
      progress: [{ generationId: 'a', stage: '제공사가 이 클립을 받았는지 확인하는 중(최대 하루)', fraction: 0.5 }],
      actions: [{ command: 'cancel', argument: 'a', label: '테이크 3 취소', style: 'danger' }],
      links: [{ label: '클립 보기', url: 'https://example.com/a' }],
    })
  })

  test('keeps what was typed in a line of a history, and its time', () => {
    const value = `done · failed · local · seed 42 · 3 credits · ${timestamp(1)}`
    expect(korean({ fields: [{ name: '4k7q0c2m9xwd', value }] }).fields).toEqual([
      { name: '4k7q0c2m9xwd', value: `완료 · failed · local · 시드 42 · 3크레딧 · ${timestamp(1)}` },
    ])
  })

  test('keeps what was typed in a template', () => {
    const value = 'from afar, done · t2v · local · 5 s · by Ann'
    expect(korean({ fields: [{ name: 'done-1', value }] }).fields?.[0]?.value).toBe('from afar, done · t2v · local · 5 s · 만든 사람 Ann')
  })

  test('names the settings of a recipe and keeps their values', () => {
    const settings = { ...sampleRecipe().settings, camera: 'off', generateAudio: false }
    const { fields } = wordPost({ ...recipePost({ ...sampleRecipe({ negativePrompt: 'done' }), settings }), language: 'ko' })
    expect(fields).toContainEqual({ name: '네거티브 프롬프트', value: 'done' })
    expect(fields).toContainEqual({ name: '카메라', value: 'off' })
    expect(fields).toContainEqual({ name: '소리', value: '끔' })
  })

  test('puts a finding and an advice together, and a file before what is wrong with it', () => {
    const said = (text: string): string => korean({ kind: 'failure', text }).text
    expect(said('Runway had a failure of its own; please try again.')).toBe('Runway에서 자체 오류가 발생했습니다. 다시 시도해 주세요.')
    expect(said('The provider fal does not accept the key of this bot; tell the operator.')).toBe(
      'fal에서 이 봇의 인증 정보를 받지 않습니다. 운영자에게 알려 주세요.',
    )
    expect(said('boat.png: This picture is damaged: save it again and attach that.')).toBe(
      'boat.png: 이미지가 손상되었습니다. 다시 저장해서 첨부해 주세요.',
    )
  })

  test('leaves a sentence that nobody has translated, and a text too long to be ours', () => {
    for (const text of ['The moon is made of cheese; try again.', `${'You may not make clips here: '.repeat(200)}x; ask a moderator.`]) {
      expect(korean({ text }).text).toBe(text)
    }
  })

  test('is the post itself in English', () => {
    const post = notice(typed)
    expect(wordPost({ ...post, language: 'en' })).toEqual({ ...post, language: 'en' })
  })
})
