import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { environmentNames, parseEnvironment } from '../config/env.ts'

const root = join(import.meta.dirname, '..')
const read = (name: string): Promise<string> => readFile(join(root, name), 'utf8')

test('the image has the very Node that the lock file pins, runs as nobody and says how it is', async () => {
  const [dockerfile, lock] = [await read('Dockerfile'), JSON.parse(await read('package-lock.json'))]
  expect(dockerfile).toContain(`FROM node:${lock.packages['node_modules/node'].version}-`)
  expect(dockerfile).toMatch(/^RUN npm ci --omit=dev --ignore-scripts /m)
  expect(dockerfile.indexOf('USER node')).toBeLessThan(dockerfile.indexOf('CMD ['))
  expect(dockerfile).toMatch(/^HEALTHCHECK [\s\S]*\/healthz/m)
})

test('nothing secret goes into the image', async () => {
  const ignored = (await read('.dockerignore')).split('\n')
  for (const name of ['.git', '**/.env*', '**/*.pem', '**/*.key', '**/*.sqlite*', 'data', 'out']) expect(ignored).toContain(name)
})

/** What Compose makes of `${NAME}`, `${NAME:-otherwise}` and `${NAME:+instead}`, the inner ones first. */
const interpolated = (text: string, variables: Readonly<Record<string, string>>): string => {
  const next = text.replace(/\$\{(\w+)(?::([-+])([^{}]*))?\}/g, (_, name: string, sign: string | undefined, word = '') => {
    const value = variables[name] ?? ''
    if (sign === '+') return value === '' ? '' : word
    return value === '' ? word : value
  })
  return next === text ? text : interpolated(next, variables)
}

const file = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      profiles: z.tuple([z.literal('scale')]).optional(),
      ports: z.array(z.string()).default([]),
      environment: z.record(z.string(), z.string()),
      depends_on: z.record(z.string(), z.object({ condition: z.literal('service_healthy'), required: z.literal(false) })).default({}),
      volumes: z.array(z.string()),
      healthcheck: z.object({ test: z.array(z.string()).nonempty() }).optional(),
      deploy: z.object({ replicas: z.number() }).optional(),
      read_only: z.literal(true),
      cap_drop: z.tuple([z.literal('ALL')]),
      cap_add: z.array(z.string()).default([]),
      security_opt: z.tuple([z.literal('no-new-privileges:true')]),
      tmpfs: z.array(z.string().regex(/noexec|^\/run\//)).default([]),
      mem_limit: z.string().regex(/^\d+g$/),
      pids_limit: z.number(),
      privileged: z.never().optional(),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
})

const secrets = { POSTGRES_PASSWORD: 'b0a7', S3_ACCESS_KEY_ID: 'GK5ea1', S3_SECRET_ACCESS_KEY: 'f0c5' }

/** Compose's file as it reads it beside a .env. The schema of a service is what none may do without. */
const compose = async (env: Readonly<Record<string, string>>) => {
  const written = JSON.stringify(parse(await read('compose.yaml'), { merge: true }))
  return file.parse(JSON.parse(written, (_, value: unknown) => (typeof value === 'string' ? interpolated(value, env) : value)))
}

/** What a process of ours reads there: its own names go before those of .env. */
const environmentOf = async (service: string, env: Readonly<Record<string, string>>) =>
  parseEnvironment({ ...env, ...(await compose(env)).services[service]?.environment })

describe('compose.yaml', () => {
  test('no container has rights, room to write but its data, or no end of memory or processes, and none is reached from elsewhere', async () => {
    const { services } = await compose(secrets)
    for (const { ports } of Object.values(services)) for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/)
    // What Postgres needs to hand its folder to its own user.
    expect(Object.entries(services).filter(([, { cap_add: added }]) => added.length > 0)).toEqual([['postgres', expect.anything()]])
  })

  test('alone there is one process, as without a container', async () => {
    const { services } = await compose({})
    expect(Object.keys(services).filter((name) => !services[name]?.profiles)).toEqual(['moodreel'])
    expect(services['moodreel']?.volumes).toEqual(['moodreel:/data'])
    const settings = await environmentOf('moodreel', {})
    expect(settings).toMatchObject({ role: 'all', databaseUrl: undefined, s3: undefined, host: '0.0.0.0', port: 8787, dataDir: '/data' })
  })

  test.each([
    ['moodreel', 'gateway', 1],
    ['standby', 'gateway', 1],
    ['worker', 'worker', 2],
  ])('with the secrets of the profile %s is a %s, of which there are %i, on one database and one bucket', async (name, role, count) => {
    expect(await environmentOf(name, secrets)).toMatchObject({
      role,
      databaseUrl: 'postgres://moodreel:b0a7@postgres:5432/moodreel',
      s3: { endpoint: 'http://s3:3900', bucket: 'moodreel', accessKeyId: 'GK5ea1', secretAccessKey: 'f0c5', region: 'us-east-1' },
    })
    expect((await compose(secrets)).services[name]?.deploy?.replicas ?? 1).toBe(count)
  })

  test('a database and a store of one’s own go before those of the profile', async () => {
    const own = { DATABASE_URL: 'postgres://bot:x@db.example/bot', S3_ENDPOINT: 'https://s3.example', S3_BUCKET: 'clips' }
    const settings = await environmentOf('worker', { ...secrets, ...own })
    expect(settings).toMatchObject({ databaseUrl: own.DATABASE_URL, s3: { endpoint: 'https://s3.example', bucket: 'clips' } })
  })

  test('ours wait for what they need until it says that it is well, and every name in the file leads somewhere', async () => {
    const { services, volumes } = await compose(secrets)
    for (const [name, { image, environment, depends_on: needs, volumes: mounts }] of Object.entries(services)) {
      const isOurs = image === 'moodreel'
      expect([name, Object.keys(needs)]).toEqual([name, isOurs ? ['postgres', 's3'] : []])
      if (isOurs) expect(environmentNames).toEqual(expect.arrayContaining(Object.keys(environment)))
      else expect(services[name]?.healthcheck).toBeDefined()
      for (const mount of mounts) {
        const [from = ''] = mount.split(':')
        if (from.startsWith('./')) await access(join(root, from))
        else if (mount.includes(':')) expect(Object.keys(volumes)).toContain(from)
      }
    }
  })

  test('the store that it brings speaks as the program expects', async () => {
    const garage = await read('docs/examples/garage/garage.toml')
    const { s3 } = await environmentOf('worker', secrets)
    expect(garage).toContain(`s3_region = "${s3?.region}"`)
    expect(garage).toContain(`api_bind_addr = "0.0.0.0:${new URL(s3?.endpoint ?? '').port}"`)
    expect((await compose(secrets)).services['s3']?.environment).toEqual({
      GARAGE_RPC_SECRET: '',
      GARAGE_DEFAULT_ACCESS_KEY: s3?.accessKeyId,
      GARAGE_DEFAULT_SECRET_KEY: s3?.secretAccessKey,
      GARAGE_DEFAULT_BUCKET: s3?.bucket,
    })
  })
})
