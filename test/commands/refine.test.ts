import { expect, test } from 'vitest'
import { say } from '../../src/core/words/sentence.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'

const full = fakeModel({ name: 'full', duration: [4, 8] })
const plain = fakeModel({ draftOf: 'full', grade: 'draft', duration: [2, 4] })

test('makes a draft again with the full model: same seed, prompt and settings', async () => {
  const house = await openHouse({ models: [plain, full] })
  const before = await house.clip({ request: { durationSeconds: 4 } })
  await house.press('refine', before.id)
  const [after] = await house.childrenOf(before.id)
  expect(after).toMatchObject({ model: 'full', request: { seed: 42, durationSeconds: 4, prompt: before.request.prompt }, warnings: [] })
})

test('says which settings the full model does not take', async () => {
  const house = await openHouse({ models: [plain, full] })
  const before = await house.clip({ request: { durationSeconds: 2 } })
  await house.press('refine', before.id)
  const [after] = await house.childrenOf(before.id)
  expect(after?.warnings).toEqual([say('fit.clipSettingsLeft', { model: 'full', settings: [say('fit.duration')] })])
})

test('a clip that is no draft is told what to do instead', async () => {
  const house = await openHouse()
  const before = await house.clip()
  const { sentences } = await house.press('refine', before.id)
  expect(sentences).toEqual(['plain is not the draft version of another model. Use /edit and choose a model.'])
  expect(await house.childrenOf(before.id)).toEqual([])
})
