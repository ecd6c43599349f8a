import { randomBytes } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { MediaStore } from '../../src/core/media-store.ts'

/** What every media store must do. `open` gives an empty store; `close` takes away whatever it made. */
export const mediaStoreContract = (name: string, open: () => Promise<{ store: MediaStore; close(): Promise<void> }>): void => {
  describe(`media store: ${name}`, () => {
    let folder: string
    let store: MediaStore
    let close: () => Promise<void>
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'moodreel-contract-'))
      ;({ store, close } = await open())
    })
    afterEach(async () => {
      await close()
      await rm(folder, { recursive: true })
    })

    const local = async (content: Uint8Array | string): Promise<string> => {
      const path = join(folder, 'local')
      await writeFile(path, content)
      return path
    }
    const content = async (key: string, range?: { start: number; end: number }) =>
      Buffer.from(await new Response(await store.read(key, range)).arrayBuffer())

    test('gives back the bytes that were put', async () => {
      const bytes = randomBytes(300_000)
      await store.put('clips/2026/a-b_c.mp4', await local(bytes))
      expect((await content('clips/2026/a-b_c.mp4')).equals(bytes)).toBe(true)
      expect(await store.size('clips/2026/a-b_c.mp4')).toBe(bytes.length)
    })

    test('keeps a copy: the local file may go or change', async () => {
      const path = await local('first')
      await store.put('a', path)
      await writeFile(path, 'other')
      await rm(path)
      expect((await content('a')).toString()).toBe('first')
    })

    test('keeps an empty file', async () => {
      await store.put('empty', await local(''))
      expect(await store.size('empty')).toBe(0)
      expect(await content('empty')).toHaveLength(0)
    })

    test.each([
      [0, 0, '0'],
      [0, 9, '0123456789'],
      [3, 5, '345'],
      [9, 9, '9'],
      [7, 1000, '789'],
    ])('reads the bytes %i to %i, both included', async (start, end, expected) => {
      await store.put('digits', await local('0123456789'))
      expect((await content('digits', { start, end })).toString()).toBe(expected)
    })

    test.each([
      [10, 10],
      [5, 4],
      [-1, 3],
    ])('has no bytes %i to %i', async (start, end) => {
      await store.put('digits', await local('0123456789'))
      await expect(store.read('digits', { start, end })).rejects.toMatchObject({ code: 'not_found' })
    })

    test('a reader may stop early, and another may start again', async () => {
      const bytes = randomBytes(1_000_000)
      await store.put('a', await local(bytes))
      const reader = (await store.read('a')).getReader()
      await reader.read()
      await reader.cancel()
      await (await store.read('a')).cancel()
      expect((await content('a')).equals(bytes)).toBe(true)
    })

    test('replaces a file under the same key', async () => {
      await store.put('a', await local('a longer first content'))
      await store.put('a', await local('second'))
      expect((await content('a')).toString()).toBe('second')
      expect(await store.size('a')).toBe(6)
    })

    test('shows the old file or the new one whole while it is replaced', async () => {
      const [old, fresh] = [Buffer.alloc(200_000, 'o'), Buffer.alloc(200_000, 'n')]
      await store.put('a', await local(old))
      const path = await local(fresh)
      const reads = Array.from({ length: 20 }, () => content('a'))
      const puts = Array.from({ length: 5 }, () => store.put('a', path))
      for (const read of await Promise.all(reads)) expect(read.equals(old) || read.equals(fresh)).toBe(true)
      await Promise.all(puts)
      expect((await content('a')).equals(fresh)).toBe(true)
    })

    test('lends a local file that can be read until it is given back', async () => {
      await store.put('clips/a', await local('bytes'))
      const lent = await store.borrow('clips/a')
      expect(await readFile(lent.path, 'utf8')).toBe('bytes')
      await lent.release()
      expect((await content('clips/a')).toString()).toBe('bytes')
    })

    test.each([
      ['put again', async () => store.put('clips/a', await local(Buffer.alloc(2_000_000, 'n')))],
      ['put again with the same bytes', async () => store.put('clips/a', await local(Buffer.alloc(3_000_000, 'o')))],
      ['removed', () => store.remove('clips/a')],
      [
        'removed and put again',
        async () => {
          await store.remove('clips/a')
          await store.put('clips/a', await local('n'))
        },
      ],
    ])('a file that somebody reads is whole for them although its key is %s', async (_, meanwhile) => {
      const old = Buffer.alloc(3_000_000, 'o')
      await store.put('clips/a', await local(old))
      const lent = await store.borrow('clips/a')
      const blob = await openAsBlob(lent.path)
      const begun = blob.stream().getReader()
      const [first, stream] = [await begun.read(), (await store.read('clips/a')).getReader()]
      const streamed = [await stream.read()]
      await meanwhile()
      // Read to its end, and once more from the beginning: an upload that is tried again does so.
      const rest = [first]
      while (!rest.at(-1)?.done) rest.push(await begun.read())
      while (!streamed.at(-1)?.done) streamed.push(await stream.read())
      for (const chunks of [rest, streamed]) {
        expect(Buffer.concat(chunks.flatMap(({ value }) => (value ? [value] : []))).equals(old)).toBe(true)
      }
      expect(Buffer.from(await blob.arrayBuffer()).equals(old)).toBe(true)
      expect((await readFile(lent.path)).equals(old)).toBe(true)
      await lent.release()
    })

    test('what is removed while it is read is gone for everybody else at once, and after the last reader altogether', async () => {
      await store.put('clips/a', await local('bytes'))
      const [one, other] = [await store.borrow('clips/a'), await store.borrow('clips/a')]
      await store.remove('clips/a')
      await expect(store.borrow('clips/a')).rejects.toMatchObject({ code: 'not_found' })
      await expect(store.size('clips/a')).rejects.toMatchObject({ code: 'not_found' })
      expect(await Array.fromAsync(store.list('clips/'))).toEqual([])
      await one.release()
      expect(await readFile(other.path, 'utf8')).toBe('bytes')
      await other.release()
      await expect(readFile(other.path)).rejects.toMatchObject({ code: 'ENOENT' })
      await other.release()
    })

    test('forgets what is removed, and removing again is no error', async () => {
      await store.put('clips/a', await local('a'))
      await store.put('clips/b', await local('b'))
      await store.remove('clips/a')
      await store.remove('clips/a')
      await expect(store.size('clips/a')).rejects.toMatchObject({ code: 'not_found' })
      expect((await content('clips/b')).toString()).toBe('b')
    })

    test('says not_found for a key that is not there', async () => {
      await store.put('clips/a', await local('a'))
      for (const key of ['gone', 'clips/gone', 'clips', 'clips/a/b']) {
        await expect(store.read(key)).rejects.toMatchObject({ code: 'not_found' })
        await expect(store.size(key)).rejects.toMatchObject({ code: 'not_found' })
        await expect(store.borrow(key)).rejects.toMatchObject({ code: 'not_found' })
      }
    })

    test.each([
      '',
      '.',
      '..',
      '../a',
      'a/../b',
      'a/./b',
      '/a',
      'a/',
      'a//b',
      '.hidden',
      'a/.b',
      'A',
      'a b',
      'ä',
      'a\\b',
      'a\0b',
      'a~',
      'a\n',
    ])('takes %j for no key at all', async (key) => {
      const path = await local('x')
      await expect(store.put(key, path)).rejects.toMatchObject({ code: 'invalid_option' })
      await expect(store.read(key)).rejects.toMatchObject({ code: 'invalid_option' })
      await expect(store.size(key)).rejects.toMatchObject({ code: 'invalid_option' })
      await expect(store.borrow(key)).rejects.toMatchObject({ code: 'invalid_option' })
      await expect(store.remove(key)).rejects.toMatchObject({ code: 'invalid_option' })
    })

    test('a put that fails leaves the older file', async () => {
      await store.put('a', await local('older'))
      await expect(store.put('a', join(folder, 'not there'))).rejects.toMatchObject({ name: 'MoodreelError' })
      expect((await content('a')).toString()).toBe('older')
    })

    test('lists the files of a folder with the time when they were put, and no others', async () => {
      const before = Date.now()
      for (const key of ['drawings/a.png', 'drawings/deep/b.png', 'drawings-2/c.png', 'd.png']) await store.put(key, await local('x'))
      const found = await Array.fromAsync(store.list('drawings/'))
      expect(found.map(({ key }) => key).sort()).toEqual(['drawings/a.png', 'drawings/deep/b.png'])
      // The clock of a store may be coarser than ours.
      for (const { modifiedAt } of found) expect(Math.abs(modifiedAt - before)).toBeLessThan(60_000)
      expect(await Array.fromAsync(store.list('nothing/'))).toEqual([])
    })

    test('goes on listing while files are removed', async () => {
      const keys = Array.from({ length: 8 }, (_, at) => `many/${at}`)
      for (const key of keys) await store.put(key, await local('x'))
      const seen: string[] = []
      for await (const { key } of store.list('many/')) {
        seen.push(key)
        await store.remove(key)
      }
      expect(seen.sort()).toEqual(keys.sort())
      expect(await Array.fromAsync(store.list('many/'))).toEqual([])
    })

    test.each(['', '/', '../', 'a/../', 'A/'])('lists no %j', async (name) => {
      await expect(Array.fromAsync(store.list(name))).rejects.toMatchObject({ code: 'invalid_option' })
    })

    test('has room for a small file', async () => {
      await expect(store.ensureRoom(1)).resolves.toBeUndefined()
    })
  })
}
