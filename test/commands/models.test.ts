import { expect, test } from 'vitest'
import models from '../../commands/models.ts'
import { commandContract } from '../contracts/command-contract.ts'
import { sampleModel } from '../support/sample-model.ts'
import { say } from './say.ts'

commandContract(models, import.meta.filename)

const house = {
  models: [
    sampleModel({ name: 'wan', title: 'Wan 2.7', modes: ['t2v'], price: { usdPerSecond: 0.084 } }),
    sampleModel({ name: 'sora-2', title: 'Sora 2', modes: ['t2v', 'i2v'], unavailable: { reason: 'retired', successor: 'wan' } }),
  ],
}

test('lists the catalogue with modes, prices and what cannot be had', async () => {
  const { replies } = await say(models, '', house)
  expect(replies).toHaveLength(1)
  expect(replies[0]?.post.fields).toEqual([
    { name: 'wan', value: 'Wan 2.7 · t2v · 8.4 credits a second' },
    { name: 'sora-2', value: 'Sora 2 · t2v i2v · not to be had: retired; use wan' },
  ])
})

test('lists those of one mode', async () => {
  const { replies } = await say(models, 'i2v', house)
  expect(replies[0]?.post.fields?.map(({ name }) => name)).toEqual(['sora-2'])
  expect((await say(models, 'v2v', house)).replies[0]?.post).toMatchObject({ text: 'No model here can do v2v.', fields: [] })
})
