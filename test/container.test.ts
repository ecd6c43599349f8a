import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const read = (name: string): Promise<string> => readFile(join(import.meta.dirname, '..', name), 'utf8')

test('the image has the very Node that the lock file pins, runs as nobody and says how it is', async () => {
  const [dockerfile, lock] = [await read('Dockerfile'), JSON.parse(await read('package-lock.json'))]
  expect(dockerfile).toContain(`FROM node:${lock.packages['node_modules/node'].version}-`)
  expect(dockerfile).toMatch(/^RUN npm ci --omit=dev --ignore-scripts /m)
  expect(dockerfile.indexOf('USER node')).toBeLessThan(dockerfile.indexOf('CMD ['))
  expect(dockerfile).toMatch(/^HEALTHCHECK [\s\S]*\/healthz/m)
})

test('the container has no rights, no room to write but the data and no end of memory or processes', async () => {
  const { services } = parse(await read('compose.yaml'))
  expect(services.moodreel).toMatchObject({
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    read_only: true,
    tmpfs: [expect.stringMatching(/^\/tmp:size=\d+m,.*noexec/)],
    volumes: ['moodreel:/data'],
    mem_limit: expect.stringMatching(/^\d+g$/),
    pids_limit: expect.any(Number),
    ports: [expect.stringMatching(/^127\.0\.0\.1:/)],
  })
  expect(services.moodreel).not.toHaveProperty('privileged')
})

test('nothing secret goes into the image', async () => {
  const ignored = (await read('.dockerignore')).split('\n')
  for (const name of ['.git', '**/.env*', '**/*.pem', '**/*.key', '**/*.sqlite*', 'data', 'out']) expect(ignored).toContain(name)
})
