import { expect, test } from 'vitest'
import type { Model } from '../../src/core/model.ts'
import { fakeModel, type House, openHouse } from '../support/open-house.ts'
import { picture } from '../support/picture.ts'

const film = fakeModel({ name: 'film', modes: ['t2v'] })

/** More like the second still of three, by a model like that. */
const moreBy = async (model: Model, line = '') => {
  const house = await openHouse({ run: true, models: [model, film] })
  house.provider.clip = picture(96, 54)
  house.platform.holdRounds()
  await house.say('still', 'a keeper --takes 3 --seed 7')
  const [, second = ''] = await house.finished()
  house.provider.clip = null
  await (line === '' ? house.press('more', second) : house.say('more', `${second} ${line}`))
  return { second, children: await house.childrenOf(second), house }
}
const notes = ({ platform }: House): string[] => [...platform.messages.values()].at(-1)?.warnings ?? []

test('makes as many as there were, from the still itself where its model starts from a picture', async () => {
  const { second, children, house } = await moreBy(fakeModel({ name: 'stills', title: 'Stills', modes: ['t2i', 'i2i'] }))
  expect(children.map(({ request }) => [request.mode, request.firstFrame?.url, request.prompt])).toEqual(
    Array(3).fill(['i2i', `media:clips/${second}.png`, 'a keeper']),
  )
  expect(children.some(({ request }) => [7, 8, 9].includes(request.seed))).toBe(false)
  expect(notes(house)).toContain('Made from still 2 by Stills.')
})

test('else with seeds near its own, where those make similar ones', async () => {
  const { children, house } = await moreBy(fakeModel({ name: 'stills', modes: ['t2i'], nearbySeeds: true }), '--takes 2')
  expect(children).toHaveLength(2)
  for (const { request } of children) expect(Math.abs(request.seed - 8)).toBeLessThanOrEqual(102)
  expect(notes(house)).toContain('These seeds are near that of still 2.')
})

test('else with its words once more, and says so', async () => {
  const { children, house } = await moreBy(fakeModel({ name: 'stills', title: 'Stills', modes: ['t2i'] }))
  expect(children.map(({ request }) => [request.mode, request.prompt])).toEqual(Array(3).fill(['t2i', 'a keeper']))
  expect(notes(house)).toEqual([expect.stringMatching(/^Stills starts from no picture .* still 2 with new seeds/)])
})

test('makes none of a clip', async () => {
  const house = await openHouse()
  const { id } = await house.clip()
  expect((await house.press('more', id)).sentences).toEqual(['That is a clip, not a still. /vary makes more like it.'])
})
