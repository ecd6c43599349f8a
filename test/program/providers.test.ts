import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineProvider, type Provider } from '../../src/core/provider.ts'
import { openProviders, readSettings } from '../../src/program/providers.ts'
import { guardFor } from '../support/guard-for.ts'
import { providerTools } from '../support/provider-tools.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const provider = (name: string): Provider => ({
  name,
  submit: async () => ({ kind: 'unknown', reason: 'only a name' }),
  poll: async () => ({ kind: 'queued' }),
})

const cloud = defineProvider({
  name: 'cloud',
  setup: 'Set CLOUD_KEY.',
  settings: z.object({ CLOUD_KEY: z.string().min(8).optional(), CLOUD_URL: z.url().default('https://cloud.example') }),
  origins: (settings) => [settings.CLOUD_URL],
  create: (settings) => (settings.CLOUD_KEY ? provider('cloud') : null),
})

const open = async (environment: Record<string, string | undefined>) => {
  const folder = await temporaryFolder()
  const guarded: (readonly string[])[] = []
  const opened = await openProviders(new Map([['cloud', cloud]]), environment, {
    ...providerTools({ now: () => 0 }),
    folderOf: () => folder,
    cacheOf: () => providerTools().cache,
    guard(origins) {
      guarded.push(origins)
      return guardFor(origins)
    },
  })
  return { ...opened, guarded }
}

test('sets up the providers whose settings are there, and lets the guarded fetch reach their own origins', async () => {
  const { providers, providerFetch, guarded } = await open({ CLOUD_KEY: 'a long key', CLOUD_URL: 'http://127.0.0.1:9' })
  expect([...providers.keys()]).toEqual(['cloud'])
  expect([...providerFetch.keys()]).toEqual(['cloud'])
  expect(guarded).toEqual([['http://127.0.0.1:9']])
})

test('leaves out a provider that is not set up, and trusts none of its origins', async () => {
  for (const environment of [{}, { CLOUD_KEY: '  ' }]) {
    expect(await open(environment)).toMatchObject({ providers: new Map(), providerFetch: new Map() })
  }
})

test('lets no provider say a secret of the environment', async () => {
  const { providers } = await open({ CLOUD_KEY: 'only a name', CLOUD_URL: 'http://127.0.0.1:9' })
  const result = await providers.get('cloud')?.submit({} as never, {} as never)
  expect(result).toEqual({ kind: 'unknown', reason: '[redacted]' })
})

test('a setting that does not fit is told by its name, never by its value', () => {
  expect(() => readSettings(cloud, { CLOUD_KEY: 'secret' })).toThrow('Provider cloud: CLOUD_KEY does not fit. Set CLOUD_KEY.')
})
