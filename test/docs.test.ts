import { readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readModels } from '../config/models.ts'
import { readTiers } from '../config/tiers.ts'
import { createFolderPlatform } from '../docs/examples/platforms/folder.ts'
import type { ThreadRef } from '../src/core/platform.ts'
import { notice } from '../src/core/post.ts'
import type { ResolvedRequest } from '../src/core/request.ts'
import { loadCommands, loadProviders } from '../src/program/load.ts'
import { openProviders } from '../src/program/providers.ts'
import { openMediaFolder } from '../src/storage/media-folder.ts'
import { say } from './commands/say.ts'
import { commandContract } from './contracts/command-contract.ts'
import { platformContract } from './contracts/platform-contract.ts'
import { providerContract } from './contracts/provider-contract.ts'
import { guardFor } from './support/guard-for.ts'
import { providerTools } from './support/provider-tools.ts'
import { quietLog } from './support/quiet-log.ts'
import { temporaryFolder } from './support/temporary-folder.ts'
import { startVendor } from './support/vendor-server.ts'

const root = join(import.meta.dirname, '..')
/** It is a folder as an operator has one, and is given to the program as such. */
const configDir = join(root, 'docs/examples')
const page = await readFile(join(root, 'docs/extending.md'), 'utf8')

describe('docs/extending.md', async () => {
  /** Of those who run the bot, and no part of an operator's folder. */
  const forRunning = /\/(garage|grafana|kubernetes|prometheus)$/
  const files = (await readdir(configDir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !forRunning.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
  const blocks = [...page.matchAll(/^```\w+ (docs\/\S+)\n(.*?)^```$/gms)].map(([, path = '', code = '']) => ({ path, code }))

  test('shows every example, once', () => {
    expect(blocks.map(({ path }) => path).toSorted()).toEqual(files.toSorted())
  })

  test.each(blocks)('shows $path as it is', async ({ path, code }) => {
    expect(code).toBe(await readFile(join(root, path), 'utf8'))
  })

  test.each(['extending.md', 'connect.md', 'scaling.md'])('%s links to files that are there', async (name) => {
    const links = [...(await readFile(join(root, 'docs', name), 'utf8')).matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) =>
      join(root, 'docs', path),
    )
    expect(links).not.toEqual([])
    for (const link of links) await expect(readFile(link)).resolves.toBeDefined()
  })
})

test('the example’s rows are laid over ours', async () => {
  const { models, providers } = await readModels(configDir)
  const [ours, echo] = ['local', 'echo'].map((name) => models.find((row) => row.name === name))
  expect(echo).toMatchObject({ provider: 'echo', duration: [4, 8] })
  expect(providers['echo']).toMatchObject({ concurrency: 4 })
  expect(ours).toMatchObject({ provider: 'local', resolutions: ['720p', '480p'] })
  expect(ours).not.toHaveProperty('fps')
  expect((await readTiers(configDir)).default).toMatchObject({ clipsPerDay: 20, inFlight: 5 })
})

const dice = (await loadCommands(configDir)).get('dice')
if (!dice) throw new Error('the example command was not loaded')
commandContract(dice)

test('/dice asks for clips of somebody in a place', async () => {
  const { drafts } = await say(dice, 'an old sailor --takes 2')
  expect(drafts).toEqual([{ mode: 't2v', prompt: expect.stringMatching(/^an old sailor \S+ .+ \S+$/), takes: 2 }])
})

const request: ResolvedRequest = { mode: 't2v', model: 'echo', prompt: 'a paper boat', seed: 7, takes: 1, extras: {} }

providerContract(
  'echo',
  async () => {
    const vendor = await startVendor(Buffer.from('\0\0\0\x10ftypisom'))
    const [model, definitions] = [(await readModels(configDir)).models.find(({ name }) => name === 'echo'), await loadProviders(configDir)]
    if (!model) throw new Error('the example row was not read')
    const asking = (prompt: string) => ({ request: { ...request, prompt }, model, inputs: [] })
    /** The vendor does as the prompt says. */
    const obeying: typeof fetch = (url, init) => {
      const { prompt } = typeof init?.body === 'string' ? (JSON.parse(init.body) as { prompt: string }) : {}
      if (prompt === 'refuse') vendor.behaviour.submit = 'refuse'
      if (prompt === 'fail') vendor.behaviour.fail = true
      vendor.behaviour.renderMs = prompt === 'go on' ? 600_000 : vendor.behaviour.renderMs
      return fetch(url, init)
    }
    vendor.behaviour.renderMs = 20
    const folder = await temporaryFolder()
    const open = async () => {
      const only = new Map([...definitions].filter(([name]) => name === 'echo'))
      const tools = { ...providerTools({ fetch: obeying }), folderOf: () => folder, cacheOf: () => providerTools().cache, guard: guardFor }
      const { providers, providerFetch } = await openProviders(only, { ECHO_URL: vendor.url }, tools)
      await expect(providerFetch.get('echo')?.fetch(vendor.url)).rejects.toMatchObject({ code: 'fetch_failed' })
      const provider = providers.get('echo')
      if (!provider) throw new Error('the example provider was not set up')
      return provider
    }
    return {
      provider: await open(),
      restart: open,
      request: asking('a paper boat'),
      refused: asking('refuse'),
      failing: asking('fail'),
      endless: asking('go on'),
      jobs: async () => vendor.jobs.length,
      fetch: async ({ url }) => new Uint8Array(await (await fetch(url)).arrayBuffer()),
      dispose: () => vendor.close(),
    }
  },
  { reportsSeed: false, submitIsIdempotent: false, reconciles: true, cancels: true },
)

test('echo is not set up without its address', async () => {
  const echo = (await loadProviders(configDir)).get('echo')
  const tools = { ...providerTools(), folderOf: () => '', cacheOf: () => providerTools().cache, guard: guardFor }
  expect((await openProviders(new Map(echo ? [['echo', echo]] : []), {}, tools)).providers.size).toBe(0)
})

const openFolder = async () => {
  const [folder, store] = [await temporaryFolder(), await openMediaFolder(await temporaryFolder(), { reserveBytes: 0 })]
  const open = () => createFolderPlatform({ folder, mediaStore: store, log: quietLog })
  const textOf = (channel: string, message: string): Promise<string | null> =>
    readFile(join(folder, channel, `${message}.txt`), 'utf8').catch(() => null)
  return { folder, store, open, textOf }
}

platformContract('folder', async () => {
  const { folder, store, open, textOf } = await openFolder()
  return {
    platform: open(),
    origin: () => null,
    shown: ({ channel, message }) => textOf(channel, message),
    // Beside the clips, and without the message that opened the thread.
    count: async ({ channel }: ThreadRef) => (await readdir(join(folder, channel))).filter((file) => file.endsWith('.txt')).length - 1,
    async clip(fileName, sizeBytes) {
      const path = join(await temporaryFolder(), fileName)
      await writeFile(path, Buffer.alloc(sizeBytes))
      await store.put(`clips/${fileName}`, path)
      return { key: `clips/${fileName}`, mediaType: 'video/mp4', sizeBytes, fileName, alt: '', width: 16, height: 9, durationSeconds: 1 }
    },
    restart: async () => open(),
    close: async () => undefined,
  }
})

test('a file moved into the inbox is a command, with the files that are called like it, and is answered', async () => {
  const { folder, store, open, textOf } = await openFolder()
  const platform = open()
  onTestFinished(() => platform.stop())
  const heard: { id: string; said: unknown }[] = []
  await platform.start(async ({ id, command, input, attachments }, respond) => {
    const files = await Promise.all(attachments.map(async ({ name, url }) => [name, await store.size(url.slice('media:'.length))]))
    heard.push({ id, said: { command, input, files } })
    await respond.reply(notice('Understood.'))
  })
  const moveIn = async (name: string, content: string | Buffer, writtenAt: Date): Promise<void> => {
    await writeFile(join(folder, name), content)
    await utimes(join(folder, name), writtenAt, writtenAt)
    await rename(join(folder, name), join(folder, 'inbox', name))
  }
  const emptied = () => expect.poll(() => readdir(join(folder, 'inbox'))).toEqual([])
  const noon = new Date('2026-11-21T12:00:00Z')
  await moveIn('boat.png', Buffer.alloc(7), noon)
  await moveIn('boat.txt', '/i2v slow push-in\n', noon)
  await emptied()
  expect(heard[0]?.said).toEqual({ command: 'i2v', input: { kind: 'text', text: 'slow push-in' }, files: [['boat.png', 7]] })
  expect(await textOf('answers', `${heard[0]?.id}-0`)).toBe('Understood.\n')

  // Found again after a crash it is the same command; written again it is another.
  await moveIn('boat.txt', '/i2v slow push-in\n', noon)
  await emptied()
  await moveIn('boat.txt', '/quota\n', new Date('2026-11-21T12:00:01Z'))
  await emptied()
  const [first, again, later] = heard.map(({ id }) => id)
  expect(again).toBe(first)
  expect(later).not.toBe(first)
})
