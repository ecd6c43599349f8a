import { expect, test } from 'vitest'
import { notice, type Post } from '../../src/core/post.ts'
import { wordPost } from '../../src/core/words/word-post.ts'
import { renderPost as renderForDiscord } from '../../src/platforms/discord/post/render.ts'
import { renderPost as renderForSlack } from '../../src/platforms/slack/post/render.ts'

const post: Post = {
  ...notice(''),
  kind: 'batch',
  progress: [{ generationId: 'a', stage: 'waiting in line', position: 3, estimateSeconds: 40 }],
}

test('Discord says a place in line and an estimate in the language of the post', () => {
  const shown = (one: Post): string => JSON.stringify(renderForDiscord(one, { now: 0 }).body.components)
  expect(shown(wordPost({ ...post, language: 'ko' }))).toMatch(/프롬프트 없음.*대기 중 · 대기 3번째 · 완료 예정 <t:40:R>/)
  expect(shown(post)).toMatch(/No prompt.*waiting in line · position 3 · ready <t:40:R>/)
})

test('Slack says a place in line and an estimate in the language of the post', () => {
  const shown = (one: Post): string => JSON.stringify(renderForSlack(one).blocks)
  expect(shown(wordPost({ ...post, language: 'ko' }))).toMatch(/프롬프트 없음.*대기 중 · 대기 3번째 · 약 40초/)
  expect(shown(post)).toMatch(/No prompt.*waiting in line · position 3 · about 40 s/)
})
