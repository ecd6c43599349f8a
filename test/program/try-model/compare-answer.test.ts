import { expect, test } from 'vitest'
import { z } from 'zod'
import { compareAnswer } from '../../../src/program/try-model/compare-answer.ts'

const form = z.object({
  id: z.string(),
  word: z.enum(['one', 'two']).nullish(),
  share: z.number().nullish(),
  whole: z.int().optional(),
  tags: z.array(z.object({ name: z.string() })).optional(),
  by: z.record(z.string(), z.object({ at: z.number() })).optional(),
  item: z.tuple([z.number(), z.string()], z.unknown()).optional(),
  open: z.looseObject({ url: z.string() }).optional(),
  any: z.unknown().optional(),
})

test.each<[unknown, string[]]>([
  [{ id: 'a' }, []],
  [{ id: 'a', word: null, share: null, any: { of: ['what'] }, open: { url: 'u', more: 1 }, item: [1, 'a', {}, 3] }, []],
  [{}, ['id is missing']],
  [{ id: 7 }, ['id is a number where text is expected']],
  [{ id: 'a', word: 'three' }, ['word the value three is not known (one, two)']],
  [{ id: 'a', share: '40%' }, ['share is text where a number is expected']],
  [{ id: 'a', whole: 1.5 }, ['whole is a number where a whole number is expected']],
  [
    { id: 'a', tags: [{ name: 'x' }, { name: 'y', size: [] }, { size: [] }] },
    ['tags[].size is not known (a list)', 'tags[].name is missing'],
  ],
  [{ id: 'a', by: { q1: { at: 1 }, q2: { at: true } } }, ['by.*.at is true or false where a number is expected']],
  [{ id: 'a', item: ['1', 'a'] }, ['item[] is text where a number is expected']],
  [{ id: 'a', open: {} }, ['open.url is missing']],
  [['a'], [' is a list where an object is expected']],
  // What may be a secret is not quoted: a name or a word that does not look like one.
  [{ id: 'a', 'https://cdn.example/x?sig=1': 1 }, ['a text of 27 characters is not known (a number)']],
  [{ id: 'a', word: 'https://cdn.example/x?sig=1' }, ['word the value a text of 27 characters is not known (one, two)']],
  [{ id: 'a', word: { sig: 1 } }, ['word is an object where text is expected']],
])('%j', (answer, says) => {
  expect(compareAnswer(answer, form).map((one) => `${one.path} ${one.says}`)).toEqual(says)
})

test('an answer of several forms is compared with the one whose state it names', () => {
  const states = z.discriminatedUnion('state', [
    z.object({ state: z.enum(['waiting', 'working']) }),
    z.object({ state: z.literal('done'), cost: z.number() }),
  ])
  expect(compareAnswer({ state: 'working', cost: 1 }, states)).toEqual([{ path: 'cost', says: 'is not known (a number)' }])
  expect(compareAnswer({ state: 'done' }, states)).toEqual([{ path: 'cost', says: 'is missing' }])
  expect(compareAnswer({ state: 'resting' }, states)).toEqual([
    { path: 'state', says: 'the value resting is not known (waiting, working, done)' },
  ])
  expect(compareAnswer('done', states)).toEqual([{ path: '', says: 'is text where an object is expected' }])
})
