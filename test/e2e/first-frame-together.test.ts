import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import { expect, test } from 'vitest'
import { newId } from '../../src/core/id.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const models = [
  fakeModel({ name: 'stills', modes: ['t2i', 'i2i'], mask: true, referenceImages: 4 }),
  fakeModel({ name: 'films', modes: ['i2v', 't2v'] }),
]

const picture = (): Uint8Array => {
  const context = createCanvas(64, 36).getContext('2d')
  context.fillStyle = 'rgb(30 60 200)'
  context.fillRect(0, 0, 64, 36)
  return context.canvas.toBuffer('image/png')
}

const openRound = async () => {
  const house = await openHouse({ run: true, models })
  Object.assign(house.platform, { stills: 'sheet' })
  house.provider.clip = picture()
  await house.say('still', 'a door --takes 4')
  const ids = await house.finished()
  expect(ids).toHaveLength(4)
  return { house, ids: ids as [string, string, string, string] }
}

test('two people who star and press in the same instant are both heard, once', async () => {
  const { house, ids } = await openRound()
  const [, second, third] = ids
  house.provider.clip = await smallClip()
  const [ann, bob] = [
    { id: 'ann', name: 'Ann' },
    { id: 'bob', name: 'Bob' },
  ]
  const event = newId()
  const answers = await Promise.all([
    house.press('star', third, {}, ann),
    house.press('star', third, {}, bob),
    house.press('star', second, {}, bob),
    house.press('animate', third, { prompt: 'slow push in' }, { ...ann, event }),
    // A platform may tell of one press twice.
    house.press('animate', third, { prompt: 'slow push in' }, { ...ann, event }),
    house.press('animate', third, { prompt: 'slow push in' }, bob),
  ])
  for (const { replies } of answers.slice(0, 3)) expect(replies).toMatchObject([{ isPrivate: true, post: { kind: 'clip' } }])
  await house.finished()
  const clips = [...house.platform.messages.values()].flatMap(({ kind, generationIds }) => (kind === 'clip' ? generationIds : []))
  expect(clips).toHaveLength(2)
  expect(house.provider.asked.filter(({ mode }) => mode === 'i2v')).toHaveLength(2)
  for (const id of clips) {
    expect(await house.studio.find(id)).toMatchObject({ generation: { parentId: third, state: 'delivered' } })
    expect((await house.storage.ledger.entriesOf(id)).map(({ kind }) => kind).toSorted()).toEqual(['hold', 'settle'])
  }

  const rounds = () => [...house.platform.messages.values()].filter(({ generationIds }) => generationIds.includes(third))
  await house.until(() => rounds().map(({ choices = [] }) => choices.map(({ label }) => label))).toEqual([['1', '2 ★', '3 ★2', '4']])
  const chosen = rounds()[0]?.choices?.find(({ style }) => style === 'primary')?.label
  expect(['2 ★', '3 ★2']).toContain(chosen)
})

test('a reference that is deleted while a still that uses it waits is used all the same', async () => {
  const house = await openHouse({ run: true, models, parts: { concurrency: new Map([['fake', 1]]) } })
  const bytes = picture()
  const path = join(await temporaryFolder(), 'keeper.png')
  await writeFile(path, bytes)
  await house.storage.mediaStore.put('uploads/keeper', path)
  const attachments = [{ url: 'media:uploads/keeper', name: 'keeper.png', mediaType: 'image/png', sizeBytes: bytes.byteLength }]
  const owner = { id: 'ann', name: 'Ann', moderator: true }
  await house.say('keep', 'keeper', { ...owner, attachments })
  // The only slot is taken.
  await house.say('still', 'a door --takes 1')
  await house.until(() => house.provider.asked.length).toBe(1)
  const { sentences } = await house.say('still', '@keeper at the harbour --takes 1')
  expect(sentences).toEqual([])
  await house.say('reference', 'delete keeper', owner)
  expect((await house.say('reference', 'list')).replies[0]?.post.text).not.toContain('@keeper')
  house.provider.clip = bytes
  await house.finished()
  const [, waited] = house.provider.asked
  expect(waited).toMatchObject({ prompt: 'keeper at the harbour', files: [{ role: 'referenceImages' }] })
})
