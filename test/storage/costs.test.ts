import { expect, test } from 'vitest'
import { createCosts } from '../../src/storage/costs.ts'
import { newDatabase } from '../support/lay-databases.ts'

const day = 24 * 3_600_000
const boat = { model: 'film', settings: '{"mode":"t2v"}' }

test('of each kind of clip the last twenty are kept, for sixty days, and what a vendor says of it once', async () => {
  const costs = createCosts(await newDatabase())
  for (let clip = 1; clip <= 25; clip++) await costs.charged(boat, clip / 100, clip)
  await costs.charged({ ...boat, settings: '{"mode":"i2v"}' }, 0.000_001, 30)
  await costs.told(boat, 0.5, 26)
  await costs.told(boat, 0.6, 27)
  const newest = Array.from({ length: 20 }, (_, clip) => (25 - clip) / 100)
  expect(await costs.known(30)).toEqual([
    { model: 'film', settings: '{"mode":"i2v"}', charged: [0.000_001], told: null },
    { ...boat, charged: newest, told: 0.6 },
  ])
  await costs.told(boat, null, 28)
  expect(await costs.known(30)).toMatchObject([{}, { told: null }])
  expect(await costs.known(60 * day + 25)).toEqual([{ model: 'film', settings: '{"mode":"i2v"}', charged: [0.000_001], told: null }])
})
