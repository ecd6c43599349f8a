import { type Kysely, sql, type Transaction } from 'kysely'

type Db = Kysely<unknown> | Transaction<unknown>

/** The tables whose rows knew their workspace by its id alone. */
const tables = ['members', 'ledger', 'audit'] as const

/** Where nothing was ever made, the form of an id tells whose it is: Discord's are numbers, those of Slack begin with a letter. */
const platformOf = (workspace: string): string => (/^\d+$/.test(workspace) ? 'discord' : workspace === 'local' ? 'web' : 'slack')

const startsWith = (column: string, prefix: string) => sql`substr(${sql.ref(column)}, 1, ${sql.lit(prefix.length)}) = ${prefix}`

/** The totals of a scope `<prefix>…` are those of `<to>…` from now on. */
const renameTotals = (db: Db, prefix: string, to: string) =>
  sql`update totals set scope = ${to} || substr(scope, ${sql.lit(prefix.length + 1)}) where ${startsWith('scope', prefix)}`.execute(db)

/** A workspace that two platforms had under one id: each goes on with what both had used, so that nobody gains by the change. */
const copy = async (db: Db, workspace: string, space: string): Promise<void> => {
  await sql`
    insert into members (workspace, member_id, name, seen_at, served_at, limits_json, block_json, consented_at)
    select ${space}, member_id, name, seen_at, served_at, limits_json, block_json, consented_at from members
    where workspace = ${workspace}`.execute(db)
  for (const kind of ['member', 'tier']) {
    const prefix = `${kind}:${workspace}:`
    await sql`
      insert into totals (scope, period, allowance, granted, spent, clips)
      select ${`${kind}:${space}:`} || substr(scope, ${sql.lit(prefix.length + 1)}), period, allowance, granted, spent, clips
      from totals where ${startsWith('scope', prefix)}`.execute(db)
  }
  await sql`
    insert into totals (scope, period, allowance, granted, spent, clips)
    select ${`workspace:${space}`}, period, allowance, granted, spent, clips from totals where scope = ${`workspace:${workspace}`}`.execute(
    db,
  )
}

const rename = async (db: Db, workspace: string, space: string): Promise<void> => {
  for (const table of tables) await sql`update ${sql.table(table)} set workspace = ${space} where workspace = ${workspace}`.execute(db)
  for (const kind of ['member', 'tier']) await renameTotals(db, `${kind}:${workspace}:`, `${kind}:${space}:`)
  await sql`update totals set scope = ${`workspace:${space}`} where scope = ${`workspace:${workspace}`}`.execute(db)
}

/** What is on its way ends in the totals where it began. */
const renameCounted = (db: Db, platform: string, workspace: string) => {
  const space = `${platform}:${workspace}`
  const inner = sql`replace(replace(counted_json, ${`"member:${workspace}:`}, ${`"member:${space}:`}), ${`"tier:${workspace}:`}, ${`"tier:${space}:`})`
  return sql`
    update generations set counted_json = replace(${inner}, ${`"workspace:${workspace}"`}, ${`"workspace:${space}"`})
    where finished_at is null
      and batch_id in (select id from batches where platform = ${platform} and workspace = ${workspace})`.execute(db)
}

const known = async (db: Db): Promise<Map<string, string[]>> => {
  const made = await sql<{ platform: string; workspace: string }>`
    select platform, workspace from batches group by platform, workspace order by max(created_at) desc`.execute(db)
  const platforms = Map.groupBy(made.rows, ({ workspace }) => workspace)
  const all = await sql<{ workspace: string }>`
    select workspace from members union select workspace from ledger union select workspace from audit`.execute(db)
  const ids = new Set([...all.rows, ...made.rows].map(({ workspace }) => workspace))
  ids.delete('direct')
  return new Map([...ids].map((id) => [id, platforms.get(id)?.map(({ platform }) => platform) ?? [platformOf(id)]]))
}

/** All direct messages were one workspace: each person gets one of their own. What they shared is counted again from the ledger. */
const partDirect = async (db: Db): Promise<void> => {
  const own = (column: string) => sql`'discord:direct:' || ${sql.ref(column)}`
  await sql`
    update generations set counted_json = replace(replace(counted_json,
      '"member:direct:', '"member:discord:direct:' || member_id || ':'),
      '"workspace:direct"', '"workspace:discord:direct:' || member_id || '"')
    where workspace = 'direct' and finished_at is null`.execute(db)
  await sql`
    update batches set workspace = 'direct:' || member_id,
      thread_json = replace(thread_json, '"workspace":"direct"', '"workspace":"direct:' || member_id || '"')
    where workspace = 'direct'`.execute(db)
  await sql`update members set workspace = ${own('member_id')} where workspace = 'direct'`.execute(db)
  await sql`update ledger set workspace = ${own('member_id')} where workspace = 'direct'`.execute(db)
  await sql`update audit set workspace = ${own('actor_id')} where workspace = 'direct'`.execute(db)
  const prefix = 'member:direct:'
  const id = sql`substr(scope, ${sql.lit(prefix.length + 1)})`
  await sql`update totals set scope = 'member:discord:direct:' || ${id} || ':' || ${id} where ${startsWith('scope', prefix)}`.execute(db)
  await sql`delete from totals where scope = 'workspace:direct' or ${startsWith('scope', 'tier:direct:')}`.execute(db)
  await sql`
    insert into totals (scope, period, spent, clips)
    select 'workspace:' || workspace, period,
      -sum(case when kind = 'grant' then 0 else credits end),
      sum(case when kind = 'hold' then 1 when kind = 'refund' then -1 else 0 end)
    from ledger where ${startsWith('workspace', 'discord:direct:')} group by workspace, period`.execute(db)
}

const place = 'settings:preferences:discord:direct:'
const shelf = 'settings:templates:discord:direct'

/** Preferences and templates of direct messages go to their person; what was set for all of them goes. */
const partSettings = async (db: Db): Promise<void> => {
  const id = sql`substr(key, ${sql.lit(place.length + 1)})`
  await sql`update settings set key = key || ':' || ${id} where ${startsWith('key', place)}`.execute(db)
  await sql`delete from settings where key = 'settings:workspace:discord:direct'`.execute(db)
  const [shared] = (await sql<{ value: string }>`select value from settings where key = ${shelf}`.execute(db)).rows
  if (!shared) return
  const { value }: { value: { ownerId: string }[] } = JSON.parse(shared.value)
  for (const [owner, templates] of Map.groupBy(value, ({ ownerId }) => ownerId)) {
    await sql`insert into settings (key, value) values (${`${shelf}:${owner}`}, ${JSON.stringify({ value: templates })})`.execute(db)
  }
  await sql`delete from settings where key = ${shelf}`.execute(db)
}

/**
 * Members, clips, the ledger with its totals, and the audit are kept by platform and workspace together (`Space`), and the direct
 * messages of a person are a workspace of theirs alone.
 */
export const tenants = {
  // All of it or nothing: half of it could not be told from the other half at the next start.
  up: (db: Kysely<unknown>): Promise<void> => (db.isTransaction ? change(db) : db.transaction().execute(change)),
}

const change = async (db: Db): Promise<void> => {
  const workspaces = await known(db)
  for (const [workspace, platforms] of workspaces) for (const platform of platforms) await renameCounted(db, platform, workspace)
  await partDirect(db)
  await sql`
    update generations set workspace = (
      select batches.platform || ':' || batches.workspace from batches where batches.id = generations.batch_id)`.execute(db)
  await sql`
    update ledger set workspace = (select generations.workspace from generations where generations.id = ledger.generation_id)
    where generation_id in (select id from generations)`.execute(db)
  for (const [workspace, [main, ...others]] of workspaces) {
    for (const other of others) await copy(db, workspace, `${other}:${workspace}`)
    await rename(db, workspace, `${main}:${workspace}`)
  }
  await partSettings(db)
  // Of one person, wherever they are: what direct messages ask.
  await db.schema.createIndex('members_member').on('members').column('member_id').execute()
}
