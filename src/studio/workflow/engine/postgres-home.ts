import { setTimeout as pause } from 'node:timers/promises'
import type { Backend, ClaimWorkflowRunParams, WorkflowRun } from 'openworkflow/internal'
import { BackendPostgres } from 'openworkflow/postgres'
import postgres from 'postgres'
import { MoodreelError } from '../../../core/errors.ts'
import { say } from '../../../core/words/sentence.ts'
import { createDatabaseClock, type DatabaseClock, onDatabaseTime } from './database-clock.ts'
import type { EngineHome } from './home.ts'
import { wrapBackend } from './wrap-backend.ts'

/** Each run asks one thing at a time, and an answer takes a millisecond. */
const connections = 8
/** A lost connection is made again for so long: less than a lease of OpenWorkflow (30 s), after which another worker takes the run. */
const patienceMs = 20_000
const pauseMs = 250
/** A question that is not answered for so long is asked again. */
const answerMs = 5_000
/** Any number, the same in every process. */
const migrationLock = 7_306_010

/**
 * The engine's home in the schema `openworkflow` of a Postgres database, for any number of processes. A worker that dies leaves its
 * runs leased for 30 s at most; then another takes them. All times are the database's.
 *
 * @param url - `postgres://…`, with the TLS parameters that npm `postgres` reads (`sslmode`)
 * Throws MoodreelError `storage_unavailable` when the database cannot be reached or its tables not be made.
 */
export const openPostgresEngineHome = async (url: string): Promise<EngineHome> => {
  const sql = postgres(url, {
    max: connections,
    connect_timeout: 5,
    backoff: () => pauseMs / 1000,
    // As BackendPostgres reads its rows.
    transform: { column: { from: postgres.toCamel } },
    onnotice: () => undefined,
    // It asks for the types of arrays at each connect; cut off in the middle, that is a rejection that nobody can catch. The one array
    // that OpenWorkflow sends is of ids.
    fetch_types: false,
    types: { texts: { to: textArray, from: [textArray], serialize: toArray, parse: (text: string) => text } },
    connection: { application_name: 'moodreel engine' },
  })
  const clock = createDatabaseClock()
  const busy = new Set<string>()
  const tables = createTables(sql, clock, busy)
  try {
    await makeTables(sql, url)
    // So that the clock is known before the first run.
    await tables.due(1)
  } catch (cause) {
    await sql.end({ timeout: 1 })
    throw new MoodreelError('storage_unavailable', 'The database of DATABASE_URL cannot be used; see that it runs and may be written.', {
      cause,
    })
  }
  return {
    ...tables,
    backend: onDatabaseTime(lasting(BackendPostgres.fromPool(sql), tables), clock),
    busy,
    cutOff: [],
    // After a cut it waits for connections that are no more.
    close: () => sql.end({ timeout: 1 }),
  }
}

/** `_text` in Postgres's catalogue. */
const textArray = 1009
const toArray = (texts: readonly string[]): string => `{${texts.map((text) => JSON.stringify(text)).join(',')}}`

type Sql = ReturnType<typeof postgres>

/** One process at a time makes the tables; the others wait and find them. */
const makeTables = (sql: Sql, url: string): Promise<unknown> =>
  sql.begin(async (locked) => {
    await locked`select pg_advisory_xact_lock(${migrationLock})`
    // It makes them by a connection of its own.
    await (await BackendPostgres.connect(url)).stop()
  })

/** Our own look into the tables of OpenWorkflow (0.10), for what its interface does not offer. */
const createTables = (sql: Sql, clock: DatabaseClock, busy: ReadonlySet<string>) => {
  const open = ['pending', 'running']
  /** A select for each status of open runs (a sleeping run is `running` without a worker), so that each of them reads the first rows of the index and no more. */
  const each = (select: (status: string) => postgres.PendingQuery<postgres.Row[]>) =>
    open.map(select).reduce((all, one) => sql`${all} union all ${one}`)

  return {
    async due(most: number) {
      const askedAt = Date.now()
      const [row] = await again(
        () => sql<{ now: number; count: number; nextInMs: number | null }[]>`
          select extract(epoch from clock_timestamp())::float8 * 1000 as now,
            (select count(*)::int from (select 1 from (${each(
              (status) => sql`(select 1 from openworkflow.workflow_runs
                where namespace_id = 'default' and status = ${status} and available_at <= now() order by available_at limit ${most})`,
            )}) as first limit ${most}) as due) as count,
            (select extract(epoch from min(at) - now())::float8 * 1000 from (${each(
              (status) => sql`select min(available_at) as at from openworkflow.workflow_runs
                where namespace_id = 'default' and status = ${status} and available_at > now()`,
            )}) as later) as next_in_ms`,
      )
      if (!row) throw new MoodreelError('internal', 'The database did not say what is due.')
      clock.heard(row.now, askedAt, Date.now())
      return { count: row.count, nextInMs: row.nextInMs }
    },

    /**
     * What BackendPostgres does by one statement that sorts every due run and reads every open one for its deadline, which none of
     * ours has: a backlog of 10,000 would cost 20 ms a claim. This one reads the first rows of the index. Whatever is due longest comes
     * first: there new runs come before all others, and while many are asked for, none that is done would arrive.
     */
    async claim({ workerId, leaseDurationMs }: ClaimWorkflowRunParams): Promise<WorkflowRun | null> {
      const first = (status: string) => sql`
        select id, available_at, created_at from openworkflow.workflow_runs
        where namespace_id = 'default' and status = ${status} and available_at <= now()
          and input->>'generationId' not in (select json_array_elements_text(${JSON.stringify([...busy])}::text::json))
        order by available_at, created_at limit 1 for update skip locked`
      const [run] = await sql<WorkflowRun[]>`
        with begun as (${first('pending')}), slept as (${first('running')}),
          due as (select id from (select * from begun union all select * from slept) as first order by available_at, created_at limit 1)
        update openworkflow.workflow_runs as run set status = 'running', attempts = attempts + 1, worker_id = ${workerId},
          available_at = now() + ${leaseDurationMs}::float8 * interval '1 millisecond', started_at = coalesce(started_at, now()), updated_at = now()
        where namespace_id = 'default' and id in (select id from due)
        returning run.*`
      return run ?? null
    },

    /** Gives back what a worker has claimed that works on nothing. */
    async letGo(workerId: string): Promise<void> {
      await sql`update openworkflow.workflow_runs set worker_id = null, available_at = now()
        where namespace_id = 'default' and status = 'running' and worker_id = ${workerId}`
    },

    async living(): Promise<ReadonlySet<string>> {
      const rows = await again(
        () => sql<{ id: string }[]>`
          select id from openworkflow.workflow_runs where namespace_id = 'default' and status in ('pending', 'running', 'sleeping')`,
      )
      return new Set(rows.map(({ id }) => id))
    },

    async forget(olderThanMs: number, most: number): Promise<void> {
      await sql`
        with old as materialized (
          select id from openworkflow.workflow_runs
          where namespace_id = 'default' and status in ('completed', 'succeeded', 'failed', 'canceled')
            and created_at < now() - ${olderThanMs}::float8 * interval '1 millisecond'
          limit ${most} for update skip locked
        ), signals as (
          delete from openworkflow.workflow_signals where namespace_id = 'default' and step_attempt_id in (
            select id from openworkflow.step_attempts where namespace_id = 'default' and workflow_run_id in (select id from old))
        )
        delete from openworkflow.workflow_runs where namespace_id = 'default' and id in (select id from old)`
    },

    /** Makes runs due that wait with a signal at hand. */
    async wakeWaiting(runIds: readonly string[]): Promise<void> {
      await sql`
        update openworkflow.workflow_runs set available_at = now(), updated_at = now()
        where namespace_id = 'default' and id in ${sql([...runIds])} and status = 'running' and worker_id is null and available_at > now()`
    },
  }
}

/**
 * A backend that a lost connection does not stop. Asked again is what may be asked twice: above all a finished step is written
 * down in the end, instead of being run again.
 */
const lasting = (
  backend: Backend,
  { claim, letGo, wakeWaiting }: Pick<ReturnType<typeof createTables>, 'claim' | 'letGo' | 'wakeWaiting'>,
): Backend =>
  wrapBackend(backend, {
    async claimWorkflowRun(asked) {
      try {
        return await answered(claim(asked))
      } catch (cause) {
        // The answer may be all that was lost: nobody would work on that run before its lease ends.
        await again(() => letGo(asked.workerId))
        throw cause
      }
    },
    // Runs are begun with a key.
    createWorkflowRun: (asked) =>
      asked.idempotencyKey === null ? backend.createWorkflowRun(asked) : again(() => backend.createWorkflowRun(asked)),
    getWorkflowRun: (asked) => again(() => backend.getWorkflowRun(asked)),
    listStepAttempts: (asked) => again(() => backend.listStepAttempts(asked)),
    completeStepAttempt: (asked) => again(() => backend.completeStepAttempt(asked)),
    failStepAttempt: (asked) => again(() => backend.failStepAttempt(asked)),
    getSignalDelivery: (asked) => again(() => backend.getSignalDelivery(asked)),
    extendWorkflowRunLease: (asked) => again(() => backend.extendWorkflowRunLease(asked)),
    // Done twice, the second says that the run is no longer this worker's, which OpenWorkflow takes for done.
    sleepWorkflowRun: (asked) => again(() => backend.sleepWorkflowRun(asked)),
    completeWorkflowRun: (asked) => again(() => backend.completeWorkflowRun(asked)),
    failWorkflowRun: (asked) => again(() => backend.failWorkflowRun(asked)),
    rescheduleWorkflowRunAfterFailedStepAttempt: (asked) => again(() => backend.rescheduleWorkflowRunAfterFailedStepAttempt(asked)),
    async sendSignal(asked) {
      const sent = await again(() => backend.sendSignal(asked))
      // Its transaction passes by a run that parks at the same time, and that run looks for signals before this one is committed.
      if (sent.workflowRunIds.length > 0) await again(() => wakeWaiting(sent.workflowRunIds))
      return sent
    },
  })

/** Node's codes of a connection, npm `postgres`'s own, and SQLSTATE of a server that stops, starts or is full. */
const passing = new Set([
  ...[
    'CONNECTION_CLOSED',
    'CONNECT_TIMEOUT',
    'ECONNREFUSED',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EAI_AGAIN',
  ],
  ...['57P01', '57P02', '57P03', '53300', '08000', '08003', '08006'],
])

/** What npm `postgres` sends on a connection in the moment in which it is closed may never be answered, not even by a fault. */
const answered = async <Result>(asked: Promise<Result>): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, reject) => {
    const lost = Object.assign(new Error(`no answer in ${answerMs} ms`), { code: 'CONNECTION_CLOSED' })
    timer = setTimeout(() => reject(lost), answerMs)
  })
  return await Promise.race([asked, silence]).finally(() => clearTimeout(timer))
}

/** Asks until there is an answer. Throws MoodreelError `storage_unavailable` where the server is away for longer, so that a start waits for it. */
const again = async <Result>(ask: () => Promise<Result>): Promise<Result> => {
  const until = performance.now() + patienceMs
  for (;;) {
    try {
      return await answered(ask())
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && passing.has(String(error.code)))) throw error
      if (performance.now() > until) throw new MoodreelError('storage_unavailable', say('failure.databaseFault'), { cause: error })
      await pause(pauseMs)
    }
  }
}
