import { expect, test } from 'vitest'
import { z } from 'zod'
import type { OptionHints } from '../../src/core/command.ts'
import { formatOptions } from '../../src/core/options/format-options.ts'
import { memberOption } from '../../src/core/options/member-option.ts'
import { readOptions } from '../../src/core/options/read-options.ts'

const command = {
  name: 'act',
  examples: ['/act show'],
  options: {
    action: z
      .enum(['show', 'stop'])
      .optional()
      .meta({ leading: true } satisfies OptionHints),
    member: memberOption.optional().meta({ leading: true } satisfies OptionHints),
    words: z
      .string()
      .optional()
      .meta({ positional: true } satisfies OptionHints),
    count: z.int().optional(),
  },
}
const read = (text: string) => readOptions(command, { input: { kind: 'text', text }, attachments: [] })

test.each([
  ['stop @ann now, please', { action: 'stop', member: 'ann', words: 'now, please' }],
  ['<@7> stop it', { member: '7', words: 'stop it' }],
  ['stop', { action: 'stop' }],
  ['@ann --action show the rest', { action: 'show', member: 'ann', words: 'the rest' }],
  ['--count 3 stop', { action: 'stop', count: 3 }],
  ['one, two', { words: 'one, two' }],
  ['', {}],
])('%j', (text, options) => expect(read(text)).toEqual(options))

test('a line that was written is read back', () => {
  const options = { action: 'show' as const, member: 'ann', words: 'stop it' }
  expect(read(formatOptions(command, options))).toEqual(options)
})
