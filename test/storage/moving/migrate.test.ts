import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Migration, migrate, undoMigration } from '../../../src/storage/moving/migrate.ts'
import { previewMigration } from '../../../src/storage/moving/preview.ts'
import { lookAtPostgres, lookAtSqlite } from '../../../src/storage/moving/sides.ts'
import { openStorage } from '../../../src/storage/open-storage.ts'
import { layDatabases } from '../../support/lay-databases.ts'
import { runProgram, spawnProgram } from '../../support/program.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { refusal } from '../../support/refusal.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { contentsOf, domainOf, leaveHouse, lookingAt, newServer, openWorld } from './furnished-house.ts'

const moving = (to: Migration['to'], dataDir: string, url: string): Migration => ({
  ...{ to, dataDir, url, log: quietLog },
  tell: () => undefined,
  andThen: async () => undefined,
})

describe('an installation that moves to Postgres', () => {
  test('is the same there, ends what was on its way once, and may move back', async () => {
    const world = await openWorld()
    const { folder, ids } = await leaveHouse(world)
    const before = await contentsOf(lookingAt(lookAtSqlite(folder)))
    for (const [table, rows] of Object.entries(before)) expect(rows, table).not.toEqual([])
    const url = await newServer('template0')

    const counts = await migrate(moving('postgres', folder, url))

    const server = lookingAt(await lookAtPostgres(url, quietLog))
    expect(await contentsOf(server)).toEqual(before)
    expect(counts?.map(({ table, rows }) => [table, rows]).toSorted()).toEqual(
      Object.entries(before)
        .map(([table, rows]) => [table, rows.length])
        .toSorted(),
    )
    const credits = before['ledger']?.map((row) => Number(/"credits",(-?\d+)/.exec(String(row))?.[1]))
    expect(counts?.find(({ table }) => table === 'ledger')?.sums).toEqual({ credits: credits?.reduce((sum, entry) => sum + entry, 0) })
    expect(await refusal(() => openStorage(folder))).toEqual(['bad_config', expect.stringContaining('has moved to Postgres')])
    expect(await migrate(moving('postgres', folder, url))).toBeNull()
    expect(await refusal(async () => migrate(moving('postgres', folder, await newServer())))).toEqual([
      'bad_config',
      expect.stringContaining('to another place'),
    ])

    const house = await world.build(folder, url)
    expect(await house.storage.inbox.unfinished('discord')).toMatchObject([{ id: 'asked last', payload: { words: 'a fox' } }])
    await world.expectEnd(house, ids)
    const { numInsertedOrUpdatedRows } = await server.db
      .insertInto('notices')
      .values({ key: 'next', workspace: 'discord:1', line: 'log', channel: null, is_news: 1, post_json: '{}', created_at: 1 })
      .executeTakeFirstOrThrow()
    expect(numInsertedOrUpdatedRows).toBe(1n)
    expect(await server.db.selectFrom('notices').select('sequence').where('key', '=', 'next').executeTakeFirst()).toEqual({ sequence: 78 })
    expect(await refusal(() => migrate(moving('sqlite', folder, url)))).toEqual(['data_folder_in_use', expect.stringContaining('stop all')])
    await house.close()

    expect(await refusal(() => migrate(moving('sqlite', folder, url)))).toEqual(['bad_config', expect.stringContaining('data of its own')])
    const back = await temporaryFolder()
    const after = await contentsOf(server)
    await migrate(moving('sqlite', back, url))
    expect(await contentsOf(lookingAt(lookAtSqlite(back)))).toEqual(after)
    expect(await refusal(() => openStorage(folder, { postgres: { url, log: quietLog } }))).toEqual([
      'bad_config',
      expect.stringContaining('has moved to the data folder'),
    ])
  })

  test('killed anywhere on the way it goes on, and nothing is there twice', async () => {
    const world = await openWorld()
    const { folder, ids } = await leaveHouse(world)
    const before = await contentsOf(lookingAt(lookAtSqlite(folder)))
    const url = await newServer()
    const program = { dataDir: folder, args: ['migrate', '--to', 'postgres'], env: { DATABASE_URL: url } }
    const client = new pg.Client(url)
    await client.connect()
    onTestFinished(() => client.end())
    for (const table of ['batches', 'ledger', 'web_messages']) {
      await client.query('begin')
      await client.query(`lock table ${table} in share mode`)
      const child = spawnProgram(program)
      const waits = () => client.query('select 1 from pg_locks where relation = $1::regclass and not granted', [table])
      await expect.poll(async () => (await waits()).rowCount, { timeout: 30_000 }).toBe(1)
      child.kill('SIGKILL')
      await once(child, 'close')
      await client.query('rollback')
      expect(await refusal(() => openStorage(folder, { postgres: { url, log: quietLog } }))).toEqual([
        'bad_config',
        expect.stringContaining('only half filled'),
      ])
    }

    const { code, output, errors } = await runProgram(program)

    expect([code, errors]).toEqual([0, ''])
    expect(output).toMatch(/^ledger +\d+ {2}credits \d/m)
    expect(output).toContain('Moved to the Postgres database')
    expect(output).not.toContain('test@')
    expect(await contentsOf(lookingAt(await lookAtPostgres(url, quietLog)))).toEqual(before)
    const house = await world.build(folder, url)
    await world.expectEnd(house, ids)
  })

  test('whose bot was started at the old place meanwhile is moved as it is then', async () => {
    const world = await openWorld()
    const { folder } = await leaveHouse(world)
    const url = await newServer()
    const cutShort = { ...moving('postgres', folder, url), andThen: () => Promise.reject(new Error('cut short')) }
    await expect(migrate(cutShort)).rejects.toThrow('cut short')
    const house = await world.build(folder)
    await house.ask('a third')
    await house.close()

    await migrate(moving('postgres', folder, url))

    expect(await contentsOf(lookingAt(await lookAtPostgres(url, quietLog)))).toEqual(await contentsOf(lookingAt(lookAtSqlite(folder))))
  })

  test('can stay after all', async () => {
    const world = await openWorld()
    const { folder } = await leaveHouse(world)
    const url = await newServer()
    await migrate(moving('postgres', folder, url))
    expect(await undoMigration(moving('postgres', folder, url))).toBe(true)
    const storage = await openStorage(folder)
    await storage[Symbol.asyncDispose]()
  })

  test('a dry run beside a bot changes nothing', async () => {
    const world = await openWorld()
    const { folder } = await leaveHouse(world)
    const url = await newServer('template0')
    const hash = async () =>
      createHash('sha256')
        .update(await readFile(domainOf(folder)))
        .digest('hex')
    const before = await hash()
    const storage = await openStorage(folder)
    const { rows, isFree } = await previewMigration(moving('postgres', folder, url))
    await storage[Symbol.asyncDispose]()
    expect([rows['generations'], rows['inbox'], isFree]).toEqual([3, 1, true])
    expect(await hash()).toBe(before)
    expect(await contentsOf(lookingAt(await lookAtPostgres(url, quietLog)))).toEqual({})
  })
})

test.each([
  [{}, 'Set DATABASE_URL to the address of the Postgres database first.'],
  [
    { DATABASE_URL: 'postgres://me:hidden-password@127.0.0.1:1/clips' },
    'The Postgres server of DATABASE_URL cannot be reached or refuses this user; start it, or correct the address, the user or the password.',
  ],
])('what cannot be is said in a sentence, without a password: %j', async (env, sentence) => {
  const folder = await temporaryFolder()
  await layDatabases(folder)
  const { code, output, errors } = await runProgram({ dataDir: folder, args: ['migrate', '--to', 'postgres'], env })
  expect([code, output, errors]).toEqual([1, '', `${sentence}\n`])
})
