import { expect, test } from 'vitest'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { picture } from '../support/picture.ts'

const models = [fakeModel({ name: 'stills', modes: ['t2i'] }), fakeModel({ name: 'film', modes: ['i2v', 't2v'] })]
const bob = { id: 'bob', name: 'Bob' }

const made = async () => {
  const house = await openHouse({ run: true, models })
  house.provider.clip = picture(96, 54)
  house.platform.holdRounds()
  await house.say('still', 'a keeper --takes 3')
  return { house, ids: await house.finished() }
}

test('keeps a still, says so and shows it large to who starred it, with what can be done', async () => {
  const { house, ids } = await made()
  const [, second = ''] = ids
  const { replies } = await house.say('star', second, bob)
  expect(replies).toMatchObject([
    {
      isPrivate: true,
      post: {
        number: '2',
        text: 'a keeper',
        media: [{ key: `clips/${second}.png`, width: 96, height: 54, alt: 'Still 2 of 3: a keeper' }],
        warnings: ['You starred it.'],
      },
    },
  ])
  expect(replies[0]?.post.facts).toContain('★')
  expect(replies[0]?.post.actions.map(({ command, argument }) => [command, argument])).toEqual(
    ['save', 'info', 'animate', 'more'].map((command) => [command, second]),
  )
  await house.press('star', second)
  const again = await house.press('star', second, {}, bob)
  expect(again.replies[0]?.post.warnings).toEqual(['You took your star back: ★1.'])
  expect((await house.storage.generations.find(second))?.stars).toBe(1)
})

test('thirty members in one instant are thirty stars, and who is forgotten takes theirs along', async () => {
  const { house, ids } = await made()
  const [first = ''] = ids
  const crowd = Array.from({ length: 30 }, (_, at) => ({ id: `m${at}`, name: `M${at}` }))
  await Promise.all(crowd.map((member) => house.press('star', first, {}, member)))
  const root = () => [...house.platform.messages.values()][0]
  expect(root()?.choices?.[0]?.label).toBe('1 ★30')
  await house.say('forget', '--yes', { id: 'm3', name: 'M3' })
  expect((await house.storage.generations.find(first))?.stars).toBe(29)
})

test('keeps no still of another workspace, none that is not there yet, and none that was deleted', async () => {
  const { house, ids } = await made()
  const [first = '', second = ''] = ids
  expect((await house.press('star', first, {}, { id: 'eve', name: 'Eve', workspace: 'elsewhere' })).sentences[0]).toContain('no clip')
  await house.press('delete', second)
  await house.press('star', second)
  expect((await house.storage.generations.find(second))?.stars).toBe(0)
  house.provider.clip = null
  await house.say('still', 'another --takes 2')
  const [open = ''] = (await house.storage.generations.open()).map(({ id }) => id)
  expect((await house.press('star', open)).replies).toMatchObject([{ post: { kind: 'failure' } }])
})
