import { expect, test } from 'vitest'
import { readTiers } from '../../config/tiers.ts'
import { refusal } from '../support/refusal.ts'
import { folderOf } from '../support/temporary-folder.ts'

const operator = (yaml: string): Promise<string> => folderOf('tiers.yaml', yaml)

test('everybody has the default tier', async () => {
  const { default: tier, all } = await readTiers(undefined)
  expect(tier).toMatchObject({ name: 'default', clipsPerDay: 50, inFlight: 5, longestSeconds: 15, creditsPerMonth: 1000 })
  expect(all).toContainEqual(tier)
})

test('an operator changes one limit and adds a tier', async () => {
  const yaml = `tiers:
  - { name: default, clipsPerDay: 5 }
  - { name: patron, clipsPerDay: 100, inFlight: 10, longestSeconds: 60, creditsPerMonth: 10000 }`
  const tiers = await readTiers(await operator(yaml))
  expect(tiers.default).toMatchObject({ clipsPerDay: 5, inFlight: 5 })
  expect(tiers.all.map(({ name }) => name)).toEqual(['default', 'direct', 'patron'])
})

test('a limit that is none is refused by its name', async () => {
  expect(await refusal(async () => readTiers(await operator('tiers: [{ name: default, inFlight: 0 }]')))).toEqual([
    'bad_config',
    'tiers.yaml:1: row default, field inFlight: Too small: expected number to be >0\nCorrect it and start again.',
  ])
})
