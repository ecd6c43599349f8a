import { expect, test } from 'vitest'
import type { ProviderStatus } from '../../../src/core/provider.ts'
import { ofSameId } from '../../../src/core/vendor/of-same-id.ts'

const clip: ProviderStatus = { kind: 'succeeded', outputs: [{ url: 'https://vendor.example/a.mp4' }] }
const mixedUp = (cause: string) => new Error(cause)

test.each(['7', 7, null, undefined])('a clip that is told of as %j is that of the job 7', (told) => {
  expect(ofSameId(clip, '7', told, mixedUp)).toBe(clip)
})

test.each(['8', 8, '', '07'])('a clip that is told of as %j is another job’s, and nobody sees it', (told) => {
  expect(() => ofSameId(clip, '7', told, mixedUp)).toThrow('another job')
})

test('what shows no clip is as it is, whosever it is', () => {
  for (const status of [{ kind: 'running' }, { kind: 'canceled' }] as const) expect(ofSameId(status, '7', '8', mixedUp)).toBe(status)
})
