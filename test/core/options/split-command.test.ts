import { expect, test } from 'vitest'
import { splitCommand } from '../../../src/core/options/split-command.ts'

test.each([
  ['/i2v slow push-in', { name: 'i2v', rest: 'slow push-in' }],
  ['  /T2V\na  b ', { name: 't2v', rest: 'a  b ' }],
  ['/quota', { name: 'quota', rest: '' }],
  ['/삭제 3', { name: '삭제', rest: '3' }],
  ['hello', null],
  ['/ t2v', null],
  ['/t2v: a', null],
  ['', null],
])('%j', (line, expected) => expect(splitCommand(line)).toEqual(expected))
