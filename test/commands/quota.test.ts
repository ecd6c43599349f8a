import { expect, test } from 'vitest'
import quota from '../../commands/quota.ts'
import { commandContract } from '../contracts/command-contract.ts'
import { say } from './say.ts'

commandContract(quota, import.meta.filename)

const left = {
  tier: { name: 'default', clipsPerDay: 50, inFlight: 5, longestSeconds: 15, creditsPerMonth: 1000 },
  clipsToday: 49,
  inFlight: 2,
  creditsLeft: 940,
  dayResetsAt: Date.UTC(2026, 10, 22),
  monthResetsAt: Date.UTC(2026, 11, 1),
}

test('says privately what is left and when it starts anew', async () => {
  const { replies } = await say(quota, '', { quota: left })
  expect(replies[0]).toMatchObject({
    private: true,
    post: {
      text: 'You have 1 clip left today and 940 credits this month.',
      fields: [
        { name: 'Clips today', value: '49 of 50; starts anew at 2026-11-22 00:00 UTC' },
        { name: 'On their way', value: '2 of 5 at one time' },
        { name: 'Credits', value: '940 of 1000 left; new ones at 2026-12-01 00:00 UTC' },
        { name: 'Longest clip', value: '15 s' },
      ],
    },
  })
})

test('says nothing below nothing when the tier was lowered', async () => {
  const { replies } = await say(quota, '', { quota: { ...left, clipsToday: 60 } })
  expect(replies[0]?.post.text).toBe('You have 0 clips left today and 940 credits this month.')
})
