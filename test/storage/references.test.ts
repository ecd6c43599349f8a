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
  const keys = async () => (await files.all('', 999)).map(({ key }) => key).toSorted()
  const words = async (place = here) =>
    (await references.list(place)).map(({ name, pictures }) => [name, ...pictures.map(({ media }) => media.sha256)])
  return { db, references, files, keep, keys, words }
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
  const made = await Promise.all(names.map((name) => keep(name, ['x'], { id: name, name })))
  expect(made.filter(({ kind }) => kind === 'full')).toHaveLength(5)
  expect(await references.names(here)).toHaveLength(100)
})

test('a member adds ninety pictures an hour, however many are given in one instant', async () => {
  const { references, keep } = await open()
  const many = Array.from({ length: 60 }, (_, at) => keep(`w${at}`, [`a${at}`, `b${at}`]))
  const ends = await Promise.all([...many, keep('others', ['c'], bea)])
  expect(ends.filter(({ kind }) => kind === 'kept')).toHaveLength(46)
  expect(ends.find(({ kind }) => kind === 'tooOften')).toEqual({ kind: 'tooOften', added: { count: 90, oldest: 1_000 } })
  expect(await references.addedSince({ ...here, memberId: 'ann' }, 0)).toEqual({ count: 90, oldest: 1_000 })
  // What stands there already is no more.
  expect(await keep('w0', ['a0'])).toMatchObject({ kind: 'kept' })
  const late = { name: 'late', kind: 'reference', pictures: [picture('late')] } as const
  expect(await references.keep(here, late, ann, 3_600_999)).toMatchObject({ kind: 'tooOften' })
  expect(await references.keep(here, late, ann, 3_601_000)).toMatchObject({ kind: 'kept' })
})

test('a word is of one kind, and a style has one picture', async () => {
  const { keep } = await open()
  await keep('noir', ['a'], ann, 'style')
  expect(await keep('noir', ['b'])).toMatchObject({ kind: 'otherKind' })
  expect(await keep('noir', ['b'], ann, 'style')).toMatchObject({ kind: 'picturesFull' })
  expect(await keep('noir', ['a'], ann, 'style')).toMatchObject({ kind: 'kept', isNew: false })
})

test('what was taken away comes back once where its word is free, and is forgotten a while later', async () => {
  const { references, files, keep, keys, words } = await open()
  await keep('zoo', ['a', 'b'])
  const [{ id = '', name = '' } = {}] = await references.list(here)
  expect(await references.remove(id, 'mod', 2_000)).toBe(true)
  expect(await references.remove(id, 'ann', 3_000)).toBe(false)
  expect(await words()).toEqual([])
  expect(await references.goneSince(here, id, 1_999)).toMatchObject({ name: 'zoo', goneBy: 'mod' })
  expect(await references.goneSince(here, id, 2_000)).toBeNull()
  expect(await references.goneSince({ ...here, workspace: 'other' }, id, 0)).toBeNull()
  // Whoever looked before somebody else took it away again.
  expect(await references.restore(here, { id, name, goneBy: 'ann' })).toBe('taken')
  expect(await references.restore(here, { id, name, goneBy: 'mod' })).toBe('restored')
  expect(await words()).toEqual([['zoo', 'a', 'b']])
  await references.remove(id, 'ann', 4_000)
  await keep('ZOO', ['c'])
  expect(await references.restore(here, { id, name, goneBy: 'ann' })).toBe('taken')
  expect(await files.lapsed('', { before: 4_000, size: 9 })).toEqual([])
  const lapsed = await files.lapsed('', { before: 4_001, size: 9 })
  expect(lapsed.map(({ key }) => key).toSorted()).toEqual(['references/given/a.png', 'references/given/b.png'])
  expect(await keys()).toEqual(['references/given/a.png', 'references/given/b.png', 'references/given/c.png'])
  for (const one of lapsed) await files.drop(one.id)
  await files.dropEmpty(4_001)
  expect(await keys()).toEqual(['references/given/c.png'])
  expect(await references.goneSince(here, id, 0)).toBeNull()
  expect(await words()).toEqual([['ZOO', 'c']])
})

test('a word comes back into a workspace that has room for it, and what an older version took away by nobody who is known', async () => {
  const { db, references, keep } = await open()
  await keep('zoo', ['a'])
  const [{ id = '', name = '' } = {}] = await references.list(here)
  await references.remove(id, 'ann', 2_000)
  for (let at = 0; at < 100; at += 1) await keep(`w${at}`, ['x'], { id: `m${at}`, name: '' })
  expect(await references.restore(here, { id, name, goneBy: 'ann' })).toBe('full')
  const [one] = await references.named(here, ['w7'])
  // As the version before this one does it.
  await db
    .updateTable('kept_references')
    .set({ folded: null, gone_at: 2_000 })
    .where('id', '=', one?.id ?? '')
    .execute()
  expect(await references.restore(here, { id, name, goneBy: 'ann' })).toBe('restored')
  expect(await references.goneSince(here, one?.id ?? '', 0)).toMatchObject({ name: 'w7', goneBy: null })
  await references.remove(id, 'ann', 3_000)
  expect(await references.restore(here, { id: one?.id ?? '', name: 'w7', goneBy: null })).toBe('restored')
})

test('pictures are read page by page, each once', async () => {
  const { files, keep, keys } = await open()
  await keep('zoo', ['a', 'b', 'c'])
  const first = await files.all('', 2)
  const second = await files.all(first[1]?.id ?? '', 2)
  expect([first.length, second.length]).toEqual([2, 1])
  expect([...first, ...second].map(({ key }) => key).toSorted()).toEqual(await keys())
})

test('who took a word away is not known any more when they are forgotten', async () => {
  const { references, keep } = await open()
  await keep('zoo', ['a'])
  const [{ id = '' } = {}] = await references.list(here)
  await references.remove(id, 'bea', 2_000)
  await references.forget({ ...here, memberId: 'bea' }, 2_500)
  expect(await references.goneSince(here, id, 1_000)).toMatchObject({ name: 'zoo', goneBy: null })
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
