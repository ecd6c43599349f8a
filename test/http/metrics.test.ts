import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Connectedness, createMetrics, type OpenCount } from '../../src/http/metrics.ts'
import { openStorage } from '../../src/storage/open-storage.ts'
import { admission, noon } from '../support/admission.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const metricsOf = (open: OpenCount[] = [], platforms: Connectedness[] = []) => {
  const metrics = createMetrics({
    countOpen: async () => open,
    roof: { day: 2000, month: null },
    spent: async () => ({ day: 1234, month: 5000 }),
    kept: async () => ({ clips: { files: 3, bytes: 4096 }, inputs: { files: 1, bytes: 512 }, known: 7 }),
    platforms: () => platforms,
  })
  return {
    meter: metrics.meter,
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
  meter.ended({ provider: 'fal', state: 'delivered', failure: null, costCredits: 7, deliveryMs: 250 })
  meter.ended({ provider: 'fal', state: 'failed', failure, costCredits: 0, deliveryMs: null })
  expect(await read('moodreel_outcomes_total')).toEqual([
    'moodreel_outcomes_total{provider="fal",state="delivered",class="",code=""} 1',
    'moodreel_outcomes_total{provider="fal",state="failed",class="moderation",code="provider_failed"} 1',
  ])
  expect(await read('moodreel_settled_credits_total')).toEqual(['moodreel_settled_credits_total{provider="fal"} 7'])
  expect(await read('moodreel_delivery_seconds')).toEqual([
    'moodreel_delivery_seconds_sum{provider="fal"} 0.25',
    'moodreel_delivery_seconds_count{provider="fal"} 1',
  ])
})

test('measures the time to the first answer and the time in each state, in seconds', async () => {
  const { meter, read } = metricsOf()
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
    { provider: 'fal', state: 'queued', slot: 'waiting', count: 3, heldCredits: 21 },
    { provider: 'fal', state: 'rendering', slot: 'held', count: 2, heldCredits: 14 },
    { provider: 'fal', state: 'delivering', slot: 'released', count: 1, heldCredits: 7 },
  ]
  const { read } = metricsOf(open)
  expect(await read('moodreel_queue_generations')).toEqual([
    'moodreel_queue_generations{provider="fal",slot="waiting"} 3',
    'moodreel_queue_generations{provider="fal",slot="held"} 2',
  ])
  expect(await read('moodreel_held_credits')).toEqual(['moodreel_held_credits{provider="fal"} 42'])
  open.splice(0, 2)
  expect(await read('moodreel_queue_generations')).toEqual([])
  expect(await read('moodreel_open_generations')).toEqual(['moodreel_open_generations{state="delivering"} 1'])
})

test('says at once which chat hears nobody', async () => {
  const discord = { platform: 'discord', connected: true }
  const { read } = metricsOf([], [discord, { platform: 'slack', connected: true }])
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
  expect(await storage.figures.open()).toEqual([{ provider: 'local', state: 'admitted', slot: 'none', count: 2, heldCredits: 10 }])
})

test('says what is kept', async () => {
  const { read } = metricsOf()
  expect(await read('moodreel_media_bytes')).toEqual(['moodreel_media_bytes{of="clips"} 4096', 'moodreel_media_bytes{of="inputs"} 512'])
  expect(await read('moodreel_media_files')).toEqual(['moodreel_media_files{of="clips"} 3', 'moodreel_media_files{of="inputs"} 1'])
  expect(await read('moodreel_known_generations')).toEqual(['moodreel_known_generations 7'])
})
