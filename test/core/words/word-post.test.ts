import { expect, test } from 'vitest'
import { notice, type Post } from '../../../src/core/post.ts'
import { inMarkedWords } from '../../../src/core/words/in-words.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { wordPost, wordTitle } from '../../../src/core/words/word-post.ts'

const takes = say('clip.takes', { takes: 2 })
const typed = 'rendering failed, done'

test('every sentence of a post is put into the words of its language, and somebody’s own words stay', () => {
  const post: Post = {
    ...notice(takes),
    language: 'ko',
    facts: [takes, typed],
    warnings: [say('fit.noSeed', { model: typed })],
    fields: [{ name: say('fit.duration'), value: typed }],
    progress: [{ generationId: 'a', stage: takes }],
    media: [{ key: 'a', mediaType: 'video/mp4', sizeBytes: 1, fileName: 'a.mp4', alt: typed, width: 1, height: 1, durationSeconds: 1 }],
    actions: [{ command: 'edit', argument: 'a', label: say('action.edit') }],
    links: [{ label: say('chat.openThread'), url: 'https://example.com/a' }],
  }
  const [words, link] = ['테이크 2개', wordPost(post).links?.[0]]
  expect(wordPost(post)).toMatchObject({
    text: words,
    facts: [words, typed],
    warnings: [`${typed} 모델은 시드를 받지 않아 클립을 똑같이 다시 만들 수 없습니다.`],
    fields: [{ name: '길이', value: typed }],
    progress: [{ stage: words }],
    media: [{ alt: typed }],
    actions: [{ label: '수정' }],
  })
  expect(link?.label).toMatch(/\p{Script=Hangul}/u)
})

test('a post without a language is English', () => {
  expect(wordPost(notice(takes)).text).toBe('2 takes')
  expect(wordTitle({ title: say('action.edit') })).toBe('Edit')
})

test('a platform that links commands keeps their marks', () => {
  const post = notice(say('help.name', { name: 'quota' }))
  expect(wordPost(post).text).toBe('/quota')
  expect(wordPost(post, inMarkedWords).text).toBe('\uE002quota\uE003')
})
