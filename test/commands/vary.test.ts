import { describe, expect, test } from 'vitest'
import vary from '../../commands/vary.ts'
import { commandContract } from '../contracts/command-contract.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { sampleRecipe } from '../support/sample-recipe.ts'

commandContract(vary, import.meta.filename)

const varied = async (model: Parameters<typeof fakeModel>[0], seedUsed: number | null) => {
  const house = await openHouse({ models: [fakeModel(model)] })
  const before = await house.clip({ request: { seed: 7 }, clip: { recipe: sampleRecipe({ seedUsed }) } })
  await house.press('vary', before.id)
  const [after] = await house.childrenOf(before.id)
  const posts = [...house.platform.messages.values()]
  expect(posts.map(({ warnings }) => warnings)).toEqual([after?.warnings])
  return { seed: after?.request.seed ?? Number.NaN, notes: after?.warnings }
}

describe('vary', () => {
  test('takes a seed near the one that was used where that is a small change', async () => {
    const { seed, notes } = await varied({ nearbySeeds: true }, 1000)
    expect(Math.abs(seed - 1000)).toBeGreaterThan(0)
    expect(Math.abs(seed - 1000)).toBeLessThanOrEqual(100)
    expect(notes).toEqual(['A seed near 1000: a small change.'])
  })

  test('takes a new seed where nearby seeds are no small change, and says so', async () => {
    const { seed, notes } = await varied({}, 1000)
    expect(Math.abs(seed - 1000)).toBeGreaterThan(0)
    expect(notes).toEqual(['With plain a seed nearby makes another clip altogether, so this has a new seed.'])
  })

  test('says that a model without seeds only makes the request anew', async () => {
    const { notes } = await varied({ seed: false }, null)
    expect(notes).toEqual(['plain takes no seed, so this is the same request made anew.'])
  })
})
