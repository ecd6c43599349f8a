import { expect, test } from 'vitest'
import { isDiskFull } from '../../src/core/is-disk-full.ts'

test.each(['ENOSPC', 'EDQUOT', 'EFBIG'])('%s means that there is no room', (code) =>
  expect(isDiskFull(Object.assign(new Error('write'), { code }))).toBe(true),
)

test.each([new Error('ENOSPC'), Object.assign(new Error('write'), { code: 'EIO' }), { code: 'ENOSPC' }, null])('%j does not', (error) =>
  expect(isDiskFull(error)).toBe(false),
)
