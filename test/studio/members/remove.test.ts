import { expect, test } from 'vitest'
import { MoodreelError } from '../../../src/core/errors.ts'
import { noise } from '../../media/fixtures.ts'
import { forGood } from '../../support/for-good.ts'
import { openHouse } from '../../support/open-house.ts'
import { clipOf } from '../../support/small-clip.ts'

const clip = await clipOf({ width: 160, height: 90, fps: 8, durationSeconds: 1, draw: noise, bitrate: 2_000_000 })

/** A house that works, whose provider makes the clip. */
const workingHouse = async () => {
  const house = await openHouse({ run: true })
  house.provider.clip = clip
  return house
}

test('takes every file and every post of a clip away, and nothing of the clip that went on from it', async () => {
  const house = await workingHouse()
  house.platform.fileLimitBytes = async () => clip.byteLength / 2
  await house.say('t2v', 'a paper boat')
  const [id = ''] = await house.finished()
  await house.press('extend', id)
  const [child = ''] = await house.finished()
  const [fitted] = await Array.fromAsync(house.storage.mediaStore.list(`fitted/${id}/`))
  const keys = [`clips/${id}.mp4`, fitted?.key ?? 'none', `posters/${id}.jpg`, `frames/${id}-last.png`]
  expect(await Promise.all(keys.map(house.keeps))).toEqual([true, true, true, true])

  const { sentences } = await forGood(house, id)
  expect(sentences).toEqual(['The clip is deleted.'])
  expect(await Promise.all(keys.map(house.keeps))).toEqual([false, false, false, false])
  const left = [...house.platform.messages.values()]
  expect(left.map(({ kind, generationIds }) => [kind, generationIds])).toEqual([
    ['batch', [child]],
    ['clip', [child]],
  ])
  expect(await house.keeps(`clips/${child}.mp4`)).toBe(true)
})

test('leaves the other takes of a batch, whose first message goes with the last of them', async () => {
  const house = await workingHouse()
  await house.say('t2v', 'a paper boat --takes 2')
  const [first = '', second = ''] = await house.finished()
  await forGood(house, first)
  const left = [...house.platform.messages.values()]
  expect(left.map(({ kind }) => kind)).toEqual(['batch', 'clip'])
  expect(left[0]?.facts).toEqual(['1 done', '1 deleted', '2 takes'])
  expect(left[1]?.generationIds).toEqual([second])
  expect(await house.keeps(`clips/${second}.mp4`)).toBe(true)

  await forGood(house, second)
  expect([...house.platform.messages.values()]).toEqual([])
})

test('ends at the next press what a fault cut off, for the post and its button stand till the end', async () => {
  const house = await workingHouse()
  await house.say('t2v', 'a paper boat')
  const [id = ''] = await house.finished()
  house.platform.refuseRemoval = true
  await expect(forGood(house, id)).rejects.toThrow('the chat does not answer')
  expect([...house.platform.messages.values()].map(({ kind }) => kind)).toEqual(['batch', 'clip'])
  expect(await house.keeps(`clips/${id}.mp4`)).toBe(false)

  expect((await forGood(house, id)).sentences).toEqual(['The clip is deleted.'])
  expect([...house.platform.messages.values()]).toEqual([])
})

test('leaves a clip alone that is not done yet', async () => {
  const house = await openHouse({ run: true })
  await house.say('t2v', 'a paper boat')
  await expect.poll(() => house.provider.asked.length).toBe(1)
  const [{ id } = { id: '' }] = await house.storage.generations.open()
  expect((await forGood(house, id)).sentences).toEqual(['That clip is not finished yet. Cancel it instead.'])
  expect((await house.studio.find(id)).generation.removedAt).toBeNull()
})

test('takes the post of a clip away that never came', async () => {
  const house = await openHouse({ run: true })
  house.provider.clip = new TextEncoder().encode('no film at all')
  await house.say('t2v', 'a paper boat')
  await house.until(() => [...house.platform.messages.values()].map(({ kind }) => kind)).toEqual(['batch', 'failure'])
  const [id = ''] = await house.finished()
  await forGood(house, id)
  expect([...house.platform.messages.values()]).toEqual([])
})

test('takes the words out of the name of the thread with the last clip of a batch, before the posts go', async () => {
  const house = await workingHouse()
  const names: { name: string; posts: number }[] = []
  house.platform.renameThread = async (_thread, _root, name) => void names.push({ name, posts: house.platform.messages.size })
  await house.say('t2v', 'a paper boat --takes 2')
  const [first = '', second = ''] = await house.finished()
  await forGood(house, first)
  expect(names).toEqual([])
  await forGood(house, second)
  expect(names).toEqual([{ name: 'Deleted clips', posts: 2 }])
})

test('takes away what it may, and says what the platform does not let go', async () => {
  const house = await workingHouse()
  await house.say('t2v', 'a paper boat')
  const [id = ''] = await house.finished()
  const { remove } = house.platform
  house.platform.renameThread = async () => Promise.reject(new MoodreelError('not_allowed', 'The thread is locked.'))
  house.platform.remove = async (ref) =>
    ref.message.startsWith('clip:') ? Promise.reject(new MoodreelError('not_allowed', 'It is locked.')) : remove.call(house.platform, ref)
  expect((await forGood(house, id)).sentences).toEqual([
    'The clip and its files are deleted. The bot is not allowed to delete or rename everything in the thread. Ask a moderator to do that.',
  ])
  expect([...house.platform.messages.values()].map(({ kind }) => kind)).toEqual(['clip'])
  expect((await house.say('forget', '--yes')).replies).toMatchObject([
    {
      post: {
        text: 'Deleted: 0 clips, your prompts, your files and your settings.',
        warnings: ['The bot is not allowed to delete or rename the posts of 1 clip. Ask a moderator to do that.'],
      },
    },
  ])
})
