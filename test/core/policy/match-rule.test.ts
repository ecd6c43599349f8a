import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { lexSpelled } from '../../../src/core/policy/lex-text.ts'
import { createRuleMatcher, type Rule, type RuleMatcher, ruleProblem } from '../../../src/core/policy/match-rule.ts'
import { cleanText } from '../../../src/core/text/clean-text.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { anyText } from '../../support/any-text.ts'
import { shippedPolicy } from '../../support/shipped-policy.ts'
import { evasions } from './evasions.ts'
import { harmless } from './harmless.ts'

let ours: RuleMatcher
beforeAll(async () => {
  ours = createRuleMatcher((await shippedPolicy()).blocked)
})

const rule = (fields: Partial<Rule>): Rule => ({
  name: 'mine',
  reason: 'Not here.',
  words: [],
  all: [],
  patterns: [],
  except: [],
  ...fields,
})
const breaks = (fields: Partial<Rule>, text: string): boolean => createRuleMatcher([rule(fields)])(text) !== null

describe('a trick does not get a word through', () => {
  test.each(evasions)('%s', (_, prompt, name) => expect(ours(prompt)?.rule).toBe(name))

  test('nor do these after the words were cleaned of what cannot be seen', () => {
    const through = evasions.filter(([, prompt]) => !ours(cleanText(prompt))).map(([trick]) => trick)
    expect(through).toEqual([])
  })

  test('fifty of them at least', () => expect(new Set(evasions.map(([trick]) => trick)).size).toBeGreaterThanOrEqual(50))
})

describe('what is harmless passes', () => {
  test.each(harmless)('%s', (prompt) => expect(ours(prompt)).toBeNull())

  test('fifty of them at least', () => expect(new Set(harmless).size).toBeGreaterThanOrEqual(50))
})

test('the person is told the reason, never the word', () => {
  expect(ours('a nude man')).toEqual({
    rule: 'explicit',
    reason: say('policy.explicit'),
  })
})

test('a rule that does not count here is passed over, and the next one is asked', () => {
  expect(ours('a nude kid', (name) => name !== 'minors')?.rule).toBe('explicit')
  expect(ours('a nude man', (name) => name !== 'explicit')).toBeNull()
})

describe('how rules are read', () => {
  test.each<[string, Partial<Rule>, string, boolean]>([
    ['a word is a whole word', { words: ['ass'] }, 'class assassin assess', false],
    ['a word of two letters', { words: ['xy'] }, 'an XY here', true],
    ['a short word is not stretched by one letter', { words: ['god'] }, 'a good day', false],
    ['a short word is stretched by many', { words: ['god'] }, 'my goood', true],
    ['a star stands for any ending', { words: ['snow*'] }, 'snowing', true],
    ['and for none', { words: ['snow*'] }, 'snow', true],
    ['but for no beginning', { words: ['now*'] }, 'snow', false],
    ['a phrase is its words in a row', { words: ['red car'] }, 'a car, red', false],
    ['a phrase over a comma', { words: ['red car'] }, 'red, car', true],
    ['a phrase is no part of other words', { words: ['red car'] }, 'bored cars', false],
    ['groups need one word each', { all: [['cat'], ['dog']] }, 'cat and cat', false],
    ['groups in any order', { all: [['cat'], ['dog']] }, 'dog, then cat', true],
    ['a phrase that is harmless', { words: ['dog'], except: ['hot dog'] }, 'a hot  dog', false],
    ['and the word beside it', { words: ['dog'], except: ['hot dog'] }, 'a hot dog for a dog', true],
    ['a pattern', { patterns: ['project[ -]?\\d+'] }, 'Project 42', true],
    ['a pattern through look-alikes', { patterns: ['\\bsecret\\b'] }, 'sеcrеt', true],
    ['a pattern in its own script', { patterns: ['порн\\w*'] }, 'ПОРН', true],
    ['a Cyrillic word', { words: ['порно'] }, 'ПОРНО', true],
    ['a Greek word, in capitals', { words: ['γυμνή'] }, 'ΓΥΜΝΗ', true],
    ['a Chinese word amid others', { words: ['裸体'] }, '一个裸体的人', true],
    ['a Chinese word with a blank', { words: ['裸体'] }, '一个裸 体的人', true],
    ['a Latin word amid Chinese ones', { words: ['nude'] }, '一个nude的人', true],
    ['a Latin word with a Korean particle', { words: ['nude'] }, 'nude를', true],
    ['a Latin word with a digit amid Japanese ones', { words: ['nude'] }, 'これはnud3です', true],
    ['a Thai word amid others', { words: ['เปลือย'] }, 'ภาพเปลือยกาย', true],
    ['an Arabic word with vowel signs', { words: ['عار'] }, 'عَارٍ', true],
    ['a number is no word', { words: ['ass'] }, '455', false],
    ['a star between letters is any letter', { words: ['frog'] }, 'fr*g', true],
    ['alternatives stand for every combination', { words: ['take|takes off her|his coat'] }, 'he takes off his coat', true],
    ['and for no other', { words: ['take|takes off her|his coat'] }, 'he takes off the coat', false],
    ['a question mark is any word', { words: ['wash ? car'] }, 'wash our car', true],
    ['but one at least', { words: ['wash ? car'] }, 'wash car', false],
    ['and no more than one', { words: ['wash ? car'] }, 'wash the red car', false],
    ['a word with a sign in it too', { words: ['wash ? car'] }, 'wash ann-lee’s car', true],
    ['three dots are up to three words', { words: ['wash ... car'] }, 'w4sh his big red car', true],
    ['or none', { words: ['wash ... car'] }, 'wash, car', true],
    ['but no four', { words: ['wash ... car'] }, 'wash his very big red car', false],
    ['a star in a phrase is any ending too', { words: ['wash* ... car*'] }, 'washing the red cars', true],
    ['or none', { words: ['wash* car'] }, 'wash car', true],
    ['but no other word', { words: ['wash* car'] }, 'washing red car', false],
    ['in scripts without gaps some letters', { words: ['洗 ... 车'] }, '洗她的红车', true],
    ['but not over a full stop', { words: ['洗 ... 车'] }, '洗手。她的红车', false],
    ['an alternative of two words', { words: ['rinse_off|wash car'] }, 'rinse off car', true],
    [
      'one combination of several',
      {
        combinations: [
          [['cat'], ['dog']],
          [['cow'], ['pig']],
        ],
      },
      'a pig and a cow',
      true,
    ],
    [
      'but a whole one',
      {
        combinations: [
          [['cat'], ['dog']],
          [['cow'], ['pig']],
        ],
      },
      'a pig and a cat',
      false,
    ],
    ['words without a gap between', { words: ['lemon', 'cherry'] }, 'cherrylemon', true],
    ['and what is often beside them', { words: ['lemon'] }, 'lemonvideos', true],
    ['a phrase without its gap', { words: ['lemon tart'] }, 'mylemontart lemontart', true],
    ['letters with uneven gaps', { all: [['lemon'], ['tart']] }, 'l e  m o  n t  a r  t', true],
    ['a line upside down', { words: ['even head'] }, 'pɐǝɥ uǝʌǝ', true],
    ['but nothing else', { words: ['lemon'] }, 'lemonade', false],
    ['words that capitals part', { words: ['lemon'] }, 'MyLemonTree', true],
    ['a word with marks of HTML in it', { words: ['lemon'] }, 'le<b>mon</b>', true],
    ['a word over two lines', { words: ['lemon'] }, 'lem\non', true],
    ['a spelled phrase whose words stand closer than its letters', { all: [['lemon'], ['tart']] }, 'l, e, m, o, n t, a, r, t', true],
    ['an age', { words: [{ ageBelow: 18 }] }, 'a boy aged 17', true],
    ['an age in words, disguised', { words: [{ ageBelow: 18 }] }, 'f0urteen y.e.a.r old', true],
    ['a later age', { words: [{ ageBelow: 18 }] }, 'a woman aged 18, thirty-five years old', false],
    ['an age in a group', { all: [[{ ageBelow: 18 }], ['dog']] }, 'a dog, and a 9 year old', true],
    ['a year of birth by the clock', { words: [{ ageBelow: 18 }] }, 'born in 1998', false],
    ['a Hindi word without its vowel signs is another', { words: ['नंगी'] }, 'नग', false],
    ['an Arabic word with the article', { words: ['طفل'] }, 'والطفل', true],
    ['a Chinese phrase that is harmless', { words: ['裸'], except: ['裸眼'] }, '用裸眼看', false],
    ['a capital I for an l', { words: ['lolly'] }, 'a IoIly', true],
    ['a word with an open ending is closed backwards', { words: ['live*'] }, 'a shovel, xevil', false],
    ['a whole word backwards', { words: ['lemon'] }, 'a nomel', true],
    ['stars alone are no word', { words: ['frog'] }, '****', false],
  ])('%s', (_, fields, text, broken) => expect(breaks(fields, text)).toBe(broken))
})

describe('what cannot be looked for is told with its place', () => {
  test.each<[Partial<Rule>, string, string]>([
    [{ words: ['fine', '!'] }, 'words.1', 'the word is too short; give it two letters or more'],
    [{ words: ['a'.repeat(61)] }, 'words.0', 'the word is too long; 60 letters are the most'],
    [{ all: [['ok'], ['n0']] }, 'all.1.0', 'the word holds a digit; write it in letters, digits in their place are found too'],
    [{ patterns: ['(a'] }, 'patterns.0', 'the pattern cannot be read (error parsing regexp: missing closing ): `(?s)(?i)(a`)'],
    [{ except: ['...'] }, 'except.0', 'the phrase holds no letters'],
  ])('%j', (fields, field, says) => {
    const problem = ruleProblem(rule(fields))
    expect([problem?.field, inWords(problem?.says ?? '', 'en')]).toEqual([field, says])
  })

  test('and such a rule cannot be asked', () => expect(() => createRuleMatcher([rule({ words: ['!'] })])('a boat')).toThrow('mine'))
})

test('a text is longer than any prompt may be', () => expect(lexSpelled('n '.repeat(130_000))).toHaveLength(3))

test('any text is answered, also when it is long', () => {
  fc.assert(fc.property(anyText, (text) => void ours(text)))
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }), (part) => void ours(part.repeat(4000 / part.length))),
    { numRuns: 4 },
  )
})
