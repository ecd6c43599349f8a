import { expect, test } from 'vitest'
import { inWords } from '../../../src/core/words/in-words.ts'
import { ofKind } from '../../../src/core/words/of-kind.ts'
import { say } from '../../../src/core/words/sentence.ts'

const still = { mode: 't2i' } as const
const clip = { mode: 't2v' } as const

test('what a provider says of a clip is said of a still where it was one', () => {
  const empty = say('provider.clipEmpty', { vendor: 'fal' })
  expect(inWords(ofKind(empty, clip), 'en')).toBe('Fal sent an empty clip. Make it again.')
  expect(inWords(ofKind(empty, still), 'en')).toBe('Fal sent an empty still. Make it again.')
  expect(inWords(ofKind(empty, still), 'ko')).toBe('fal에서 빈 정지 이미지를 보냈습니다. 다시 만들어 주세요.')
  const memory = say('provider.outOfMemory')
  expect(inWords(ofKind(memory, still), 'en')).toBe('The model ran out of memory. Ask for a smaller still.')
  expect(inWords(ofKind(memory, clip), 'ko')).toBe('모델의 메모리가 부족합니다. 더 짧거나 작은 클립을 요청해 주세요.')
})

test('so is a sentence that stands in another, and somebody’s own words stay as they are', () => {
  const why = say('failure.withReason', { sentence: say('failure.unusable'), reason: 'a clip of noise' })
  expect(inWords(ofKind(why, still), 'en')).toBe(
    'The provider sent a still that cannot be used. Try again. The provider’s reason: “a clip of noise”.',
  )
  expect(ofKind('a clip', still)).toBe('a clip')
})

test('a line that means something else by the word keeps it', () => {
  const unread = say('media.unreadPicture', { kind: 'TIFF' })
  expect(inWords(ofKind(unread, still), 'en')).toBe(inWords(unread, 'en'))
})

test('a row of before, when the line took nothing, is worded as it was', () => {
  expect(inWords({ say: 'failure.unusable' }, 'en')).toBe('The provider sent a clip that cannot be used. Try again.')
})
