import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanText } from '../../../src/core/text/clean-text.ts'
import { withoutHalfMark } from '../../../src/core/words/half-mark.ts'
import { inMarkedWords, inWords } from '../../../src/core/words/in-words.ts'
import { channel, member } from '../../../src/core/words/mention.ts'
import { writeMentions } from '../../../src/core/words/mention-mark.ts'
import { say } from '../../../src/core/words/sentence.ts'

const seen = (text: string) => {
  const mentions: unknown[] = []
  writeMentions(text, (mention) => {
    mentions.push(mention)
    return ''
  })
  return mentions
}

test('a member in a sentence is a name, and an id where there is no name', () => {
  expect(inWords(say('moderator.removedBy', { name: member('U1', 'Ann') }), 'en')).toBe('removed by Ann')
  expect(inWords(say('moderator.removedBy', { name: member('U1', '') }), 'ko')).toBe('U1 님이 삭제함')
  expect(inWords(channel('C1'), 'en')).toBe('C1')
})

test('a platform that mentions gets the id and the name', () => {
  const text = inMarkedWords(say('member.line', { pieces: [member('U1', 'Ann'), channel('C1')] }), 'en')
  expect(seen(text)).toEqual([
    { kind: 'member', id: 'U1', name: 'Ann' },
    { kind: 'channel', id: 'C1', name: '' },
  ])
})

test('a mention that was cut is none', () => {
  const text = inMarkedWords(member('U1', 'Ann'), 'en')
  for (let length = 0; length < text.length; length += 1) expect(withoutHalfMark(text.slice(0, length))).toBe('')
})

test('nothing that somebody types makes a mention: not as a name, not as an id, not in a sentence, not as a text', () => {
  const typed = fc.string({ unit: fc.constantFrom('\uE004', '\uE005', '\uE006', 'm', 'c', 'U2', '<@U2>', ' ') })
  fc.assert(
    fc.property(typed, typed, (text, other) => {
      expect(seen(inMarkedWords(say('member.line', { pieces: [member('U1', text), other] }), 'en'))).toMatchObject([{ id: 'U1' }])
      expect(seen(inMarkedWords(say('moderator.removedBy', { name: text }), 'ko'))).toEqual([])
      expect(seen(inMarkedWords(cleanText(text), 'en'))).toEqual([])
    }),
  )
  const forged = '\uE004mU2\uE006Eve\uE005'
  expect(seen(inMarkedWords(member('U1', forged), 'en'))).toEqual([{ kind: 'member', id: 'U1', name: 'mU2Eve' }])
  expect(seen(inMarkedWords(member(forged, ''), 'en'))).toEqual([{ kind: 'member', id: 'mU2Eve', name: '' }])
  expect(seen(inMarkedWords(say('member.line', { pieces: [forged] }), 'en'))).toEqual([])
})
