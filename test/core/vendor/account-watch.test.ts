import { expect, test } from 'vitest'
import { createAccountWatch } from '../../../src/core/vendor/account-watch.ts'
import { providerTools } from '../../support/provider-tools.ts'

test('an account counts from the start of the first process that asked it, until another takes its place', async () => {
  let now = 1_000
  const { cache } = providerTools({ now: () => now })
  const start = (secret: string) => createAccountWatch({ cache, now: () => now }, secret)
  const first = start('one')
  now = 2_000
  expect(await first()).toBe(1_000)
  expect(await start('one')()).toBe(1_000)
  now = 3_000
  const second = start('two')
  now = 4_000
  expect([await second(), await second()]).toEqual([3_000, 3_000])
  expect(await start('one')()).toBe(4_000)
})

test('the secret itself is not kept', async () => {
  const { cache } = providerTools()
  await createAccountWatch({ cache, now: Date.now }, 'a secret')()
  expect(JSON.stringify(await cache.get('account'))).not.toContain('a secret')
})

test('what cannot be remembered counts from the start of this process', async () => {
  const cache = { get: () => Promise.reject(new Error('no room')), set: () => Promise.reject(new Error('no room')) }
  expect(await createAccountWatch({ cache, now: () => 5_000 }, 'one')()).toBe(5_000)
})
