import { join } from 'node:path'
import { type Kysely, sql } from 'kysely'
import { expect, inject, onTestFinished } from 'vitest'
import { newId } from '../../../src/core/id.ts'
import { readShapes } from '../../../src/storage/moving/shapes.ts'
import { lookAtSqlite, type Side } from '../../../src/storage/moving/sides.ts'
import { openStorage } from '../../../src/storage/open-storage.ts'
import { createFakePlatform } from '../../support/fake-platform.ts'
import { createFakeProvider } from '../../support/fake-provider.ts'
import { layDatabases } from '../../support/lay-databases.ts'
import { buildHouse, fakeModel, type House } from '../../support/open-house.ts'
import { createDatabase } from '../../support/postgres.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { sharedMedia } from '../../support/shared-media.ts'
import { smallClip } from '../../support/small-clip.ts'

/** The address of an empty Postgres database of the test's own: with our tables, which take a while to make, or without. */
export const newServer = (template: 'empty_house' | 'template0' = 'empty_house'): Promise<string> => {
  const server = inject('postgresUrl')
  if (!server) throw new Error('this is tried on Postgres')
  return createDatabase(server, `moved_${newId()}`, template)
}

/** A chat and a provider, which stay while the bot moves, and houses that are opened with them and closed with the test, or before. */
export const openWorld = async () => {
  const { media } = await sharedMedia()
  const [platform, provider] = [createFakePlatform(), createFakeProvider()]
  const parts = { media, platforms: new Map([[platform.name, platform]]), providers: new Map([[provider.name, provider]]) }
  const build = async (folder: string, url?: string): Promise<House> => {
    const storage = await openStorage(folder, url === undefined ? {} : { postgres: { url, log: quietLog, absentMs: 0 } })
    const house = await buildHouse(folder, { storage, models: [fakeModel()], parts })
    let closed: Promise<void> | undefined
    const close = (): Promise<void> => {
      closed ??= house.close()
      return closed
    }
    onTestFinished(close)
    return { ...house, close }
  }
  return {
    platform,
    provider,
    build,

    /** Lets the provider end what it was asked for; every clip is then there once, was asked for once and is paid for once. */
    async expectEnd(house: House, ids: readonly string[]): Promise<void> {
      provider.clip = await smallClip()
      await house.start()
      await house.until(() => house.storage.generations.open()).toEqual([])
      await house.until(house.isIdle).toBe(true)
      for (const id of ids) expect((await house.storage.generations.find(id))?.generation.state).toBe('delivered')
      expect(provider.asked.length).toBe(ids.length)
      const shown = [...platform.messages.values()].flatMap(({ kind, generationIds = [] }) => (kind === 'batch' ? [] : generationIds))
      expect(shown.toSorted()).toEqual([...ids].toSorted())
    },
  }
}

/** A row for every table that has none, also for one that is made tomorrow. */
const furnish = async (side: Side): Promise<void> => {
  for (const { name } of await readShapes(side.db)) {
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(side.db)
    if (rows.length > 0) continue
    const columns = (await sql<{ name: string; type: string }>`select name, type from pragma_table_info(${name})`.execute(side.db)).rows
    const values = columns.map((column) => (/text/i.test(column.type) ? `${column.name} of 조각 \u{1f3ac}` : 3))
    const refs = sql.join(columns.map((column) => sql.ref(column.name)))
    await sql`insert into ${sql.table(name)} (${refs}) values (${sql.join(values)})`.execute(side.db)
  }
}

/** An installation on SQLite, whose bot was stopped while one clip was rendered and one waited; every table has rows. Gives the ids of the two. */
export const leaveHouse = async (world: Awaited<ReturnType<typeof openWorld>>): Promise<{ folder: string; ids: string[] }> => {
  const { folder } = await sharedMedia()
  await layDatabases(folder)
  const house = await world.build(folder)
  await house.start()
  const ids = [await house.ask('a boat'), await house.ask('a barn')]
  await house.until(() => world.provider.asked.length).toBe(1)
  await house.clip()
  await house.say('template', 'save rain --prompt rain')
  await house.storage.inbox.keep('discord', 'asked last', { words: 'a fox' })
  await house.close()
  const side = lookAtSqlite(folder)
  await furnish(side)
  // Numbers go on after the last one, also where its row is gone.
  await sql`update sqlite_sequence set seq = 77 where name = 'notices'`.execute(side.db)
  await side.close()
  return { folder, ids }
}

/** Everything that an installation knows, but the runs of its engine. */
export const contentsOf = async (side: Side): Promise<Record<string, unknown[]>> => {
  const names = side.kind === 'sqlite' ? [...(await readShapes(side.db)).map(({ name }) => name), 'inbox'] : await tablesOn(side.db)
  const contents: Record<string, unknown[]> = {}
  for (const name of names) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(side.dbOf(name))
    contents[name] = rows
      .map(({ run_id: _, owner: __, absent_since: ___, ...row }) => JSON.stringify(Object.entries(row).toSorted()))
      .toSorted()
  }
  return contents
}

const tablesOn = async <Tables>(db: Kysely<Tables>): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = 'public'
      and table_name not like 'kysely_%' and table_name <> 'moves'`.execute(db)
  return rows.map(({ name }) => name)
}

/** Looks at an installation while nobody else is there. */
export const lookingAt = (side: Side): Side => {
  onTestFinished(() => side.close())
  return side
}

export const domainOf = (folder: string): string => join(folder, 'moodreel.sqlite')
