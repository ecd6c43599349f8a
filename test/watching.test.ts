import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parser } from '@prometheus-io/lezer-promql'
import { describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { generationStates } from '../src/core/generation.ts'
import { createMetrics } from '../src/http/metrics.ts'

const folder = join(import.meta.dirname, '../docs/examples')
const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8')

/** What is asked of Prometheus, and where. */
interface Asked {
  where: string
  expr: string
}

const rulesSchema = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          labels: z.object({ severity: z.enum(['warning', 'critical']) }),
          annotations: z.object({ summary: z.string(), action: z.string() }),
        }),
      ),
    }),
  ),
})
const rules = rulesSchema.parse(parse(await read('prometheus/alerts.yaml'))).groups.flatMap((group) => group.rules)

const panelSchema = z.object({
  id: z.number(),
  title: z.string(),
  gridPos: z.object({ h: z.number(), w: z.number(), x: z.number(), y: z.number() }),
  targets: z
    .array(z.object({ expr: z.string(), legendFormat: z.string(), datasource: z.object({ uid: z.string().regex(/^\$\{datasource\}$/) }) }))
    .default([]),
})
const dashboard = z
  .object({ uid: z.literal('moodreel'), panels: z.array(panelSchema) })
  .parse(JSON.parse(await read('grafana/moodreel.json')))

const scaledSchema = z.object({
  spec: z.object({ triggers: z.array(z.object({ name: z.string(), metadata: z.object({ query: z.string() }) })) }),
})
const scaled = parseAllDocuments(await read('kubernetes/autoscaling.yaml'))
  .map((document) => scaledSchema.safeParse(document.toJS()).data)
  .flatMap((found) => found?.spec.triggers ?? [])

const asked: Asked[] = [
  ...rules.map(({ alert, expr }) => ({ where: alert, expr })),
  ...dashboard.panels.flatMap(({ title, targets }) =>
    targets.map(({ expr }) => ({ where: title, expr: expr.replaceAll('$__rate_interval', '1m') })),
  ),
  ...scaled.map(({ name, metadata }) => ({ where: `autoscaling: ${name}`, expr: metadata.query })),
]

/** Every series that the program shows once each thing has happened, and the labels that it has. */
const shown = async (): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const metrics = createMetrics({
    countOpen: async () => [{ provider: 'fal', kind: 'clip', state: 'queued', slot: 'waiting', count: 1, heldCredits: 1, oldestAt: 0 }],
    spent: async () => ({ day: 1, month: 1 }),
    slots: () => new Map([['fal', 1]]),
    roof: { day: 1, month: 1 },
    now: () => 1,
    platforms: () => [{ platform: 'discord', connected: true }],
    process: { role: 'all', version: '1' },
    isKeeper: () => true,
    freeBytes: async () => 1,
    kept: async () => ({ clips: { files: 3, bytes: 4096 }, inputs: { files: 1, bytes: 512 }, known: 7 }),
  })
  metrics.mediaFailed('media_failed')
  metrics.meter.acknowledged('discord', 1)
  metrics.meter.left('queued', 'fal', 1)
  metrics.meter.submitted('fal', 'accepted')
  metrics.meter.ended({ provider: 'fal', kind: 'clip', state: 'delivered', failure: null, costCredits: 1, deliveryMs: 1 })
  metrics.meter.heardLate('fal')
  const text = await (await metrics.routes.request('/metrics')).text()
  const series = new Map<string, Set<string>>()
  for (const [, name = '', labels = ''] of text.matchAll(/^([a-z_0-9]+)(?:\{(.*)\})? /gm)) {
    const known = series.get(name) ?? new Set()
    series.set(name, known)
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known.add(label)
  }
  return series
}

/** Labels that a scrape puts on every series. */
const byScrape = ['instance', 'job', 'namespace']

interface Selector {
  name: string
  labels: { label: string; value: string }[]
}

/** Throws what is no PromQL. */
const readExpression = (expr: string): { selectors: Selector[]; groupedBy: string[] } => {
  const selectors: Selector[] = []
  const groupedBy: string[] = []
  parser.parse(expr).iterate({
    enter: ({ type, from, to, node }) => {
      if (type.isError) throw new Error(`no PromQL at ${from}: ${expr.slice(from)}`)
      if (type.name === 'VectorSelector') selectors.push({ name: '', labels: [] })
      const words = expr.slice(from, to)
      if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector') Object.assign(selectors.at(-1) ?? {}, { name: words })
      if (type.name === 'LabelName' && node.parent?.name === 'GroupingLabels') groupedBy.push(words)
      if (type.name === 'UnquotedLabelMatcher') {
        const [, label = '', value = ''] = /^(\w+)\s*[!=~]+\s*"(.*)"$/.exec(words) ?? []
        selectors.at(-1)?.labels.push({ label, value })
      }
    },
  })
  return { selectors, groupedBy }
}

describe('alerts, dashboard and autoscaling', async () => {
  const series = await shown()
  const everyLabel = new Set([...series.values()].flatMap((labels) => [...labels]))

  test('there is something to check', () => {
    expect([rules.length, dashboard.panels.length, scaled.length]).toEqual([23, expect.any(Number), 2])
    expect(() => readExpression('sum(')).toThrow('no PromQL')
    expect(readExpression('sum by (a) (b{c="d"})')).toEqual({
      selectors: [{ name: 'b', labels: [{ label: 'c', value: 'd' }] }],
      groupedBy: ['a'],
    })
  })

  test.each(asked)('$where asks for what the program shows', ({ expr }) => {
    const { selectors, groupedBy } = readExpression(expr)
    expect(selectors).not.toEqual([])
    for (const { name, labels } of selectors) {
      expect([...series.keys()]).toContain(name)
      for (const { label, value } of labels) {
        expect([...byScrape, ...(series.get(name) ?? [])]).toContain(label)
        if (label === 'state') expect(generationStates).toEqual(expect.arrayContaining(value.split('|')))
      }
    }
    expect([...byScrape, ...everyLabel]).toEqual(expect.arrayContaining(groupedBy))
  })

  test('what the database says is never summed over the processes', () => {
    const ofDatabase = /^moodreel_(queue_depth|in_flight|provider_slots|open_generations|oldest_seconds|held_credits|roof_\w+)$/
    const places = asked.flatMap(({ where, expr }) =>
      [...expr.matchAll(/(?:(\w+) by \([^)]*\) |(\w+))\((moodreel_\w+)/g)].map(([, by, bare, name = '']) => ({
        where,
        name,
        how: by ?? bare,
      })),
    )
    const found = places.filter(({ name }) => ofDatabase.test(name))
    expect(found.length).toBeGreaterThan(15)
    for (const { where, name, how } of found) expect([where, name, how]).toEqual([where, name, expect.stringMatching(/^(max|min)$/)])
  })

  test('the dashboard’s panels lie beside each other, each with a number of its own', () => {
    const { panels } = dashboard
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    for (const [at, one] of panels.entries()) {
      expect(one.gridPos.x + one.gridPos.w).toBeLessThanOrEqual(24)
      for (const other of panels.slice(at + 1)) {
        const [a, b] = [one.gridPos, other.gridPos]
        expect([one.title, other.title, a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h]).toEqual([
          one.title,
          other.title,
          false,
        ])
      }
    }
  })

  test('promtool finds that the alerts fire when they should, where there is one', async () => {
    const run = promisify(execFile)
    const result = await run('promtool', ['test', 'rules', join(folder, 'prometheus/alerts.test.yaml')]).catch(
      (cause: NodeJS.ErrnoException) => cause,
    )
    if (result instanceof Error) expect(result.code).toBe('ENOENT')
    else expect(result.stdout).toContain('SUCCESS')
  })
})
