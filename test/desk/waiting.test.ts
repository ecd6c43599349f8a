import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import { shownTwice } from '../support/fake-platform.ts'
import { buildHouse, fakeModel, type House, openHouse } from '../support/open-house.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const mod = { id: 'mod', name: 'Mo', moderator: true, manager: true }
const bea = { id: 'bea', name: 'Bea' }
const down = new MoodreelError('delivery_failed', 'The chat is down.')
const closed = new MoodreelError('undeliverable', 'No place takes it.')

const reports = ({ platform }: House): string[] => platform.shown.filter((key) => key.startsWith('report:'))
const report = async (house: House): Promise<string> => {
  const { id } = await house.clip()
  await house.press('report', id, { words: 'that is my face' }, bea)
  return id
}

test('what was reported before there was a channel arrives when there is one, in order and once', async () => {
  const house = await openHouse()
  const ids = [await report(house), await report(house), await report(house)]
  expect(reports(house)).toEqual([])
  await house.say('workspace', '--moderators #mods', mod)
  await expect.poll(() => reports(house).length).toBe(3)
  await house.say('workspace', '--moderators #others', mod)
  expect(reports(house).map((key) => key.split(':')[1])).toEqual(ids)
  expect(await house.storage.notices.lines()).toEqual([])
})

test('while the first cannot be posted the next ones wait behind it, and no answer that got lost posts anything twice', async () => {
  let now = Date.now()
  const house = await openHouse({ parts: { clock: { now: () => now } } })
  house.platform.homeChannel = 'mods'
  house.platform.faults.push({ call: 'post', when: 'before', error: closed }, { call: 'post', when: 'after', error: down })
  const first = await report(house)
  expect(reports(house)).toEqual([])
  const second = await report(house)
  expect(reports(house).map((key) => key.split(':')[1])).toEqual([first])
  now += 60_000
  await house.start()
  await expect.poll(() => reports(house).map((key) => key.split(':')[1])).toEqual([first, second])
  expect(shownTwice(house.platform)).toEqual([])
})

test('the next start posts what the last one could not', async () => {
  const folder = await temporaryFolder()
  const before = await buildHouse(folder)
  const id = await report(before)
  await before.close()
  const house = await buildHouse(folder)
  onTestFinished(() => house.close())
  house.platform.homeChannel = 'mods'
  await house.start()
  await expect.poll(() => reports(house).map((key) => key.split(':')[1])).toEqual([id])
})

test('a picture that the place does not take, or that is gone, keeps no report back', async () => {
  const house = await openHouse()
  house.platform.homeChannel = 'mods'
  house.platform.faults.push({ call: 'post', when: 'before', error: new MoodreelError('file_refused', 'No files here.') })
  const { id } = await house.clip()
  const still = join(await temporaryFolder(), 'still.jpg')
  await writeFile(still, 'a still')
  await house.storage.mediaStore.put(`posters/${id}.jpg`, still)
  await house.press('report', id, { words: 'that is my face' }, bea)
  expect(house.platform.sends.map(({ post }) => post.thumbnail !== undefined)).toEqual([true, false])
  const post = [...house.platform.messages.values()].at(-1)
  expect(post).toMatchObject({ kind: 'report', media: [] })
  expect(post?.thumbnail).toBeUndefined()
})

test('nobody moderates direct messages, and nothing waits for them', async () => {
  const house = await openHouse()
  const { id } = await house.clip()
  await house.press('report', id, { words: 'x' }, { ...bea, workspace: 'direct:bea' })
  expect(await house.storage.notices.lines()).toEqual([])
})

test('a question that its member took back loses its buttons', async () => {
  const house = await openHouse({ run: true, models: [fakeModel({ price: { usdPerClip: 0.2 } })] })
  house.platform.homeChannel = 'mods'
  await house.say('workspace', '--approve 10', mod)
  await house.say('t2v', 'a boat')
  const asked = () => [...house.platform.messages.entries()].find(([key]) => key.startsWith('approval:'))?.[1]
  await expect.poll(() => asked()?.actions.length).toBe(2)
  await house.press('cancel', asked()?.generationIds[0] ?? '')
  expect(asked()).toMatchObject({ facts: expect.arrayContaining(['canceled by the member']), actions: [] })
})
