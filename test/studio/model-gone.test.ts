import { expect, onTestFinished, test } from 'vitest'
import { createFakeProvider } from '../support/fake-provider.ts'
import { buildHouse, fakeModel, type House } from '../support/open-house.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const statesOf = async (house: House): Promise<string[]> => {
  const open = await Promise.all((await house.storage.generations.open()).map(({ id }) => house.studio.find(id)))
  return open.map(({ generation }) => generation.state)
}

test('a model that is taken out of the catalogue still delivers what is paid for, and gives back the rest', async () => {
  const folder = await temporaryFolder()
  const provider = createFakeProvider()
  const parts = { providers: new Map([['fake', provider]]) }
  const before = await buildHouse(folder, { models: [fakeModel({ name: 'gone' })], parts })
  await before.start()
  await before.say('t2v', 'a boat --takes 2')
  await expect.poll(async () => (await statesOf(before)).toSorted()).toEqual(['queued', 'rendering'])
  const open = await before.storage.generations.open()
  await before.close()

  provider.clip = await smallClip()
  const after = await buildHouse(folder, { models: [fakeModel({ name: 'other' })], parts })
  onTestFinished(() => after.close())
  await after.start()
  await expect.poll(() => after.storage.generations.open()).toEqual([])
  const ends = await Promise.all(open.map(({ id }) => after.storage.ledger.entriesOf(id)))
  expect(ends.map((entries) => entries.map(({ kind }) => kind).join(' ')).toSorted()).toEqual(['hold refund', 'hold settle'])
  expect(provider.asked).toHaveLength(1)
})
