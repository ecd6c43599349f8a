import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { newId } from '../../src/core/id.ts'
import { type Home, openPostgresHome } from '../../src/storage/homes.ts'
import { createPostgresInbox, openInbox } from '../../src/storage/postgres/inbox.ts'
import { whileAway } from '../../src/storage/postgres/while-away.ts'
import { openHomes } from '../support/homes.ts'
import { createDatabase } from '../support/postgres.ts'
import { quietLog } from '../support/quiet-log.ts'
import { recordedLog } from '../support/recorded-log.ts'
import { refusal } from '../support/refusal.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Ends the connection that holds a lock, as a server does that is started again. */
const cutHolder = async ({ db }: Home): Promise<void> => {
  await sql`select pg_terminate_backend(pid) from (select distinct pid from pg_locks
    where locktype = 'advisory' and pid <> pg_backend_pid()
      and database = (select oid from pg_database where datname = current_database())) as holders`.execute(db)
}

const serverUrl = (): string => {
  const url = inject('postgresUrl')
  if (!url) throw new Error('only Postgres is shared by processes')
  return url
}

describe('processes on one Postgres', () => {
  test('do the work of one key one after the other, and of others side by side', async () => {
    const open = await openHomes()
    const locks = [await open(), await open()].map((home) => home.locks.keyed('rounds'))
    let inside = 0
    let most = 0
    const work = async (): Promise<void> => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setImmediate(resolve))
      inside -= 1
    }
    await Promise.all(Array.from({ length: 40 }, (_, index) => locks[index % 2]?.('one', work)))
    expect(most).toBe(1)

    const { promise: met, resolve: meet } = Promise.withResolvers<void>()
    await Promise.all([locks[0]?.('one', () => met), locks[1]?.('other', async () => meet())])
  })

  test('have a name one at a time, and the next one gets it when the first is gone, or its connection', async () => {
    const open = await openHomes()
    const [one, other] = [await open(), await open()]
    const held = await one.locks.hold('keeper')
    expect(held).not.toBeNull()
    expect(await one.locks.hold('keeper')).toBeNull()
    expect(await other.locks.hold('keeper')).toBeNull()
    expect(await other.locks.isHeld('keeper')).toBe(true)

    await held?.release()
    expect(await other.locks.isHeld('keeper')).toBe(false)
    const second = await one.locks.hold('keeper')
    await cutHolder(other)
    await expect.poll(() => second?.lost.aborted).toBe(true)
    await expect.poll(() => other.locks.hold('keeper').catch(() => null)).not.toBeNull()
    // What was lost cannot be given back: it is another's.
    await second?.release()
    expect(await one.locks.isHeld('keeper')).toBe(true)
    await other.close()
    await expect.poll(() => one.locks.hold('keeper')).not.toBeNull()
  })

  test('tell each other what happened, also after the server was away', async () => {
    const open = await openHomes()
    const [one, other] = [await open(), await open()]
    const heard: string[] = []
    for (const { pubSub } of [one, other]) pubSub.subscribe('clips', (text) => heard.push(text))
    one.pubSub.publish('clips', 'a b')
    one.pubSub.publish('nothing', 'c')
    await expect.poll(() => heard).toEqual(['a b', 'a b'])
    await cutHolder(one)
    // Each is told that something may have been missed.
    await expect.poll(() => heard).toEqual(['a b', 'a b', '', ''])
    other.pubSub.publish('clips', 'd')
    await expect.poll(() => heard.slice(4)).toEqual(['d', 'd'])
  })

  test('take each thing that was said once, and what a process left that is gone', async () => {
    const open = await openHomes()
    const [one, other] = [await open(), await open()]
    const thread = openInbox(one.inbox.elsewhere.at)
    onTestFinished(() => thread.close())
    const kept = await Promise.all([
      thread.keep('discord', '1', { said: 'one' }),
      one.inbox.keep('discord', '1', { said: 'one' }),
      other.inbox.keep('discord', '1', { said: 'one' }),
    ])
    expect(kept.filter(Boolean)).toHaveLength(1)
    await thread.keep('discord', '2', { said: 'two' })
    await thread.acknowledged('discord', '2')
    await thread.keep('discord', '3', { said: 'three' })
    await one.inbox.finish('discord', '1')
    await one.inbox.finish('discord', '3')
    expect(await other.inbox.unfinished('discord')).toEqual([])

    await one.close()
    const third = await open()
    const taken = await Promise.all([other.inbox.unfinished('discord'), third.inbox.unfinished('discord')])
    expect(taken.flat()).toMatchObject([{ id: '2', payload: { said: 'two' }, acknowledged: true }])
    expect(await third.inbox.keep('discord', '3', { said: 'again' })).toBe(false)
  })

  test('go on with what a killed one left although nobody lives for as long as that has to be away', async () => {
    const absentMs = 300
    const open = await openHomes(absentMs)
    const first = await open()
    await first.inbox.keep('discord', '1', { said: 'one' })
    await first.close()
    const taken: unknown[] = []
    const until = performance.now() + 20 * absentMs
    // Each lives for one look.
    while (taken.length === 0 && performance.now() < until) {
      const next = await open()
      taken.push(...(await next.inbox.unfinished('discord')))
      await next.close()
    }
    expect(taken).toMatchObject([{ id: '1' }])
  })

  test('leave alone what one has whose connection was only cut, and count anew when it is cut again', async () => {
    const url = await createDatabase(serverUrl(), `cut_${newId()}`, 'empty_house')
    let isHere = true
    const inboxOf = (owner: string) => createPostgresInbox({ url, owner, locks: { isHeld: async () => isHere }, absentMs: 400 })
    const [one, other] = [inboxOf('one'), inboxOf('other')]
    onTestFinished(async () => void (await Promise.all([one.close(), other.close()])))
    await one.keep('discord', '1', { said: 'one' })
    const look = async (here: boolean) => {
      isHere = here
      return other.unfinished('discord')
    }
    // Away and back at each look: never away for long.
    const until = performance.now() + 900
    while (performance.now() < until) expect([...(await look(false)), ...(await look(true))]).toEqual([])
    expect(await look(false)).toEqual([])
    await expect.poll(() => look(false)).toMatchObject([{ id: '1' }])
  })

  test('keep what they have taken of one that is gone, whatever becomes of the next', async () => {
    const url = await createDatabase(serverUrl(), `taken_${newId()}`, 'empty_house')
    let isDown = false
    const isHeld = async (name: string) => {
      if (isDown && !name.includes('one')) throw new Error('the database is away')
      return false
    }
    const inboxOf = (owner: string) => createPostgresInbox({ url, owner, locks: { isHeld }, absentMs: 0 })
    const [one, two, other] = [inboxOf('one'), inboxOf('two'), inboxOf('other')]
    onTestFinished(async () => void (await Promise.all([one.close(), two.close(), other.close()])))
    await one.keep('discord', '1', { said: 'one' })
    await two.keep('discord', '2', { said: 'two' })
    isDown = true
    const taken = await other.unfinished('discord')
    isDown = false
    const rest = await other.unfinished('discord')
    expect([taken, rest]).toMatchObject([[{ id: '1' }], [{ id: '2' }]])
  })

  test('work side by side in one data folder, each in a work folder of its own', async () => {
    const open = await openHomes()
    const [one, other] = [await open(), await open()]
    expect(one.folder.workPath).not.toBe(other.folder.workPath)
  })

  test('a text is ordered as in SQLite, whatever language the server speaks', async () => {
    const { db } = await (await openHomes())()
    const columns = await sql<{ name: string }>`select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and data_type = 'text' and collation_name is distinct from 'C' and table_name not like 'kysely%'`.execute(
      db,
    )
    expect(columns.rows).toEqual([])
  })

  test('share their schema with what is not theirs, such as the view of an extension', async () => {
    const server = serverUrl()
    const url = await createDatabase(server, `crowded_${newId()}`)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    onTestFinished(() => client.end())
    await client.query('create table theirs (words text); create view pg_stat_statements as select words from theirs')
    const home = await openPostgresHome(await temporaryFolder(), { url, log: quietLog })
    await home.close()
    const ordered = "select table_name from information_schema.columns where collation_name = 'C' and table_schema = 'public'"
    const names = new Set((await client.query<{ table_name: string }>(ordered)).rows.map((row) => row.table_name))
    expect(names).not.toContain('theirs')
    expect(names).toContain('generations')
  })
})

describe('a server at a start', () => {
  const nobody = 'postgres://moodreel@127.0.0.1:9/moodreel'
  const opening = (...urls: string[]) => {
    const { log, lines } = recordedLog()
    const open = async () => openPostgresHome(await temporaryFolder(), { url: urls.shift() ?? nobody, log })
    return { open, log, waits: () => lines.filter(({ message }) => message.startsWith('the database cannot be used yet')).length }
  }

  test('is waited for while it is away, and the log says so', async () => {
    const url = await createDatabase(serverUrl(), `late_${newId()}`, 'empty_house')
    const { open, log, waits } = opening(nobody, nobody, url)
    const home = await whileAway(open, { log })
    onTestFinished(() => home.close())
    expect(home.isShared).toBe(true)
    expect(waits()).toBe(2)
  })

  test('is given up in the end, with the sentence of the last try', async () => {
    const { open, log, waits } = opening()
    const [code, sentence] = await refusal(() => whileAway(open, { log, patienceMs: 400 }))
    expect([code, sentence]).toEqual([
      'storage_unavailable',
      expect.stringMatching(/^The Postgres server of DATABASE_URL cannot be reached/),
    ])
    expect(waits()).toBeGreaterThan(0)
  })

  test('is not waited for where the database is not there', async () => {
    const { open, log, waits } = opening(Object.assign(new URL(serverUrl()), { pathname: '/nowhere' }).href)
    const [code] = await refusal(() => whileAway(open, { log }))
    expect([code, waits()]).toEqual(['storage_unavailable', 0])
  })
})
