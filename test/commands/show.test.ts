import { expect, test } from 'vitest'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { picture } from '../support/picture.ts'
import { smallClip } from '../support/small-clip.ts'

test('shows a still large to the one who asks, and changes nothing', async () => {
  const house = await openHouse({ run: true, models: [fakeModel({ name: 'stills', modes: ['t2i'] })] })
  house.provider.clip = picture(96, 54)
  house.platform.holdRounds()
  await house.say('still', 'a keeper --takes 2')
  const [first = ''] = await house.finished()
  const edits = house.platform.edits.length
  const { replies } = await house.press('show', first, {}, { id: 'bob', name: 'Bob' })
  expect(replies).toMatchObject([{ isPrivate: true, post: { kind: 'clip', number: '1', media: [{ key: `clips/${first}.png` }] } }])
  expect(house.platform.edits).toHaveLength(edits)
})

test('shows a clip with the buttons of a clip, and says why there is none to show', async () => {
  const house = await openHouse({ run: true })
  house.provider.clip = await smallClip()
  await house.say('t2v', 'a boat')
  const [id = ''] = await house.finished()
  const { replies } = await house.press('show', id)
  expect(replies[0]?.post.media).toMatchObject([{ mediaType: 'video/mp4' }])
  expect(replies[0]?.post.actions.map(({ command }) => command)).toContain('extend')
  const lost = await house.clip({ clip: null })
  expect((await house.press('show', lost.id)).replies).toMatchObject([{ post: { kind: 'failure' } }])
})
