import { createServer as createTcpServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import cog from '../../providers/cog.ts'
import type { Provider } from '../../src/core/provider.ts'
import { loadProviders } from '../../src/program/load.ts'
import { openProviders } from '../../src/program/providers.ts'
import { newAttempt } from '../contracts/provider-contract.ts'
import { codeOf, usePeers } from '../studio/guarded-fetch-peers.ts'
import { ipv4Spellings, ipv6Hiding } from '../studio/ssrf-forms.ts'
import { guardFor } from '../support/guard-for.ts'
import { fakeModel, openHouse } from '../support/open-house.ts'
import { providerInput } from '../support/provider-input.ts'
import { providerTools } from '../support/provider-tools.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import * as replicate from './replicate/bench.ts'
import * as runway from './runway/bench.ts'
import * as videogen from './videogen/bench.ts'

const { serve } = usePeers()
const { signal } = new AbortController()

/** What turns each provider on, with a base URL of the operator's own. */
const environmentOf: Record<string, (origin: string) => Record<string, string>> = {
  cog: (origin) => ({ COG_URLS: `film=${origin}` }),
  comfyui: (origin) => ({ COMFYUI_URL: origin }),
  fal: (origin) => ({ FAL_KEY: 'key', FAL_QUEUE_URL: origin }),
  kling: (origin) => ({ KLING_ACCESS_KEY: 'key', KLING_SECRET_KEY: 'key', KLING_BASE_URL: origin }),
  minimax: (origin) => ({ MINIMAX_API_KEY: 'key', MINIMAX_BASE_URL: origin }),
  replicate: (origin) => ({ REPLICATE_API_TOKEN: 'key', REPLICATE_BASE_URL: `${origin}/v1` }),
  runway: (origin) => ({ RUNWAYML_API_SECRET: 'key', RUNWAY_BASE_URL: origin }),
  veo: (origin) => ({ GOOGLE_CLOUD_PROJECT: 'project', VEO_BASE_URL: origin }),
  vercel: (origin) => ({ AI_GATEWAY_API_KEY: 'key', AI_GATEWAY_BASE_URL: origin }),
  videogen: (origin) => ({ VIDEOGEN_API_KEY: 'key', VIDEOGEN_BASE_URL: origin }),
}

test('what one provider links to is not fetched from the private origin of another', async () => {
  const definitions = await loadProviders(undefined)
  expect([...definitions.keys()].filter((name) => name !== 'local')).toEqual(Object.keys(environmentOf))
  const servers = new Map<string, Awaited<ReturnType<typeof serve>>>()
  for (const name of Object.keys(environmentOf)) servers.set(name, await serve((_, response) => response.end(name)))
  const environment = Object.assign({}, ...[...servers].map(([name, { origin }]) => environmentOf[name]?.(origin)))
  const folder = await temporaryFolder()
  const { providers, providerFetch } = await openProviders(definitions, environment, {
    ...providerTools({ publicUrl: 'https://bot.example' }),
    folderOf: () => folder,
    cacheOf: () => providerTools().cache,
    guard: guardFor,
  })
  onTestFinished(async () => {
    for (const provider of providers.values()) await provider.stop?.()
    for (const guarded of providerFetch.values()) await guarded.close()
  })
  const reached: string[] = []
  for (const [name, guarded] of providerFetch) {
    for (const [other, { origin }] of servers) {
      const links = [`${origin}/view?filename=clip.mp4`, `${origin}/v1/predictions`]
      const ways = links.flatMap((link) => [guarded.fetch(link), guarded.fetchNamed(link, { method: 'POST', signal })])
      const ends = await Promise.allSettled(ways)
      if (ends.some(({ status }) => status === 'fulfilled')) reached.push(`${name} > ${other}`)
    }
  }
  // Each reaches itself and nobody else; Veo, ComfyUI and the preview renderer give their clips by calls of their own.
  expect(reached).toEqual(
    ['cog', 'fal', 'kling', 'minimax', 'replicate', 'runway', 'vercel', 'videogen'].map((name) => `${name} > ${name}`),
  )
})

test('a clip that a provider puts at a private address is not collected, and the member is told', async () => {
  const peer = await serve((_, response) => response.end('secret'))
  const own = await serve(async (_, response) => void response.end(await smallClip()))
  let link = `${peer.origin}/view?filename=secret`
  const fake: Provider = {
    name: 'fake',
    submit: async () => ({ kind: 'accepted', operation: null }),
    poll: async () => ({ kind: 'succeeded', outputs: [{ url: link }] }),
  }
  const guarded = guardFor([own.origin])
  onTestFinished(() => guarded.close())
  const parts = { providers: new Map([['fake', fake]]), providerFetch: new Map([['fake', guarded]]) }
  const house = await openHouse({ run: true, models: [fakeModel()], parts })
  await house.say('t2v', 'a paper boat')
  const [id = ''] = await house.finished()
  expect((await house.studio.find(id)).generation).toMatchObject({ state: 'failed', failure: { code: 'provider_failed' } })
  expect(peer.connections).toBe(0)
  link = `${own.origin}/clip.mp4`
  await house.say('t2v', 'a paper boat')
  const [next = ''] = await house.finished()
  expect((await house.studio.find(next)).generation.state).toBe('delivered')
})

/** A socket that counts who knocks, whatever is spoken there. */
const openTrap = async () => {
  const trap = { port: 0, connections: 0 }
  const server = createTcpServer((socket) => {
    trap.connections += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, resolve))
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())))
  const address = server.address()
  trap.port = typeof address === 'object' && address ? address.port : 0
  return trap
}

const uploadPlaces = (port: number): string[] =>
  [...ipv4Spellings('127.0.0.1').filter((host) => !/[^\x21-\x7e]/.test(host)), ...ipv6Hiding('127.0.0.1'), '[::1]', 'localhost'].flatMap(
    (host) => [`https://${host}:${port}/bucket`, `http://${host}:${port}/bucket`],
  )

test('VideoGen gets no file where an upload address leads inside', async () => {
  const [trap, { server, provider }] = [await openTrap(), await videogen.openBench()]
  const request = videogen.requestOf({}, { inputs: [providerInput('firstFrame')] })
  for (const uploadUrl of uploadPlaces(trap.port)) {
    server.answers.upload = { status: 200, body: { fileId: 'x', uploadUrl } }
    expect([uploadUrl, await provider.submit(request, newAttempt())]).toMatchObject([uploadUrl, { kind: 'rejected' }])
  }
  expect(trap.connections).toBe(0)
  expect(server.creates).toBe(0)
  // A name that climbs out of its path.
  server.answers.upload = { status: 200, body: { fileId: '../../admin', uploadUrl: `${server.url}/bytes/0` } }
  server.answers.bytes = { status: 200 }
  expect((await provider.submit(request, newAttempt())).kind).toBe('rejected')
  expect(server.heard.filter(({ path }) => path.includes('admin'))).toEqual([])
})

test('Runway gets no file where an upload address leads inside', async () => {
  const [trap, { server, provider }] = [await openTrap(), await runway.openBench()]
  const bytes = Buffer.alloc(6_000_000)
  const firstFrame = providerInput('firstFrame', { sizeBytes: bytes.byteLength, read: async () => bytes })
  const request = runway.requestOf({ mode: 'i2v' }, { inputs: [firstFrame], modes: ['i2v'] })
  // Each is a form of six megabytes, so not all of the spellings.
  for (const uploadUrl of uploadPlaces(trap.port).filter((_, index) => index % 5 === 0)) {
    server.answers.upload = { status: 200, body: { uploadUrl, fields: {}, runwayUri: 'runway://1' } }
    expect([uploadUrl, await provider.submit(request, newAttempt())]).toMatchObject([uploadUrl, { kind: 'rejected' }])
  }
  expect(trap.connections).toBe(0)
  expect(server.creates).toBe(0)
})

test('Replicate’s token goes to nothing beside its base URL', async () => {
  const { server, provider } = await replicate.openBench()
  const base = server.url
  const { origin } = new URL(base)
  const nexts = [
    `${origin}/admin`,
    `${base}-other/predictions`,
    `${base}/../admin`,
    `${base}/%2e%2e/admin`,
    `${base}/..%2fadmin`,
    `${base}/..%5cadmin`,
    `${base}\\..\\admin`,
    `${base}/%252e%252e/admin`,
    '/admin',
    '//127.0.0.1/admin',
    `${base.replace('http://', 'http://user:pass@')}/predictions?cursor=hostile`,
  ]
  for (const next of nexts) {
    server.answers.list = { status: 200, body: { results: [], next } }
    const before = server.heard.length
    await provider.reconcile?.({ id: 'a', createdAt: Date.now() }, replicate.requestOf(), signal).catch(() => undefined)
    const asked = server.heard.slice(before).map(({ path }) => path)
    // The model's description and the first page; never the next one.
    expect([next, asked.filter((path) => path !== '/v1/predictions' && !path.startsWith('/v1/models/'))]).toEqual([next, []])
    expect([next, asked.filter((path) => path === '/v1/predictions').length]).toEqual([next, 1])
  }
})

test('what Cog uploads is fetched from beneath the addresses that the operator named', async () => {
  const store = await serve((_, response) => response.end('clip'))
  const settings = cog.settings.parse({ COG_URLS: `film=${store.origin}/films/a` })
  const provider = cog.create(settings, {
    ...providerTools({ publicUrl: 'https://bot.example', folder: await temporaryFolder() }),
    fetchNamed: guardFor(cog.origins?.(settings) ?? []).fetchNamed,
  })
  const base = `${store.origin}/films/a`
  const escapes = [
    `${store.origin}/admin`,
    `${store.origin}/films/ab/clip.mp4`,
    `${base}/../admin`,
    `${base}/./../../admin`,
    `${base}/%2e%2e/admin`,
    `${base}/.%2e/admin`,
    `${base}/..%2fadmin`,
    `${base}/..%2Fadmin`,
    `${base}/..%5cadmin`,
    `${base}/..\\admin`,
    `${base}\\..\\admin`,
    `${base}/%252e%252e%252fadmin`,
    base.replace('http:', 'https:'),
    `${base.replace('127.0.0.1', 'localhost')}/clip.mp4`,
    `${base.replace('127.0.0.1', '[::ffff:127.0.0.1]')}/clip.mp4`,
    `${base.replace('http://', 'http://user@')}/clip.mp4`,
    `http://inside.example@127.0.0.1:${store.port}/films/a/../../admin`,
  ]
  for (const url of escapes)
    expect([url, await codeOf(provider?.open?.({ url }, null, signal) ?? Promise.resolve())]).toEqual([url, 'fetch_refused'])
  expect(store.connections).toBe(0)
  expect(await new Response(await provider?.open?.({ url: `${base}/clip%20one.mp4` }, null, signal)).text()).toBe('clip')
})
