import { execFile, spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openMediaFolder } from '../../src/storage/media-folder.ts'
import { mediaStoreContract } from '../contracts/media-store-contract.ts'

let folder: string
let media: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moodreel-media-'))
  media = join(folder, 'deep', 'media')
})
afterEach(() => rm(folder, { recursive: true }))

mediaStoreContract('folder', async () => {
  const path = await mkdtemp(join(tmpdir(), 'moodreel-media-'))
  return { store: await openMediaFolder(path, { reserveBytes: 0 }), close: () => rm(path, { recursive: true }) }
})

const local = async (content: string | Uint8Array): Promise<string> => {
  const path = join(folder, 'local')
  await writeFile(path, content)
  return path
}

test('makes the folder, keeps what is in it, and leaves nothing beside a stored file', async () => {
  await (await openMediaFolder(media)).put('clips/a.mp4', await local('bytes'))
  const again = await openMediaFolder(media)
  expect(await again.size('clips/a.mp4')).toBe(5)
  expect(await readdir(media, { recursive: true })).toEqual(['clips', join('clips', 'a.mp4')])
})

test('lends its own file and no copy, and leaves nothing of it afterwards', async () => {
  const store = await openMediaFolder(media)
  await store.put('clips/a.mp4', await local('bytes'))
  const lent = await store.borrow('clips/a.mp4')
  expect((await stat(lent.path)).ino).toBe((await stat(join(media, 'clips', 'a.mp4'))).ino)
  await lent.release()
  expect(await readdir(media, { recursive: true })).toEqual(['clips', join('clips', 'a.mp4')])
})

test('sweeps what a dead process left behind and nothing else', async () => {
  await mkdir(join(media, 'clips'), { recursive: true })
  const longAgo = new Date(Date.now() - 3_600_000)
  for (const name of ['a.mp4', 'a.mp4.0123456789ab~', 'b.mp4.0123456789ab~']) await writeFile(join(media, 'clips', name), 'x')
  for (const name of ['a.mp4', 'a.mp4.0123456789ab~']) await utimes(join(media, 'clips', name), longAgo, longAgo)
  await openMediaFolder(media)
  // The younger one may be a copy that another process is still making.
  expect((await readdir(join(media, 'clips'))).sort()).toEqual(['a.mp4', 'b.mp4.0123456789ab~'])
})

test('says storage_full when the reserve would be touched', async () => {
  const store = await openMediaFolder(media, { reserveBytes: 0 })
  await expect(store.ensureRoom(Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({ code: 'storage_full' })
  const careful = await openMediaFolder(media, { reserveBytes: Number.MAX_SAFE_INTEGER })
  await expect(careful.ensureRoom(0)).rejects.toMatchObject({ code: 'storage_full' })
})

test('a folder that went away is storage_unavailable, and is not made anew beneath a lost mount', async () => {
  const store = await openMediaFolder(media)
  await store.put('a', await local('x'))
  await rename(media, join(folder, 'unmounted'))
  const path = await local('x')
  const attempts = [store.put('b', path), store.read('a'), store.size('a'), store.borrow('a'), store.remove('a'), store.ensureRoom(1)]
  for (const attempt of await Promise.allSettled(attempts)) {
    expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'storage_unavailable' } })
  }
  expect(await readdir(join(folder, 'deep'))).toEqual([])
})

test('a folder that cannot be is storage_unavailable', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(openMediaFolder(join(folder, 'file', 'media'))).rejects.toMatchObject({ code: 'storage_unavailable' })
})

test('the sentence for a person names no path', async () => {
  await writeFile(join(folder, 'file'), '')
  const fault = await openMediaFolder(join(folder, 'file', 'media')).catch((error: unknown) => error)
  expect(fault).toMatchObject({ userMessage: expect.not.stringContaining(folder) })
})

/** Runs in a process of its own: opens a store, fills it up, and tells what it met. */
const filler = `
const [module, media, small, large] = process.argv.slice(1)
const { openMediaFolder } = await import(module)
const { readdir } = await import('node:fs/promises')
const store = await openMediaFolder(media, { reserveBytes: 0 })
await store.put('clips/a.mp4', small)
const fault = await store.put('clips/a.mp4', large).catch((error) => error)
await store.put('clips/b.mp4', small)
console.log(JSON.stringify({ code: fault.code, kept: await new Response(await store.read('clips/a.mp4')).text(), files: (await readdir(media + '/clips')).sort() }))
`

/**
 * Ways to have no room. A limit on the size of a file is something every process may set for itself; a really full
 * disk needs the right to mount one, in a namespace that ends with the process.
 */
const fullDisks: [string, (media: string) => [string, string[]]][] = [
  ['a limit on the size of a file', () => ['sh', ['-c', 'ulimit -f 512 && exec "$@"', 'sh']]],
]
if (spawnSync('sh', ['-c', 'unshare -rm mount -t tmpfs tmpfs /mnt']).status === 0) {
  const script = 'exec unshare -rm sh -c "$0" "$@"'
  fullDisks.push(['a full disk', (media) => ['sh', ['-c', script, 'mount -t tmpfs -o size=512k tmpfs "$0" && exec "$@"', media]]])
}

test.each(fullDisks)('%s is storage_full, keeps the older file whole and leaves no half one', async (_, limited) => {
  await mkdir(media, { recursive: true })
  const [small, large] = [join(folder, 'small'), join(folder, 'large')]
  await writeFile(small, 'older')
  await writeFile(large, Buffer.alloc(2_000_000, 1))
  const [command, args] = limited(media)
  const module = new URL('../../src/storage/media-folder.ts', import.meta.url).href
  const output = await new Promise<string>((resolve, reject) => {
    const line = [...args, process.execPath, '--input-type=module', '-e', filler, '--', module, media, small, large]
    execFile(command, line, (error, stdout, stderr) => (error ? reject(new Error(stderr, { cause: error })) : resolve(stdout)))
  })
  expect(JSON.parse(output)).toEqual({ code: 'storage_full', kept: 'older', files: ['a.mp4', 'b.mp4'] })
})

test('a put that cannot take its place leaves nothing behind', async () => {
  const store = await openMediaFolder(media)
  await store.put('clips/a', await local('x'))
  await expect(store.put('clips', await local('y'))).rejects.toMatchObject({ code: 'storage_unavailable' })
  expect((await readdir(media, { recursive: true })).sort()).toEqual(['clips', join('clips', 'a')])
})

test('a stored file may come from one that cannot be written', async () => {
  const path = await local('x')
  await chmod(path, 0o400)
  const store = await openMediaFolder(media)
  await store.put('a', path)
  expect(await readFile(join(media, 'a'), 'utf8')).toBe('x')
})
