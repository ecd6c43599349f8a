import { expect, test } from 'vitest'
import { notice, type Post } from '../../src/core/post.ts'
import { say } from '../../src/core/words/sentence.ts'
import { renderPost as renderForDiscord } from '../../src/platforms/discord/post/render.ts'
import { renderPost as renderForSlack } from '../../src/platforms/slack/post/render.ts'

const post: Post = {
  ...notice(''),
  kind: 'batch',
  progress: [{ generationId: 'a', stage: say('chat.almostDone'), fraction: 0.5, position: 3, estimateSeconds: 40 }],
}

test('Discord says a place in line and an estimate in the language of the post', () => {
  const shown = (one: Post): string => JSON.stringify(renderForDiscord(one, { now: 0 }).body.components)
  expect(shown({ ...post, language: 'ko' })).toMatch(/프롬프트 없음.*거의 완료 · 50% · 대기 3번째 · 완료 예정 <t:40:R>/)
  expect(shown(post)).toMatch(/No prompt.*almost done · 50% · position 3 · ready <t:40:R>/)
})

test('Slack says a place in line and an estimate in the language of the post', () => {
  const shown = (one: Post): string => JSON.stringify(renderForSlack(one).blocks)
  expect(shown({ ...post, language: 'ko' })).toMatch(/프롬프트 없음.*거의 완료 · 50% · 대기 3번째 · 약 40초/)
  expect(shown(post)).toMatch(/No prompt.*almost done · 50% · position 3 · about 40 s/)
})
