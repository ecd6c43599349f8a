import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type Edit, readEditLists } from '../../src/media/edit-lists.ts'
import { presentTrack } from '../../src/media/presentation.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const box = (name: string, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length + 8)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, body])
}
const words = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value >>> 0, index * 4)
  return bytes
}
const track = (id: number, timescale: number, ...elst: Buffer[]): Buffer =>
  box(
    'trak',
    box('tkhd', words(0, 0, 0, id)),
    ...elst.map((list) => box('edts', list)),
    box('mdia', box('mdhd', words(0, 0, 0, timescale))),
  )
const movie = (timescale: number, ...tracks: Buffer[]): Buffer =>
  Buffer.concat([box('ftyp', words(0, 0)), box('mdat', words(1, 2, 3)), box('moov', box('mvhd', words(0, 0, 0, timescale)), ...tracks)])

const read = async (bytes: Buffer): Promise<Record<number, Edit[]>> => {
  const path = join(await temporaryFolder(), 'film.mp4')
  await writeFile(path, bytes)
  await using file = await open(path)
  return Object.fromEntries(await readEditLists(file))
}

test('reads the list of each track, in words of 32 and of 64 bits', async () => {
  const short = box('elst', words(0, 2, 500, -1, 0x10000, 2000, 9000, 0x8000))
  const long = box('elst', words(0x01000000, 1, 0, 3000, 0, 48_000, 0x10000))
  expect(await read(movie(1000, track(1, 90_000, short), track(2, 48_000, long), track(7, 600)))).toEqual({
    1: [
      { seconds: 0.5, mediaSeconds: null, rate: 1 },
      { seconds: 2, mediaSeconds: 0.1, rate: 0.5 },
    ],
    2: [{ seconds: 3, mediaSeconds: 1, rate: 1 }],
  })
})

test.each([
  ['a film that has no time', movie(0, track(1, 90_000, box('elst', words(0, 1, 500, 0, 0x10000))))],
  ['a track that has no time', movie(1000, track(1, 0, box('elst', words(0, 1, 500, 0, 0x10000))))],
  ['an empty list', movie(1000, track(1, 90_000, box('elst', words(0, 0))))],
  ['no film at all', Buffer.from('nothing of the kind')],
])('takes %s for a film without edits', async (_, bytes) => {
  expect(await read(bytes)).toEqual({})
})

const shown = (edits: Partial<Edit>[]) =>
  presentTrack(
    { begins: 0.1, ends: 10.1, slack: { begins: 0.02, ends: 0.04 } },
    edits.map((edit) => ({ seconds: 0, mediaSeconds: 0, rate: 1, ...edit })),
  )

test.each([
  ['no list', [], 0.1, 10.1, false],
  ['a list that shows all of it', [{ seconds: 10, mediaSeconds: 0.1 }], 0, 10, false],
  ['a length of 0, which is the rest', [{ mediaSeconds: 0.1 }], 0, 10, false],
  ['the rest from later on', [{ mediaSeconds: 4.1 }], 0, 6, true],
  ['a beginning that is cut', [{ seconds: 9, mediaSeconds: 1.1 }], 0, 9, true],
  ['an end that is cut', [{ seconds: 9, mediaSeconds: 0.1 }], 0, 9, true],
  ['an end beyond the media', [{ seconds: 60, mediaSeconds: 0.1 }], 0, 10, false],
  [
    'a delay',
    [
      { seconds: 2, mediaSeconds: null },
      { seconds: 10, mediaSeconds: 0.1 },
    ],
    2,
    12,
    false,
  ],
  [
    'a piece that is cut out',
    [
      { seconds: 2, mediaSeconds: 0.1 },
      { seconds: 2, mediaSeconds: 8.1 },
    ],
    0,
    4,
    true,
  ],
  ['half the pace', [{ seconds: 20, mediaSeconds: 0.1, rate: 0.5 }], 0, 20, true],
  ['a frame that stays', [{ seconds: 3, mediaSeconds: 1.1, rate: 0 }], 0, 3, true],
  ['nothing at all, which players take for no list', [{ seconds: 3, mediaSeconds: null }], 0.1, 10.1, false],
  ['media that is not there', [{ seconds: 3, mediaSeconds: 99 }], 0.1, 10.1, false],
] as const)('%s', (_, edits, begins, ends, edited) => {
  const presentation = shown([...edits])
  expect(presentation.begins).toBeCloseTo(begins, 6)
  expect(presentation.ends).toBeCloseTo(ends, 6)
  expect(presentation.edited).toBe(edited)
})
