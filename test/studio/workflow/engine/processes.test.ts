import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import postgres from 'postgres'
import { beforeAll, describe, expect, inject, onTestFinished, test } from 'vitest'
import { newId } from '../../../../src/core/id.ts'
import { type GenerationWorkflow, wakeSignal } from '../../../../src/studio/workflow/engine/engine.ts'
import type { EngineHome } from '../../../../src/studio/workflow/engine/home.ts'
import type { Nudges } from '../../../../src/studio/workflow/engine/nudges.ts'
import { openPostgresEngineHome } from '../../../../src/studio/workflow/engine/postgres-home.ts'
import { createNudges, engineContract, engineOn, never, soon, waitsFor } from '../../../contracts/engine-contract.ts'
import { createDatabase } from '../../../support/postgres.ts'
import { createDiary, workflows } from './diary.ts'

const server = inject('postgresUrl') ?? ''
/** A database whose tables are made. */
const template = `engine_${newId()}`
const newDatabase = () => createDatabase(server, `engine_${newId()}`, template)

beforeAll(async () => {
  const url = await createDatabase(server, template)
  const homes = await Promise.all(Array.from({ length: 6 }, () => openPostgresEngineHome(url)))
  firstLooks = await Promise.all(homes.map((home) => home.due(1)))
  await Promise.all(homes.map((home) => home.close()))
})
/** What the processes saw that made them, all at one time. */
let firstLooks: Awaited<ReturnType<EngineHome['due']>>[]

engineContract('Postgres', async () => {
  const url = await newDatabase()
  return () => openPostgresEngineHome(url)
})

/** A database with a diary, and what a test asks of it. */
const setUp = async () => {
  const url = await newDatabase()
  const sql = postgres(url, { max: 4, onnotice: () => undefined })
  onTestFinished(() => sql.end())
  await sql`create table diary (n serial, run text, step text, by text)`
  const diary = createDiary(sql, 'here')
  const open = async (nudges = createNudges()) => engineOn(await openPostgresEngineHome(url), nudges)
  const steps = async () => (await diary.read()).map(({ run, step }) => `${run} ${step}`)
  return { url, sql, diary, open, steps }
}

/** Starts a worker in a process of its own and ends it with the test. */
const startProcess = (url: string, workflow: string, skewMs = 0) => {
  const child = fork(join(import.meta.dirname, 'other-process.ts'), [url, workflow, String(skewMs)], {
    execPath: process.execPath,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  onTestFinished(kill)
  return { kill }
}

describe('the engine on Postgres', () => {
  test('processes that start together make the tables once', () => {
    expect(firstLooks).toEqual(Array.from({ length: 6 }, () => ({ count: 0, nextInMs: null })))
  })

  test('a database that cannot be used is said in one sentence without its address', async () => {
    await expect(openPostgresEngineHome('postgres://bob:secret@127.0.0.1:1/nowhere')).rejects.toMatchObject({
      code: 'storage_unavailable',
      userMessage: expect.not.stringMatching(/bob|secret|nowhere/),
    })
  })

  test('two engines share two hundred runs, and no step is run twice', async () => {
    const { diary, open, steps } = await setUp()
    const nudges = createNudges()
    const engines = [await open(nudges), await open(nudges)]
    const gateway = await open(nudges)
    const workers = new Set<number>()
    engines.forEach((engine, n) => {
      engine.start(async (id, step) => {
        workers.add(n)
        await step.run({ name: 'first' }, () => diary.note(id, 'first'))
        await step.waitForSignal({ name: 'line', signal: wakeSignal(id), timeout: 100 })
        await step.run({ name: 'last' }, () => diary.note(id, 'last'))
      })
    })
    const ids = Array.from({ length: 200 }, (_, n) => `run-${n}`)
    await Promise.all(ids.map((id) => gateway.begin(id)))
    await expect.poll(async () => (await diary.read()).filter(({ step }) => step === 'last').length, { timeout: 60_000 }).toBe(200)
    const ran = await steps()
    expect(ran).toHaveLength(400)
    expect(new Set(ran).size).toBe(400)
    expect(workers.size).toBe(2)
  })

  /** Cancels from another process in the middle of the first look. `heard` ends that look. */
  const cancelElsewhere = async (nudges: Nudges, heard: () => Promise<void>) => {
    const { open } = await setUp()
    const worker = await open(nudges)
    const gateway = await open(nudges)
    const looks: boolean[] = []
    let canceled = false
    worker.start(
      waitsFor(async () => {
        looks.push(canceled)
        const seen = canceled
        canceled = true
        if (seen) return true
        const end = heard()
        await gateway.wake('one')
        await end
        return false
      }),
    )
    await gateway.begin('one')
    return looks
  }

  test('who is woken elsewhere in the middle of a long look here looks again', async () => {
    const nudges = createNudges()
    const looks = await cancelElsewhere(nudges, async () => {
      const words: string[] = []
      const end = nudges.subscribe((text) => words.push(text))
      // The word that it was woken, and the last that its waker does for it.
      await expect.poll(() => words.slice(words.indexOf('one')), soon).toEqual(['one', ''])
      end()
    })
    await expect.poll(() => looks, soon).toEqual([false, true])
  })

  test('a word between the processes may be lost', async () => {
    const deaf: Nudges = { publish: () => undefined, subscribe: () => () => undefined }
    const looks = await cancelElsewhere(deaf, async () => undefined)
    await expect.poll(() => looks, soon).toEqual([false, true])
  })

  test('a signal that comes while its run is being laid down is not lost', async () => {
    const { sql, open } = await setUp()
    const engine = await open()
    // Both transactions stop before their last word: the run with lock 1, the signal with lock 2.
    await sql.unsafe(`
      create function stop_run() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock_shared(1); return new; end $$;
      create trigger stop_run before update on openworkflow.workflow_runs for each row
        when (old.worker_id is not null and new.worker_id is null) execute function stop_run();
      create function stop_signal() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock_shared(2); return null; end $$;
      create constraint trigger stop_signal after insert on openworkflow.workflow_signals deferrable initially deferred
        for each row execute function stop_signal();`)
    const [run, signal] = [await sql.reserve(), await sql.reserve()]
    await run`select pg_advisory_lock(1)`
    await signal`select pg_advisory_lock(2)`
    const stopped = async (lock: number): Promise<number> =>
      (await sql`select 1 from pg_locks where locktype = 'advisory' and objid = ${lock} and not granted`).length

    let looks = 0
    engine.start(waitsFor(() => ++looks > 1))
    await engine.begin('one')
    await expect.poll(() => stopped(1), soon).toBe(1)
    const woken = engine.wake('one')
    await expect.poll(() => stopped(2), soon).toBe(1)
    await run`select pg_advisory_unlock(1)`
    // It lies down, and finds no signal.
    const asleep = () =>
      sql`select 1 from openworkflow.workflow_runs where worker_id is null and available_at > now() + interval '1 minute'`
    await expect.poll(async () => (await asleep()).length, soon).toBe(1)
    const busy =
      () => sql`select 1 from pg_stat_activity where query like '%workflow_signals%' and state = 'active' and pid <> pg_backend_pid()
      and wait_event_type is distinct from 'Lock'`
    await expect.poll(async () => (await busy()).length, soon).toBe(0)
    await signal`select pg_advisory_unlock(2)`
    await woken
    await expect.poll(() => looks, soon).toBe(2)
    run.release()
    signal.release()
  })

  test('a killed process loses its runs to another when their lease ends, with the steps that were done', async () => {
    const { url, sql, diary, open, steps } = await setUp()
    const gateway = await open()
    const process = startProcess(url, 'hangs')
    await gateway.begin('one')
    await expect.poll(steps, soon).toEqual(['one first', 'one second'])
    await process.kill()
    const here = await open()
    here.start(async (id, step) => {
      await step.run({ name: 'first' }, () => diary.note(id, 'first'))
      await step.run({ name: 'second' }, () => diary.note(id, 'second'))
      await step.run({ name: 'third' }, () => diary.note(id, 'third'))
    })
    const [run] = await sql`select worker_id, extract(epoch from available_at - now())::float8 as lease from openworkflow.workflow_runs`
    expect(run).toMatchObject({ worker_id: expect.any(String) })
    expect(run?.['lease']).toBeLessThanOrEqual(30)
    // As if that time had passed.
    await sql`update openworkflow.workflow_runs set available_at = now() where worker_id is not null`
    await expect.poll(steps, soon).toEqual(['one first', 'one second', 'one second', 'one third'])
  })

  test('a connection that is cut is made again, and a finished step is not run twice', async () => {
    const { sql, diary, open, steps } = await setUp()
    const lost = { timeout: 60_000, interval: 20 }
    const engine = await open()
    const cut = () =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and application_name = 'moodreel engine'`
    const cutAfter =
      (names: readonly string[]): GenerationWorkflow =>
      async (id, step) => {
        for (const name of names)
          await step.run({ name }, async () => {
            await diary.note(id, name)
            await cut()
          })
        await step.waitForSignal({ name: 'line', signal: wakeSignal(id), timeout: never })
        await step.run({ name: 'last' }, () => diary.note(id, 'last'))
      }
    engine.start(cutAfter(['first', 'second', 'third']))
    await engine.begin('one')
    await expect.poll(steps, lost).toEqual(['one first', 'one second', 'one third'])
    await cut()
    await engine.wake('one')
    // What was sent as the connection closed may never be answered, and is sent again after five seconds.
    await expect.poll(steps, lost).toEqual(['one first', 'one second', 'one third', 'one last'])
    await cut()
    await engine.begin('two')
    await expect.poll(steps, lost).toContain('two third')
    expect((await steps()).filter((step) => step.startsWith('two'))).toEqual(['two first', 'two second', 'two third'])
  })

  test('a server that answers nothing for long is away, as a start has to know to wait for it', async () => {
    const { url, open } = await setUp()
    const engine = await open()
    const busy = postgres(url, { max: 1, onnotice: () => undefined })
    onTestFinished(() => busy.end())
    await busy.begin(async (locked) => {
      await locked`lock table openworkflow.workflow_runs in access exclusive mode`
      await expect(engine.begin('one')).rejects.toMatchObject({ code: 'storage_unavailable' })
    })
    expect(await engine.begin('one')).toBe(true)
  })

  test('the clocks of the processes change nothing', async () => {
    const { url, sql, diary, open } = await setUp()
    const engine = await open()
    const hour = 3_600_000
    startProcess(url, 'waits', hour)
    startProcess(url, 'waits', -hour)
    const by = async () => new Set((await diary.read()).map((line) => line.by))
    let begun = 0
    const begin = () => Promise.all(Array.from({ length: 5 }, () => engine.begin(`run-${begun++}`)))
    // Until both are at work.
    await expect.poll(() => begin().then(by), { timeout: 30_000, interval: 100 }).toEqual(new Set(['process 3600000', 'process -3600000']))
    engine.start(async (...run) => workflows(diary)['waits']?.(...run))
    await expect.poll(() => begin().then(by), { timeout: 30_000, interval: 100 }).toContain('here')
    const unfinished = () => sql`select 1 from openworkflow.workflow_runs where status <> 'completed'`
    await expect.poll(async () => (await unfinished()).length, { timeout: 30_000 }).toBe(0)
    const ran = (await diary.read()).map(({ run, step }) => `${run} ${step}`)
    expect(ran).toHaveLength(begun * 3)
    expect(new Set(ran).size).toBe(begun * 3)
  })
})
