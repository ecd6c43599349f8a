import { expect, test } from 'vitest'
import { openHouse } from '../support/open-house.ts'
import { smallClip } from '../support/small-clip.ts'

const bytes = await smallClip()

const open = async () => {
  let now = Date.now()
  const house = await openHouse({ run: true, parts: { clock: { now: () => now } } })
  house.provider.clip = bytes
  await house.say('t2v', 'a paper boat')
  const [id = ''] = await house.finished()
  const video = (await house.storage.generations.find(id))?.generation.clip?.video.key ?? ''
  const shown = () => [...house.platform.messages.values()].filter(({ kind }) => kind === 'clip').length
  const wait = (ms: number) => {
    now += ms
  }
  return { house, id, video, shown, wait }
}

test('a clip that was deleted by mistake is back by one press, with its file, and once', async () => {
  const { house, id, video, shown } = await open()
  const { replies } = await house.say('delete', id)
  expect(replies[0]?.post).toMatchObject({
    text: 'The clip is deleted.',
    warnings: ['You can undo this for 10 minutes. Then the files are gone for good.'],
    actions: [{ command: 'restore', argument: id, label: 'Undo' }],
  })
  expect([shown(), await house.keeps(video)]).toEqual([0, true])
  await Promise.all([house.press('restore', id), house.press('restore', id)])
  expect((await house.press('restore', id)).sentences).toEqual(['The clip is back in its thread.'])
  expect([shown(), await house.keeps(video)]).toEqual([1, true])
  expect((await house.say('delete', id)).sentences).toEqual(['The clip is deleted.'])
  expect(shown()).toBe(0)
})

test('after ten minutes nothing brings it back, and nobody else does before', async () => {
  const { house, id, wait } = await open()
  await house.say('delete', id)
  expect((await house.press('restore', id, {}, { id: 'eve', name: 'Eve' })).replies[0]?.post.kind).toBe('failure')
  wait(10 * 60_000 + 1)
  expect((await house.press('restore', id)).replies[0]?.post.kind).toBe('failure')
})
