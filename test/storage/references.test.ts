import { expect, test } from 'vitest'
import type { StoredMedia } from '../../src/core/media.ts'
import { createReferenceFiles } from '../../src/storage/reference-files.ts'
import { createReferences, type NewPicture } from '../../src/storage/references.ts'
import { newDatabase } from '../support/lay-databases.ts'

const here = { platform: 'web', workspace: 'local' }
const ann = { id: 'ann', name: 'Ann' }
const bea = { id: 'bea', name: 'Bea' }

const picture = (name: string, generationId: string | null = null): NewPicture => {
  const media: StoredMedia = {
    ...{ kind: 'image', mediaType: 'image/png', sizeBytes: 9, width: 4, height: 3, rotation: 0, durationSeconds: 0, fps: 0 },
    ...{ videoCodec: null, audioCodec: null, key: `references/given/${name}.png`, sha256: name },
  }
  return { media, generationId }
}

const open = async () => {
  const db = await newDatabase()
  const [references, files] = [createReferences(db), createReferenceFiles(db)]
  const keep = (name: string, pictures: string[], by = ann, kind: 'reference' | 'style' = 'reference') =>
    references.keep(here, { name, kind, pictures: pictures.map((one) => picture(one)) }, by, 1_000)
  const words = async (place = here) =>
    (await references.list(place)).map(({ name, pictures }) => [name, ...pictures.map(({ media }) => media.sha256)])
  return { references, files, keep, words }
}

test('pictures stand under their word in the order in which they came, and the first name stays', async () => {
  const { references, keep, words } = await open()
  await keep('Keeper', ['a', 'b'])
  const added = await keep('KEEPER', ['b', 'c', 'c'], bea)
  expect(added).toMatchObject({ kind: 'kept', isNew: false, reference: { name: 'Keeper', ownerId: 'ann' } })
  expect(added.kind === 'kept' && added.left.map(({ media }) => media.sha256)).toEqual(['b', 'c'])
  expect(await words()).toEqual([['Keeper', 'a', 'b', 'c']])
  expect(await words({ platform: 'web', workspace: 'other' })).toEqual([])
  expect(await words({ platform: 'slack', workspace: 'local' })).toEqual([])
  expect(await references.names(here)).toEqual(['Keeper'])
  expect(await references.named(here, ['nobody', '@keeper'])).toMatchObject([{ name: 'Keeper' }])
})

test('of many at one instant none is lost and none is too much', async () => {
  const { references, keep, words } = await open()
  const twelve = Array.from({ length: 12 }, (_, at) => `p${at}`)
  const ends = await Promise.all(twelve.map((one) => keep('zoo', [one])))
  expect(ends.filter(({ kind }) => kind === 'kept')).toHaveLength(9)
  expect(ends.filter((end) => end.kind === 'kept' && end.isNew)).toHaveLength(1)
  expect((await words())[0]).toHaveLength(10)
  const names = Array.from({ length: 104 }, (_, at) => `w${at}`)
  const made = await Promise.all(names.map((name) => keep(name, ['x'])))
  expect(made.filter(({ kind }) => kind === 'full')).toHaveLength(5)
  expect(await references.names(here)).toHaveLength(100)
})

test('a word is of one kind, and a style has one picture', async () => {
  const { keep } = await open()
  await keep('noir', ['a'], ann, 'style')
  expect(await keep('noir', ['b'])).toMatchObject({ kind: 'otherKind' })
  expect(await keep('noir', ['b'], ann, 'style')).toMatchObject({ kind: 'picturesFull' })
  expect(await keep('noir', ['a'], ann, 'style')).toMatchObject({ kind: 'kept', isNew: false })
})

test('what was taken away comes back once where its word is free, and is forgotten a while later', async () => {
  const { references, files, keep, words } = await open()
  await keep('zoo', ['a', 'b'])
  const [{ id = '', name = '' } = {}] = await references.list(here)
  expect(await references.remove(id, 2_000)).toBe(true)
  expect(await references.remove(id, 3_000)).toBe(false)
  expect(await words()).toEqual([])
  expect(await references.goneSince(here, id, 1_999)).toMatchObject({ name: 'zoo' })
  expect(await references.goneSince(here, id, 2_000)).toBeNull()
  expect(await references.goneSince({ ...here, workspace: 'other' }, id, 0)).toBeNull()
  expect(await references.restore(here, { id, name })).toBe(true)
  expect(await words()).toEqual([['zoo', 'a', 'b']])
  await references.remove(id, 4_000)
  await keep('ZOO', ['c'])
  expect(await references.restore(here, { id, name })).toBe(false)
  expect(await files.lapsed('', { before: 4_000, size: 9 })).toEqual([])
  const lapsed = await files.lapsed('', { before: 4_001, size: 9 })
  expect(lapsed.map(({ key }) => key).toSorted()).toEqual(['references/given/a.png', 'references/given/b.png'])
  expect(await files.holds('references/given/a.png')).toBe(true)
  for (const one of lapsed) await files.drop(one.id)
  await files.dropEmpty(4_001)
  expect(await files.holds('references/given/a.png')).toBe(false)
  expect(await references.goneSince(here, id, 0)).toBeNull()
  expect(await words()).toEqual([['ZOO', 'c']])
})

test('a member who is forgotten takes along what they added; a word goes on with who added the next', async () => {
  const { references, files, keep, words } = await open()
  await keep('mine', ['a'])
  await keep('ours', ['b'])
  await keep('ours', ['c'], bea)
  await keep('theirs', ['d'], bea)
  await keep('theirs', ['e'])
  expect(await references.addedSince({ ...here, memberId: 'ann' }, 0)).toEqual({ count: 3, oldest: 1_000 })
  await references.forget({ ...here, workspace: 'other', memberId: 'ann' }, 2_000)
  expect(await references.names(here)).toHaveLength(3)
  await references.forget({ ...here, memberId: 'ann' }, 2_000)
  expect(await words()).toEqual([
    ['ours', 'c'],
    ['theirs', 'd'],
  ])
  expect((await references.list(here)).map(({ ownerId, ownerName }) => [ownerId, ownerName])).toEqual([
    ['bea', 'Bea'],
    ['bea', 'Bea'],
  ])
  expect(await files.lapsed('', { before: 2_001, size: 9 })).toHaveLength(3)
})
