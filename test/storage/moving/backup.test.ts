import { copyFile, readdir, readFile, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openMediaFolder } from '../../../src/storage/media-folder.ts'
import { takeBackup } from '../../../src/storage/moving/backup.ts'
import { restoreBackup } from '../../../src/storage/moving/restore.ts'
import { lookAtPostgres, lookAtSqlite } from '../../../src/storage/moving/sides.ts'
import { openStorage } from '../../../src/storage/open-storage.ts'
import { layDatabases } from '../../support/lay-databases.ts'
import { runProgram } from '../../support/program.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { refusal } from '../../support/refusal.ts'
import { sharedMedia } from '../../support/shared-media.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { contentsOf, leaveHouse, lookingAt, newServer, openWorld } from './furnished-house.ts'

const restoring = (folder: string, dataDir: string, url?: string) => ({
  ...{ folder, dataDir, bucket: null, cancelWaiting: false },
  postgres: url === undefined ? null : { url, log: quietLog },
})

describe('a backup', () => {
  test('is taken beside a bot at work, and a bot that it was restored for ends the clips', async () => {
    const world = await openWorld()
    const { folder, ids } = await leaveHouse(world)
    const house = await world.build(folder)
    await house.start()
    const clip = join(await temporaryFolder(), 'clip.mp4')
    await writeFile(clip, 'moving pictures')
    await house.storage.mediaStore.put('clips/old.mp4', clip)
    const backup = await temporaryFolder()

    await takeBackup({ dataDir: folder, postgres: null }, backup)

    await house.close()
    const { folder: restored } = await sharedMedia()
    const { files } = await restoreBackup(restoring(backup, restored))
    expect(files).toBe(1)
    expect(await contentsOf(lookingAt(lookAtSqlite(restored)))).toEqual(await contentsOf(lookingAt(lookAtSqlite(folder))))
    const other = await world.build(restored)
    expect(await other.keeps('clips/old.mp4')).toBe(true)
    expect(await other.storage.inbox.unfinished('discord')).toMatchObject([{ id: 'asked last' }])
    await world.expectEnd(other, ids)
  })

  test('of Postgres is one of a moment, and goes into SQLite or into another Postgres', async () => {
    const world = await openWorld()
    const { folder } = await leaveHouse(world)
    const first = await temporaryFolder()
    await takeBackup({ dataDir: folder, postgres: null }, first)
    const before = await contentsOf(lookingAt(lookAtSqlite(folder)))
    const [url, otherUrl] = [await newServer(), await newServer()]
    const { folder: shared } = await sharedMedia()

    await restoreBackup(restoring(first, shared, url))

    expect(await contentsOf(lookingAt(await lookAtPostgres(url, quietLog)))).toEqual(before)
    const house = await world.build(shared, url)
    expect(await refusal(async () => restoreBackup(restoring(first, await temporaryFolder(), url)))).toEqual([
      'data_folder_in_use',
      expect.stringContaining('stop all of its processes'),
    ])
    const second = await temporaryFolder()
    await takeBackup({ dataDir: shared, postgres: { url, log: quietLog } }, second)
    await house.close()
    for (const target of [undefined, otherUrl]) {
      const dataDir = await temporaryFolder()
      await restoreBackup(restoring(second, dataDir, target))
      const side = lookingAt(target ? await lookAtPostgres(target, quietLog) : lookAtSqlite(dataDir))
      expect(await contentsOf(side)).toEqual(await contentsOf(lookingAt(await lookAtPostgres(url, quietLog))))
    }
  })

  test('cut short in the middle of its restore is restored by the next try, and no bot starts before', async () => {
    const world = await openWorld()
    const { folder } = await leaveHouse(world)
    const store = await openMediaFolder(join(folder, 'media'))
    const file = join(await temporaryFolder(), 'file')
    await writeFile(file, 'a clip')
    await store.put('clips/one.mp4', file)
    const backup = await temporaryFolder()
    await takeBackup({ dataDir: folder, postgres: null }, backup)
    const [dataDir, bucket] = [await temporaryFolder(), await openMediaFolder(await temporaryFolder())]
    const fails = { ...bucket, put: () => Promise.reject(new Error('cut short')) }
    await expect(restoreBackup({ ...restoring(backup, dataDir), bucket: fails })).rejects.toThrow('cut short')
    expect(await refusal(() => openStorage(dataDir))).toEqual(['bad_config', expect.stringContaining('only half filled')])

    const { canceled } = await restoreBackup({ ...restoring(backup, dataDir), bucket, cancelWaiting: true })

    // The one that was rendered is not stopped: it is paid for.
    expect(canceled).toBe(1)
    expect(await bucket.size('clips/one.mp4')).toBe('a clip'.length)
    const storage = await openStorage(dataDir)
    onTestFinished(() => storage[Symbol.asyncDispose]())
    const open = await Promise.all((await storage.generations.open()).map(({ id }) => storage.generations.find(id)))
    expect(open.map((record) => [record?.generation.state, record?.generation.cancelRequestedAt !== null])).toEqual([
      ['rendering', false],
      ['queued', true],
    ])
  })

  test('that is taken again copies what is new and forgets what is gone; one that fails leaves the one before', async () => {
    const folder = await temporaryFolder()
    await layDatabases(folder)
    const storage = await openStorage(folder)
    onTestFinished(() => storage[Symbol.asyncDispose]())
    const file = join(await temporaryFolder(), 'file')
    const put = async (key: string, words: string): Promise<void> => {
      await writeFile(file, words)
      await storage.mediaStore.put(key, file)
    }
    await put('clips/stays.mp4', 'stays')
    await put('clips/goes.mp4', 'goes')
    await put('clips/changes.mp4', 'before')
    const backup = await temporaryFolder()
    const take = () => takeBackup({ dataDir: folder, postgres: null }, backup)
    await take()
    // A disk of its own knows no second names.
    const stays = join(backup, 'media/clips/stays.mp4')
    const { mtime } = await stat(stays)
    await rm(stays)
    await writeFile(stays, 'kept!')
    await utimes(stays, mtime, mtime)
    await storage.mediaStore.remove('clips/goes.mp4')
    await put('clips/changes.mp4', 'later!')
    await utimes(join(folder, 'media/clips/changes.mp4'), new Date(), new Date(Date.now() + 5_000))
    await put('clips/comes.mp4', 'comes')

    await take()

    expect((await readdir(join(backup, 'media/clips'))).toSorted()).toEqual(['changes.mp4', 'comes.mp4', 'stays.mp4'])
    expect(await readFile(stays, 'utf8')).toBe('kept!')
    expect(await readFile(join(backup, 'media/clips/changes.mp4'), 'utf8')).toBe('later!')
    const names = (await readdir(backup)).toSorted()
    expect(names.filter((name) => name.endsWith('-moodreel.sqlite'))).toHaveLength(1)

    await rm(join(folder, 'moodreel.sqlite'))
    expect(await refusal(take)).toEqual(['bad_config', expect.stringContaining('no installation in the data folder')])
    expect((await readdir(backup)).toSorted()).toEqual(names)
    await restoreBackup(restoring(backup, await temporaryFolder()))
  })

  test('that is damaged, or whose place is not empty, is not restored', async () => {
    const folder = await temporaryFolder()
    await layDatabases(folder)
    const storage = await openStorage(folder)
    const file = join(await temporaryFolder(), 'file')
    await writeFile(file, 'a clip')
    await storage.mediaStore.put('clips/one.mp4', file)
    await storage.settings.set('a', 'setting')
    await storage[Symbol.asyncDispose]()
    const backup = await temporaryFolder()
    const { database } = await takeBackup({ dataDir: folder, postgres: null }, backup)
    const restore = async (dataDir?: string) => restoreBackup(restoring(backup, dataDir ?? (await temporaryFolder())))

    expect(await refusal(() => restore(folder))).toEqual(['bad_config', expect.stringContaining('is not empty')])
    const elsewhere = await temporaryFolder()
    expect(await refusal(async () => restoreBackup(restoring(elsewhere, await temporaryFolder())))).toEqual([
      'bad_config',
      expect.stringContaining('There is no backup in'),
    ])
    expect(await refusal(() => takeBackup({ dataDir: folder, postgres: null }, join(folder, 'backup')))).toEqual([
      'bad_config',
      expect.stringContaining('would be lost with it'),
    ])
    const damage = ['bad_config', expect.stringContaining('is damaged')]
    for (const name of [database.name, 'media/clips/one.mp4', 'backup.json']) {
      const path = join(backup, name)
      // By a second name it is the clip itself.
      await rename(path, `${path}.whole`)
      await copyFile(`${path}.whole`, path)
      await truncate(path, Math.floor((await stat(path)).size / 2))
      expect(await refusal(() => restore()), name).toEqual(damage)
      await copyFile(`${path}.whole`, path)
    }
  })

  test('is taken and restored by two commands', async () => {
    const [dataDir, restored, backup] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()]
    await layDatabases(dataDir)
    const taken = await runProgram({ dataDir, args: ['backup', backup] })
    expect(taken).toMatchObject({ code: 0, errors: '', output: expect.stringContaining(`The backup in ${backup} is whole`) })
    const back = await runProgram({ dataDir: restored, args: ['restore', backup] })
    expect(back).toMatchObject({ code: 0, errors: '', output: expect.stringContaining(`is in the data folder ${restored}`) })
    const again = await runProgram({ dataDir: backup, args: ['backup', restored] })
    expect(again).toMatchObject({ code: 1, output: '', errors: expect.stringContaining('There is no installation in the data folder') })
  })
})
