import { expect, test } from 'vitest'
import { notice, type Post, type Progress } from '../../../src/core/post.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { showPost } from '../../../src/platforms/web/word-message.ts'

const round = (ids: string[], rest: Partial<Post> = {}): Post => ({
  ...notice('a fox'),
  kind: 'batch',
  facts: [say('clip.from', { id: '4k7q0c2m9xwd' }), say('state.doneIn', { seconds: 34 }), say('clip.takes', { takes: ids.length })],
  generationIds: ids,
  ...rest,
})

test('a round of one clip leaves to the clip how long it took', () => {
  expect(showPost(round(['one']), 'en').facts).toEqual(['from 4k7q0c2m9xwd'])
  expect(showPost(round(['one', 'two']), 'en').facts).toEqual(['from 4k7q0c2m9xwd', 'done in 34 s', '2 takes'])
})

test('when the last clip is done is told while others of its round are only fetched', () => {
  const bar = (rest: Partial<Progress>): Progress => ({ generationId: 'one', stage: say('state.rendering'), ...rest })
  const longest = (...progress: Progress[]) => showPost(round(['one', 'two'], { progress }), 'en').longest
  const fetched = bar({ stage: say('state.collecting'), fraction: 1 })
  expect(longest(bar({ estimateSeconds: 27 }), fetched)).toBe('all done in about 27 s')
  expect([longest(fetched, fetched), longest(bar({ estimateSeconds: 27 }), bar({}))]).toEqual([undefined, undefined])
})
