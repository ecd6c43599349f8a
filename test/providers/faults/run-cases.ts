import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MoodreelError } from '../../../src/core/errors.ts'
import { newId } from '../../../src/core/id.ts'
import type { MediaTools } from '../../../src/core/media.ts'
import type { GuardedFetch } from '../../../src/net/guarded-fetch.ts'
import { createPublicLinks } from '../../../src/net/public-links.ts'
import type { FaultVendor, StartFaultVendor } from '../../contracts/fault-vendor.ts'
import { makeJpeg } from '../../media/fixtures.ts'
import { tier } from '../../support/admission.ts'
import { guardFor } from '../../support/guard-for.ts'
import { buildHouse } from '../../support/open-house.ts'
import { type Case, casesOf } from './cases.ts'
import { createHurry } from './hurry.ts'
import { type Outcome, readOutcome } from './outcome.ts'
import { slowLinks, trapHost } from './outputs.ts'
import { closeStand, openStands, type Stand } from './stand.ts'

const minute = 60_000
/** How far the clock is moved when nothing goes on by itself: past all that settles soon, past what is tried anew, past a day. */
const jumpsMs = [0, 10 * minute, 20 * minute, 45 * minute, 25 * 60 * minute + 15 * minute]
/** For what a real second decides: the patience of a download, and media work on a busy machine. */
const phaseMs = 60_000
const wideTier = { ...tier, clipsPerDay: 100, inFlight: 100, longestSeconds: 600, creditsPerMonth: 100_000 }

export interface FaultHouse {
  folder: string
  /** Shared, for it is dear. Its work folder holds `folder`. */
  media: MediaTools
}

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
type RunningHouse = Awaited<ReturnType<typeof houseOf>>

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

/** The vendor tells at the attempt's address what it took. It hears whether that was believed, and does not tell it twice. */
const tellOf = async ({ webhooks }: RunningHouse, stand: Stand): Promise<void> => {
  const { webhookUrl, vendor, isUnknown } = stand
  if (!webhookUrl || !isUnknown || !vendor.webhook || vendor.jobs() === 0) return
  stand.webhookUrl = null
  const [, , provider = '', key = '', attemptId = ''] = new URL(webhookUrl).pathname.split('/')
  const { rawBody, headers } = vendor.webhook(webhookUrl)
  await webhooks
    .listenerOf(provider, attemptId, key)
    ?.hear(rawBody, headers)
    .catch((error: unknown) => {
      if (!(error instanceof MoodreelError) || error.code !== 'not_signed') throw error
    })
}

/**
 * Makes one clip under each fault of a vendor, all in one house, and tells what became of them. Where nothing goes on by
 * itself the clock is moved on, as far as a day, when even an outcome that nobody knows has to end.
 */
export const runCases = async (
  start: StartFaultVendor,
  { folder, media, cases = casesOf }: FaultHouse & { cases?: (vendor: FaultVendor) => Case[] },
): Promise<Outcome[]> => {
  let ahead = 0
  const now = (): number => Date.now() + ahead
  let trapped = 0
  const trap = createServer((_, response) => {
    trapped += 1
    response.end()
  })
  await new Promise<void>((resolve) => trap.listen(0, '::1', resolve))
  await mkdir(folder, { recursive: true })
  const stands = await openStands(start, cases, { folder, now, trapPort: (trap.address() as AddressInfo).port })
  const house = await houseOf(folder, stands, media, now)
  const engine = createHurry(house.storage.enginePath)
  try {
    const ids = new Map<Stand, string>()
    // Before it starts: a house that works looks at its models too, and would refuse what it found to be broken.
    for (const stand of stands) ids.set(stand, await askFor(house, stand, folder))
    await house.start()

    const standOf = new Map(stands.map((stand) => [ids.get(stand) ?? '', stand]))
    let waiting: { stand: Stand; id: string; isStuck: boolean }[] = []
    /** Leaves those that are not over, and says which get nowhere by themselves. */
    const look = async (): Promise<void> => {
      waiting = (await openOf(house, [...ids.values()])).flatMap(({ id, isClosed }) => {
        const stand = standOf.get(id)
        if (!stand) return []
        return [{ stand, id, isStuck: !isClosed && (stand.fruitless > 1 || (stand.isUnknown && !stand.provider.reconcile)) }]
      })
    }

    const heldBefore = new Map<string, string[]>()
    for (const jump of jumpsMs) {
      for (const { stand, id, isStuck } of waiting) {
        stand.fruitless = 0
        if (!isStuck) continue
        const { generation } = await house.studio.find(id)
        // Over since it was looked at.
        if (generation.finishedAt !== null) continue
        const entries = await house.storage.ledger.entriesOf(id)
        heldBefore.set(id, [...(heldBefore.get(id) ?? []), `${generation.state}: ${entries.map(({ kind }) => kind)}`])
      }
      ahead = jump
      // Once the clock was moved, whatever still waits for it waits by the engine's own.
      const hasToHurry = (stand: Stand): boolean => jump > 0 || stand.isUnknown || stand.fruitless > 0
      const isLast = jump === jumpsMs.at(-1)
      const end = performance.now() + phaseMs
      await Promise.all(stands.map((stand) => tellOf(house, stand)))
      for (await look(); !waiting.every(({ isStuck }) => isStuck && !isLast) && performance.now() < end; await look()) {
        await engine.hurry(waiting.flatMap(({ id, stand, isStuck }) => (hasToHurry(stand) && (isLast || !isStuck) ? [id] : [])))
        await sleep(200)
        await Promise.all(stands.map((stand) => tellOf(house, stand)))
      }
    }
    const outcomes = [...ids].map(([stand, id]) => readOutcome(house, stand, id, heldBefore.get(id) ?? []))
    const read = await Promise.all(outcomes)
    if (trapped > 0) read[0]?.problems.push(`${trapped} requests went to an address that nobody configured`)
    return read
  } finally {
    await engine.close()
    await house.close()
    for (const stand of stands) await closeStand(stand)
    await new Promise((resolve) => trap.close(resolve))
  }
}
