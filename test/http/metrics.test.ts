import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { OpenCount } from '../../src/http/database-figures.ts'
import { createMetrics } from '../../src/http/metrics.ts'
import { openDatabase } from '../../src/storage/database.ts'
import { openStorage } from '../../src/storage/open-storage.ts'
import { admission, noon } from '../support/admission.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const metricsOf = (open: OpenCount[] = [], given: Partial<Parameters<typeof createMetrics>[0]> = {}) => {
  const metrics = createMetrics({
    countOpen: async () => open,
    spent: async () => ({ day: 1234, month: 5000 }),
    slots: () => new Map(),
    roof: { day: 2000, month: null },
    now: () => noon,
    platforms: () => [],
    process: { role: 'worker', version: '1.2.3' },
    isKeeper: () => false,
    freeBytes: async () => null,
    kept: async () => ({ clips: { files: 3, bytes: 4096 }, inputs: { files: 1, bytes: 512 }, known: 7 }),
    ...given,
  })
  return {
    ...metrics,
    /** The samples of one metric, as they stand in the text. */
    async read(name: string): Promise<string[]> {
      const text = await (await metrics.routes.request('/metrics')).text()
      return text.split('\n').filter((line) => line.startsWith(name) && !line.includes('_bucket'))
    },
  }
}

test('counts outcomes by provider, error class and code', async () => {
  const { meter, read } = metricsOf()
  const failure = { code: 'provider_failed', message: 'The prompt was refused.', providerClass: 'moderation' } as const
  meter.ended({ provider: 'fal', kind: 'clip', state: 'delivered', failure: null, costCredits: 7, deliveryMs: 250 })
  meter.ended({ provider: 'fal', kind: 'clip', state: 'failed', failure, costCredits: 0, deliveryMs: null })
  meter.ended({ provider: 'fal', kind: 'still', state: 'delivered', failure: null, costCredits: 0, deliveryMs: null })
  expect(await read('moodreel_outcomes_total')).toEqual([
    'moodreel_outcomes_total{provider="fal",kind="clip",state="delivered",class="",code=""} 1',
    'moodreel_outcomes_total{provider="fal",kind="clip",state="failed",class="moderation",code="provider_failed"} 1',
    'moodreel_outcomes_total{provider="fal",kind="still",state="delivered",class="",code=""} 1',
  ])
  expect(await read('moodreel_settled_credits_total')).toEqual(['moodreel_settled_credits_total{provider="fal"} 7'])
  expect(await read('moodreel_delivery_seconds')).toEqual([
    'moodreel_delivery_seconds_sum{provider="fal"} 0.25',
    'moodreel_delivery_seconds_count{provider="fal"} 1',
  ])
})

test('measures the time to the first answer and the time in each state, in seconds, and counts failed jobs of the media child', async () => {
  const { meter, mediaFailed, read } = metricsOf()
  mediaFailed('media_timeout')
  expect(await read('moodreel_media_failures_total')).toEqual(['moodreel_media_failures_total{code="media_timeout"} 1'])
  meter.acknowledged('web', 12)
  meter.left('queued', 'fal', 1500)
  meter.submitted('fal', 'accepted')
  meter.submitted('fal', 'rate_limited')
  expect(await read('moodreel_ack_seconds_sum')).toEqual(['moodreel_ack_seconds_sum{platform="web"} 0.012'])
  expect(await read('moodreel_stage_seconds_sum')).toEqual(['moodreel_stage_seconds_sum{state="queued",provider="fal"} 1.5'])
  expect(await read('moodreel_submits_total')).toEqual([
    'moodreel_submits_total{provider="fal",result="accepted"} 1',
    'moodreel_submits_total{provider="fal",result="rate_limited"} 1',
  ])
})

test('asks for what is under way when somebody looks, and forgets what is over', async () => {
  const open: OpenCount[] = [
    { provider: 'fal', kind: 'clip', state: 'queued', slot: 'waiting', count: 3, heldCredits: 21, oldestAt: noon - 90_000 },
    { provider: 'veo', kind: 'still', state: 'queued', slot: 'waiting', count: 1, heldCredits: 50, oldestAt: noon - 30_000 },
    { provider: 'fal', kind: 'clip', state: 'rendering', slot: 'held', count: 2, heldCredits: 14, oldestAt: noon - 1_500 },
    { provider: 'fal', kind: 'clip', state: 'delivering', slot: 'released', count: 1, heldCredits: 7, oldestAt: noon + 1_000 },
  ]
  const { read } = metricsOf(open)
  expect(await read('moodreel_queue_depth')).toEqual(['moodreel_queue_depth{provider="fal"} 3', 'moodreel_queue_depth{provider="veo"} 1'])
  expect(await read('moodreel_in_flight')).toEqual(['moodreel_in_flight{provider="fal"} 2'])
  expect(await read('moodreel_held_credits{')).toEqual([
    'moodreel_held_credits{provider="fal"} 42',
    'moodreel_held_credits{provider="veo"} 50',
  ])
  // A clock of another machine may be a little ahead.
  expect(await read('moodreel_oldest_seconds')).toEqual([
    'moodreel_oldest_seconds{state="queued"} 90',
    'moodreel_oldest_seconds{state="rendering"} 1.5',
    'moodreel_oldest_seconds{state="delivering"} 0',
  ])
  expect(await read('moodreel_open_generations{state="queued"')).toEqual([
    'moodreel_open_generations{state="queued",kind="clip"} 3',
    'moodreel_open_generations{state="queued",kind="still"} 1',
  ])
  open.splice(0, 3)
  expect(await read('moodreel_queue_depth')).toEqual([])
  expect(await read('moodreel_open_generations')).toEqual(['moodreel_open_generations{state="delivering",kind="clip"} 1'])
})

test('an empty line is a figure too, and no clip yet: what scales and alerts by them must not take them for missing', async () => {
  const { read } = metricsOf([], { slots: () => new Map([['fal', 4]]) })
  expect(await read('moodreel_queue_depth')).toEqual(['moodreel_queue_depth{provider="fal"} 0'])
  expect(await read('moodreel_in_flight')).toEqual(['moodreel_in_flight{provider="fal"} 0'])
  expect(await read('moodreel_provider_slots')).toEqual(['moodreel_provider_slots{provider="fal"} 4'])
  expect(await read('moodreel_outcomes_total')).toEqual([
    'moodreel_outcomes_total{provider="fal",kind="clip",state="delivered",class="",code=""} 0',
    'moodreel_outcomes_total{provider="fal",kind="still",state="delivered",class="",code=""} 0',
  ])
})

test('a database that gives no answer takes only its own figures with it', async () => {
  let fails = false
  const spent = async () => {
    if (fails) throw new Error('the connection was cut')
    return { day: 1, month: 2 }
  }
  const { meter, databaseFailed, read } = metricsOf([], { spent, slots: () => new Map([['fal', 4]]) })
  meter.submitted('fal', 'accepted')
  expect(await read('moodreel_database_up')).toEqual(['moodreel_database_up 1'])
  fails = true
  databaseFailed()
  expect(await read('moodreel_database_up')).toEqual(['moodreel_database_up 0'])
  expect(await read('moodreel_queue_depth')).toEqual([])
  expect(await read('moodreel_roof_spent_usd')).toEqual([])
  expect(await read('moodreel_submits_total')).toEqual(['moodreel_submits_total{provider="fal",result="accepted"} 1'])
  expect(await read('moodreel_database_errors_total')).toEqual(['moodreel_database_errors_total 1'])
})

test('a process says what it is, whether it runs the sweeps, and what is free where it writes', async () => {
  let free: number | null = 5_000
  let keeps = true
  const { read } = metricsOf([], { isKeeper: () => keeps, freeBytes: async () => free })
  expect(await read('moodreel_process_info')).toEqual(['moodreel_process_info{role="worker",version="1.2.3"} 1'])
  expect(await read('moodreel_keeper')).toEqual(['moodreel_keeper 1'])
  expect(await read('moodreel_free_bytes')).toEqual(['moodreel_free_bytes 5000'])
  keeps = false
  free = null
  expect(await read('moodreel_keeper')).toEqual(['moodreel_keeper 0'])
  expect(await read('moodreel_free_bytes')).toEqual(['moodreel_free_bytes Nan'])
})

test('says at once which chat hears nobody', async () => {
  const discord = { platform: 'discord', connected: true }
  const { read } = metricsOf([], { platforms: () => [discord, { platform: 'slack', connected: true }] })
  const gauges = () => read('moodreel_platform_connected{')
  expect(await gauges()).toEqual(['moodreel_platform_connected{platform="discord"} 1', 'moodreel_platform_connected{platform="slack"} 1'])
  discord.connected = false
  expect(await gauges()).toContain('moodreel_platform_connected{platform="discord"} 0')
})

test('keeps two programs in one process apart', async () => {
  const one = metricsOf()
  const other = metricsOf()
  one.meter.submitted('fal', 'accepted')
  expect(await other.read('moodreel_submits_total')).toEqual([])
  expect(await other.read('process_resident_memory_bytes')).toHaveLength(1)
})

test('the database counts what is not finished, by provider, state and slot', async () => {
  const storage = await openStorage(join(await temporaryFolder(), 'data'))
  onTestFinished(() => storage[Symbol.asyncDispose]())
  const asked = admission({ takes: 3, credits: 5 })
  await storage.ledger.admit(asked)
  const [first] = asked.generations
  await storage.ledger.close(first?.id ?? '', { state: 'delivered', costCredits: 5, failure: null, now: noon })
  expect(await storage.figures.open()).toEqual([
    { provider: 'local', kind: 'clip', state: 'admitted', slot: 'none', count: 2, heldCredits: 10, oldestAt: noon },
  ])
})

test('a query that meets a fault of the database is counted, and one that breaks a rule is not', async () => {
  const { databaseFailed, read } = metricsOf()
  const db = await openDatabase(join(await temporaryFolder(), 'moodreel.sqlite'), databaseFailed)
  onTestFinished(() => db.destroy())
  const keep = (key: string, value: string) => db.insertInto('settings').values({ key, value, expires_at: null }).execute()
  await keep('a', 'small')
  await expect(keep('a', 'twice')).rejects.toThrow('UNIQUE')
  expect(await read('moodreel_database_errors_total')).toEqual(['moodreel_database_errors_total 0'])
  // No page more than there are: as full as a disk can be.
  await sql`pragma max_page_count = 1`.execute(db)
  await expect(keep('b', 'large'.repeat(10_000))).rejects.toMatchObject({ code: 'storage_unavailable' })
  expect(await read('moodreel_database_errors_total')).toEqual(['moodreel_database_errors_total 1'])
})

test('says what is kept', async () => {
  const { read } = metricsOf()
  expect(await read('moodreel_media_bytes')).toEqual(['moodreel_media_bytes{of="clips"} 4096', 'moodreel_media_bytes{of="inputs"} 512'])
  expect(await read('moodreel_media_files')).toEqual(['moodreel_media_files{of="clips"} 3', 'moodreel_media_files{of="inputs"} 1'])
  expect(await read('moodreel_known_generations')).toEqual(['moodreel_known_generations 7'])
})
