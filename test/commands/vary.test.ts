import { describe, expect, test } from 'vitest'
import { inWords } from '../../src/core/words/in-words.ts'
import { say } from '../../src/core/words/sentence.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { sampleRecipe } from '../support/sample-recipe.ts'

const varied = async (model: Parameters<typeof fakeModel>[0], seedUsed: number | null) => {
  const house = await openHouse({ models: [fakeModel(model)] })
  const before = await house.clip({ request: { seed: 7 }, clip: { recipe: sampleRecipe({ seedUsed }) } })
  await house.press('vary', before.id)
  const [after] = await house.childrenOf(before.id)
  const posts = [...house.platform.messages.values()]
  expect(posts.map(({ warnings }) => warnings)).toEqual([after?.warnings.map((note) => inWords(note, 'en'))])
  return { seed: after?.request.seed ?? Number.NaN, notes: after?.warnings }
}

describe('vary', () => {
  test('takes a seed near the one that was used where that is a small change', async () => {
    const { seed, notes } = await varied({ nearbySeeds: true }, 1000)
    expect(Math.abs(seed - 1000)).toBeGreaterThan(0)
    expect(Math.abs(seed - 1000)).toBeLessThanOrEqual(100)
    expect(notes).toEqual([say('member.varyNearSeed', { seed: 1000 })])
  })

  test('takes a new seed where nearby seeds are no small change, and says so', async () => {
    const { seed, notes } = await varied({}, 1000)
    expect(Math.abs(seed - 1000)).toBeGreaterThan(0)
    expect(notes).toEqual([say('member.varyNewSeed', { model: 'plain' })])
  })

  test('says that a model without seeds only makes the same request', async () => {
    const { notes } = await varied({ seed: false }, null)
    expect(notes).toEqual([say('member.varyWithoutSeed', { model: 'plain' })])
  })
})
