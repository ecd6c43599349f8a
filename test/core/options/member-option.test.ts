import { describe, expect, test } from 'vitest'
import { memberOption } from '../../../src/core/options/member-option.ts'

describe('a member', () => {
  test.each([
    ['<@123>', '123'],
    ['<@!123>', '123'],
    ['<@U012|ann.b>', 'U012'],
    ['<@U012|>', 'U012'],
    ['@ann', 'ann'],
    ['123456789012345678', '123456789012345678'],
    ['@12', '12'],
  ])('%s is %s', (text, id) => expect(memberOption.parse(text)).toBe(id))

  test.each(['', '@', '<@&123>', '<#123>', 'ann bee', '<@123', '@안나', '3', '3b', '120'])('%j is nobody', (text) =>
    expect(memberOption.safeParse(text).success).toBe(false),
  )
})
