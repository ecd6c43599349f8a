import { expect, test } from 'vitest'
import { jsonOf } from '../../../src/core/vendor/json-of.ts'

test.each<[string | Uint8Array, unknown]>([
  ['{"a":1}', { a: 1 }],
  [new TextEncoder().encode('[null]'), [null]],
  ['null', null],
  ['', undefined],
  ['<html>', undefined],
  ['{"a":', undefined],
])('%o', (raw, value) => expect(jsonOf(raw)).toEqual(value))
