import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { environmentNames, parseEnvironment } from '../config/env.ts'
import { createFileRoutes } from '../src/http/files.ts'
import { createHealthRoutes } from '../src/http/health.ts'
import { createWebhookRoutes } from '../src/http/webhooks.ts'
import { createPublicLinks } from '../src/net/public-links.ts'
import { createHttpReceiver } from '../src/platforms/slack/gateway/http-receiver.ts'
import { loadProviders } from '../src/program/load.ts'
import { graceMs } from '../src/program/run-bot.ts'
import { settingNames } from '../src/program/unknown-names.ts'
import { quietLog } from './support/quiet-log.ts'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'docs/examples/kubernetes')

const labels = z.record(z.string(), z.string())
const path = z.object({ path: z.string(), port: z.literal('http') })
const probe = z.object({ httpGet: path })
const container = z.object({
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).default([]),
  env: z.array(z.object({ name: z.string(), value: z.string().optional() })),
  ports: z.tuple([z.object({ name: z.literal('http'), containerPort: z.number() })]),
  startupProbe: probe,
  livenessProbe: probe,
  readinessProbe: probe,
  lifecycle: z.object({ preStop: z.object({ sleep: z.object({ seconds: z.number() }) }) }).optional(),
  resources: z.object({ requests: z.record(z.string(), z.string()), limits: z.object({ memory: z.string() }) }),
  securityContext: z.object({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.object({ drop: z.tuple([z.literal('ALL')]) }),
  }),
})
const workload = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    selector: z.object({ matchLabels: labels }),
    template: z.object({
      metadata: z.object({ labels }),
      spec: z.object({
        automountServiceAccountToken: z.literal(false),
        terminationGracePeriodSeconds: z.number(),
        securityContext: z.object({ runAsNonRoot: z.literal(true), runAsUser: z.literal(1000) }),
        containers: z.tuple([container]),
      }),
    }),
  }),
})
const named = z.object({ kind: z.string(), metadata: z.object({ name: z.string() }) })

const files = (await readdir(folder)).filter((name) => name !== 'kustomization.yaml')
const documents = (await Promise.all(files.map(async (name) => parseAllDocuments(await readFile(join(folder, name), 'utf8')))))
  .flat()
  .map((document): unknown => document.toJS())
const ofKind = (kind: string) => documents.filter((one) => named.parse(one).kind === kind)
const workloads = [...ofKind('StatefulSet'), ...ofKind('Deployment')].map((one) => workload.parse(one))
const dataOf = (kind: string, field: 'data' | 'stringData', name: string) => {
  const found = ofKind(kind).find((one) => named.parse(one).metadata.name === name)
  return z.object({ [field]: labels }).parse(found)[field] ?? {}
}

describe('docs/examples/kubernetes', () => {
  test('kustomize takes every file', async () => {
    const { resources } = z
      .object({ resources: z.array(z.string()) })
      .parse(parseAllDocuments(await readFile(join(folder, 'kustomization.yaml'), 'utf8'))[0]?.toJS())
    expect(resources.toSorted()).toEqual(files.toSorted())
  })

  test.each(workloads)('$metadata.name is what its role says, with names that the program reads', async ({ metadata, spec }) => {
    const [{ env, ports }] = spec.template.spec.containers
    const given = Object.fromEntries(env.map(({ name, value }) => [name, value]))
    const settings = { ...dataOf('ConfigMap', 'data', 'moodreel'), ...dataOf('Secret', 'stringData', 'moodreel'), ...given }
    const known = [...environmentNames, ...[...(await loadProviders(undefined)).values()].flatMap(settingNames), 'POD_INDEX']
    expect(known).toEqual(expect.arrayContaining(Object.keys(settings)))
    const read = parseEnvironment(settings)
    expect(read).toMatchObject({ role: metadata.name, databaseUrl: expect.stringMatching(/^postgres:/), s3: { bucket: 'moodreel' } })
    expect(ports[0].containerPort).toBe(read.port)
  })

  test.each(workloads)('$metadata.name may end in peace, and is asked what the program answers', ({ spec }) => {
    const { terminationGracePeriodSeconds, containers } = spec.template.spec
    const [{ lifecycle, startupProbe, livenessProbe, readinessProbe }] = containers
    expect(terminationGracePeriodSeconds).toBeGreaterThan((lifecycle?.preStop.sleep.seconds ?? 0) + (2 * graceMs) / 1000)
    const health = createHealthRoutes({ quick: {}, slow: {} }, { clock: { now: () => 0 }, log: quietLog }).routes.map((one) => one.path)
    expect([startupProbe, livenessProbe, readinessProbe].map(({ httpGet }) => httpGet.path)).toEqual(['/healthz', '/healthz', '/readyz'])
    expect(health).toEqual(expect.arrayContaining(['/healthz', '/readyz']))
  })

  test('budgets and services find the pods', () => {
    const pods = workloads.map(({ spec }) => spec.template.metadata.labels)
    for (const { spec } of workloads) expect(spec.template.metadata.labels).toEqual(spec.selector.matchLabels)
    const budgets = ofKind('PodDisruptionBudget').map(
      (one) => z.object({ spec: z.object({ selector: z.object({ matchLabels: labels }) }) }).parse(one).spec.selector.matchLabels,
    )
    expect(budgets).toEqual(expect.arrayContaining(pods))
    const services = ofKind('Service').map((one) => z.object({ spec: z.object({ selector: labels }) }).parse(one).spec.selector)
    expect(services).toEqual([expect.anything(), expect.anything()])
    for (const selector of services) expect(pods).toContainEqual(selector)
  })

  test('each range of shards has a pod and its twin', async () => {
    const [gateway] = workloads
    const [{ command, args }] = gateway?.spec.template.spec.containers ?? [{ command: undefined, args: [] }]
    const [program = '', ...flags] = command ?? []
    const script = (args[0] ?? '').replace(/^exec .*$/m, 'echo $DISCORD_SHARDS')
    const shardsOf = async (index: number) => {
      const env = { PATH: process.env['PATH'], POD_INDEX: String(index), RANGES: '2', SHARDS_PER_RANGE: '3' }
      return (await promisify(execFile)(program, [...flags, script], { env })).stdout.trim()
    }
    expect(await Promise.all([0, 1, 2, 3].map(shardsOf))).toEqual(['0-2/6', '3-5/6', '0-2/6', '3-5/6'])
    expect(Object.keys(dataOf('ConfigMap', 'data', 'moodreel-shards'))).toEqual(['RANGES', 'SHARDS_PER_RANGE'])
    const image = /^CMD (\[.*\])$/m.exec(await readFile(join(root, 'Dockerfile'), 'utf8'))?.[1] ?? ''
    expect(args[0]).toMatch(new RegExp(`^exec ${z.array(z.string()).parse(JSON.parse(image)).join(' ')}$`, 'm'))
  })

  test('the world reaches what proves its right by itself, and nothing else', () => {
    const rules = z.object({
      spec: z.object({ rules: z.tuple([z.object({ http: z.object({ paths: z.array(z.object({ path: z.string() })) }) })]) }),
    })
    const paths = ofKind('Ingress').flatMap((one) => rules.parse(one).spec.rules[0].http.paths.map((each) => each.path))
    const now = () => 0
    const open = [
      createWebhookRoutes({ listenerOf: () => null }),
      createFileRoutes(createPublicLinks({ publicUrl: 'https://bot.example', secret: 'x', now }), {
        read: () => Promise.reject(new Error('none')),
        size: async () => 0,
      }),
      createHttpReceiver({ signingSecret: 'x', clock: { now }, log: quietLog }).routes,
    ].flatMap(({ routes }) => routes.map((route) => route.path))
    for (const route of open) expect([route, paths.filter((one) => route.startsWith(one))]).toEqual([route, [expect.anything()]])
    expect(paths).toHaveLength(new Set(open).size)
  })
})
