import { join } from 'node:path'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, onTestFinished, test } from 'vitest'
import { createLedger } from '../../src/storage/ledger.ts'
import { createMembers } from '../../src/storage/members.ts'
import { migrations } from '../../src/storage/migrations.ts'
import type { Schema } from '../../src/storage/schema.ts'
import { createSettings } from '../../src/storage/settings.ts'
import { openSqlite } from '../../src/storage/sqlite.ts'
import { admission, noon, periodsAt, tier } from '../support/admission.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Whose rows an older version kept under which id. */
const people = [
  { platform: 'discord', workspace: '100200300400500600', member: 'ann' },
  { platform: 'discord', workspace: 'direct', member: 'ann' },
  { platform: 'discord', workspace: 'direct', member: 'bob' },
  { platform: 'web', workspace: 'local', member: 'local' },
  { platform: 'console', workspace: 'local', member: 'console' },
]

const openOld = async () => {
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: openSqlite(join(await temporaryFolder(), 'test.sqlite')) }) })
  onTestFinished(() => db.destroy())
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  await migrator.migrateTo('006-obstacles-and-days')
  return { db, toNow: async () => expect(await migrator.migrateToLatest()).not.toHaveProperty('error') }
}

/** A clip that is on its way, as the older version wrote it. */
const write = async (db: Kysely<Schema>, { platform, workspace, member }: (typeof people)[number], at: number) => {
  const id = `${platform}-${workspace}-${member}`
  const thread = JSON.stringify({ platform, workspace, channel: '5' })
  const scopes = [`member:${workspace}:${member}`, `tier:${workspace}:default`, `workspace:${workspace}`]
  const counted = JSON.stringify(scopes.map((scope) => ({ scope, period: '2026-11' })))
  await sql`insert into batches (id, invocation_key, platform, workspace, member_id, member_name, command, origin_json, thread_json, created_at)
    values (${id}, ${id}, ${platform}, ${workspace}, ${member}, '', 't2v', '{}', ${thread}, ${at})`.execute(db)
  await sql`insert into generations (id, batch_id, take, workspace, member_id, mode, model, provider, request_json, warnings_json, state,
    state_at, held_credits, slot, counted_json, day, created_at)
    values (${id}, ${id}, 0, ${workspace}, ${member}, 't2v', 'plain', 'fake', '{}', '[]', 'queued', ${at}, 10, 'none', ${counted}, '2026-11-21', ${at})`.execute(
    db,
  )
  await sql`insert into ledger (id, kind, workspace, member_id, period, generation_id, credits, note, created_at)
    values (${id}, 'hold', ${workspace}, ${member}, '2026-11', ${id}, -10, '', ${at})`.execute(db)
  await sql`insert into members (workspace, member_id, name, seen_at) values (${workspace}, ${member}, ${member}, ${at})`.execute(db)
  await sql`insert into audit (id, at, workspace, actor_id, actor_name, action, target, detail_json)
    values (${id}, ${at}, ${workspace}, ${member}, '', 'consent', ${member}, '{}')`.execute(db)
  for (const scope of scopes) {
    await sql`insert into totals (scope, period, spent, clips) values (${scope}, '2026-11', 10, 1)
      on conflict (scope, period) do update set spent = totals.spent + 10, clips = totals.clips + 1`.execute(db)
  }
}

test('rows of an older version go to their platform and their person, with what was spent', async () => {
  const { db, toNow } = await openOld()
  for (const [index, person] of people.entries()) await write(db, person, noon + index)
  await toNow()

  const keys = ['discord:100200300400500600', 'discord:direct:ann', 'discord:direct:bob', 'web:local', 'console:local']
  const clips = await db.selectFrom('generations').select(['workspace', 'member_id']).orderBy('created_at').execute()
  expect(clips.map(({ workspace }) => workspace)).toEqual(keys)
  const holds = await db.selectFrom('ledger').select('workspace').orderBy('created_at').execute()
  expect(holds.map(({ workspace }) => workspace)).toEqual(keys)
  const batches = await db.selectFrom('batches').select(['workspace', 'thread_json']).orderBy('created_at').execute()
  expect(batches.map(({ workspace }) => workspace)).toEqual(['100200300400500600', 'direct:ann', 'direct:bob', 'local', 'local'])
  for (const { workspace, thread_json } of batches) expect(JSON.parse(thread_json ?? '')).toMatchObject({ workspace })

  const ledger = createLedger(db)
  for (const [index, { platform, member: memberId }] of people.entries()) {
    const workspace = batches[index]?.workspace ?? ''
    expect(await ledger.quota({ platform, workspace, memberId }, tier, periodsAt(noon), noon)).toMatchObject({
      creditsLeft: 90,
      inFlight: { clips: 1, stills: 0 },
    })
  }
  const spent = (platform: string, workspace: string) => ledger.workspaceSpent({ platform, workspace }, periodsAt(noon))
  expect([
    await spent('discord', '100200300400500600'),
    await spent('discord', 'direct:ann'),
    await spent('discord', 'direct:bob'),
  ]).toEqual([10, 10, 10])
  // Two platforms of one id: neither gains by the change.
  expect([await spent('web', 'local'), await spent('console', 'local')]).toEqual([20, 20])

  // What was on its way ends where it is counted now.
  await ledger.close('discord-direct-ann', { state: 'failed', costCredits: 0, failure: null, now: noon })
  await ledger.close('discord-100200300400500600-ann', { state: 'failed', costCredits: 0, failure: null, now: noon })
  expect([
    await spent('discord', '100200300400500600'),
    await spent('discord', 'direct:ann'),
    await spent('discord', 'direct:bob'),
  ]).toEqual([0, 0, 10])
  expect((await sql`select scope from totals where scope like '%:local%' or scope like '%direct'`.execute(db)).rows).not.toContainEqual({
    scope: 'workspace:local',
  })
})

test('a block of somebody who never made a clip stays, and so do preferences and templates of direct messages, each with its person', async () => {
  const { db, toNow } = await openOld()
  const block = JSON.stringify({ reason: 'spam', by: 'mod', at: noon, until: null })
  for (const workspace of ['100200300400500600', 'T0TEAM', 'local']) {
    await sql`insert into members (workspace, member_id, name, seen_at, block_json) values (${workspace}, 'eve', '', ${noon}, ${block})`.execute(
      db,
    )
  }
  const settings = createSettings(db, 'settings')
  await settings.set('preferences:discord:direct:ann', { model: 'plain' })
  const saved = (name: string, ownerId: string) => ({ name, ownerId })
  await settings.set('templates:discord:direct', [saved('a', 'ann'), saved('b', 'bob'), saved('c', 'ann')])
  await toNow()

  for (const [platform, workspace] of [
    ['discord', '100200300400500600'],
    ['slack', 'T0TEAM'],
    ['web', 'local'],
  ] as const) {
    expect((await createMembers(db).find({ platform, workspace, memberId: 'eve' })).block).toMatchObject({ reason: 'spam' })
  }
  expect(await settings.get('preferences:discord:direct:ann:ann')).toEqual({ model: 'plain' })
  expect(await settings.get('templates:discord:direct')).toBeUndefined()
  expect(await settings.get('templates:discord:direct:ann')).toEqual([saved('a', 'ann'), saved('c', 'ann')])
  expect(await settings.get('templates:discord:direct:bob')).toEqual([saved('b', 'bob')])
})

test('two platforms that use one id share nothing', async () => {
  const { db, toNow } = await openOld()
  await toNow()
  const ledger = createLedger(db)
  const asked = admission({ credits: 100 })
  await ledger.admit(asked)
  const other = { ...admission({ credits: 100 }), invocationKey: 'slack:1' }
  expect(await ledger.admit({ ...other, batch: { ...other.batch, platform: 'slack' } })).toMatchObject({
    kind: 'admitted',
    workspaceSpent: 100,
  })
  expect(await ledger.admit(admission({ credits: 1 }))).toMatchObject({ kind: 'refused', limit: 'credits' })
})
