import { expect, test } from 'vitest'
import { z } from 'zod'
import { describeOptions } from '../../../src/core/options/describe-options.ts'
import { imageToVideoOptions } from '../../../src/core/options/generation-options.ts'

const described = new Map(describeOptions({ options: imageToVideoOptions }).map((option) => [option.name, option]))

test('keeps the order of the options', () => expect([...described.keys()]).toEqual(Object.keys(imageToVideoOptions)))

test.each([
  ['image', { kind: 'attachment', attachment: 'image', required: true, many: false }],
  ['ref', { kind: 'attachment', attachment: 'image', required: false, many: true, maxCount: 9 }],
  ['prompt', { kind: 'string', positional: true, required: false, maxLength: 4000 }],
  ['seed', { kind: 'integer', min: -1, max: 4_294_967_295, flags: ['seed'], example: '42' }],
  ['duration', { kind: 'number', min: 0.1, max: 600 }],
  ['aspect', { kind: 'string', flags: ['aspect', 'ar', 'aspect-ratio'], completion: 'aspectRatio' }],
  ['audio', { kind: 'boolean', required: false }],
  ['set', { kind: 'string', many: true, maxCount: 20, maxLength: 1000 }],
])('%s', (name, expected) => expect(described.get(name)).toMatchObject(expected))

test('an option is needed unless the other one is given, where there is one', () => {
  const words = z.string().optional().meta({ unless: 'kept' })
  const kept = z.string().optional()
  expect(describeOptions({ options: { words, kept } })).toMatchObject([{ required: true, unless: ['kept'] }, {}])
  const either = words.meta({ unless: ['kept', 'other'] })
  expect(describeOptions({ options: { either, kept, other: kept } })).toMatchObject([{ required: true, unless: ['kept', 'other'] }, {}, {}])
  expect(describeOptions({ options: { words } })).toMatchObject([{ required: false, unless: undefined }])
})

test('reads choices, defaults and open ranges', () => {
  const options = { size: z.enum(['s', 'l']).default('s'), length: z.literal([4, 6]).optional(), count: z.int(), free: z.number().min(1) }
  expect(describeOptions({ options })).toMatchObject([
    { name: 'size', kind: 'string', choices: ['s', 'l'], required: false },
    { name: 'length', kind: 'number', choices: [4, 6], required: false },
    { name: 'count', kind: 'integer', min: undefined, max: undefined, required: true },
    { name: 'free', kind: 'number', min: 1, max: undefined, required: true },
  ])
})
