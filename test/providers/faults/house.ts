import { join } from 'node:path'
import { newId } from '../../../src/core/id.ts'
import type { MediaTools } from '../../../src/core/media.ts'
import type { GuardedFetch } from '../../../src/net/guarded-fetch.ts'
import { createPublicLinks } from '../../../src/net/public-links.ts'
import { makeJpeg } from '../../media/fixtures.ts'
import { tier } from '../../support/admission.ts'
import { guardFor } from '../../support/guard-for.ts'
import { buildHouse } from '../../support/open-house.ts'
import { slowLinks, trapHost } from './outputs.ts'
import type { Stand } from './stand.ts'

const wideTier = { ...tier, clipsPerDay: 100, inFlight: 100, longestSeconds: 600, creditsPerMonth: 100_000 }

/** A house whose providers are the stands' adapters. */
export const houseOf = async (folder: string, stands: readonly Stand[], media: MediaTools, now: () => number) => {
  const guardedFetch = patient(
    // The vendors are the internet here, and the trap is an address of the house.
    guardFor([], {
      isPublic: (address) => address === '127.0.0.1',
      lookup: async (hostname) => [hostname === trapHost ? { address: '::1', family: 6 } : { address: '192.0.2.1', family: 4 }],
    }),
    stands,
  )
  const house = await buildHouse(folder, {
    models: stands.map(({ model }) => model),
    ...(stands.some((stand) => stand.case.hasWebhook) && {
      publicLinks: createPublicLinks({ publicUrl: 'https://bot.example', secret: 'a secret of the tests', now }),
    }),
    parts: {
      media,
      providerFetch: new Map(stands.map(({ model }) => [model.provider, guardedFetch])),
      providers: new Map(stands.map(({ model, provider }) => [model.provider, provider])),
      concurrency: new Map(stands.map(({ model }) => [model.provider, 2])),
      tiers: { default: wideTier, all: [wideTier] },
      clock: { now },
    },
  })
  return {
    ...house,
    async close() {
      await house.close()
      await guardedFetch.close()
    },
  }
}

/** Less patient with slow links, and counting the downloads that failed. */
const patient = (guarded: GuardedFetch, stands: readonly Stand[]): GuardedFetch => ({
  ...guarded,
  downloadTo: (path, url, options = {}) =>
    guarded
      .downloadTo(path, url, { ...options, ...Object.entries(slowLinks).find(([link]) => url.endsWith(link))?.[1] })
      .catch((error: unknown) => {
        for (const stand of stands) if (url.startsWith(stand.proxy.origin)) stand.fruitless += 1
        throw error
      }),
})
export type RunningHouse = Awaited<ReturnType<typeof houseOf>>

/** Asks for the clip of a stand, as a member of its own, and gives its id. */
export const askFor = async ({ storage, studio }: RunningHouse, { model, vendor }: Stand, folder: string): Promise<string> => {
  const mode = vendor.request.mode ?? model.modes[0] ?? 't2v'
  const photo = join(folder, 'photo.jpg')
  if (mode === 'i2v' && !vendor.request.firstFrame) {
    await makeJpeg(photo, { width: 320, height: 180 })
    await storage.mediaStore.put(`uploads/${model.name}`, photo)
  }
  const { id } = await studio.submit(
    {
      id: newId(),
      platform: 'web',
      workspace: 'local',
      member: { id: model.name, name: 'Ann', roles: [], moderator: false },
      command: mode,
      input: { kind: 'text', text: '' },
      attachments: [],
      origin: {},
    },
    {
      prompt: 'a paper boat',
      ...(mode === 'i2v' && { firstFrame: { url: `media:uploads/${model.name}`, name: 'photo.jpg' } }),
      ...vendor.request,
      mode,
      model: model.name,
    },
  )
  const [record] = await storage.generations.ofBatch(id)
  if (!record) throw new Error('the clip that was asked for is not there')
  return record.generation.id
}

/** Those that are not over: either the ledger is not closed or the member was not told. */
export const openOf = async ({ storage, platform }: RunningHouse, ids: readonly string[]): Promise<{ id: string; isClosed: boolean }[]> => {
  const unfinished = new Set((await storage.generations.open()).map(({ id }) => id))
  const told = new Set([...platform.messages.values()].flatMap(({ kind, generationIds }) => (kind === 'batch' ? [] : generationIds)))
  return ids.filter((id) => unfinished.has(id) || !told.has(id)).map((id) => ({ id, isClosed: !unfinished.has(id) }))
}
