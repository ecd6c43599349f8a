import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { MoodreelError } from '../../../src/core/errors.ts'
import { startMediaTools } from '../../../src/media/media-tools.ts'
import { createCanvasLinks } from '../../../src/net/canvas-links.ts'
import { createGuardedFetch } from '../../../src/net/guarded-fetch.ts'
import { createPublicLinks } from '../../../src/net/public-links.ts'
import { nonceOf } from '../../../src/platforms/discord/post/nonce.ts'
import type { GenerationRecord } from '../../../src/storage/generation-rows.ts'
import { openStorage } from '../../../src/storage/open-storage.ts'
import { createBreakers } from '../../../src/studio/admission/breakers.ts'
import { openCatalogue } from '../../../src/studio/admission/catalogue.ts'
import { createRulebook } from '../../../src/studio/admission/rulebook.ts'
import { createWorkspaces } from '../../../src/studio/admission/workspaces.ts'
import type { Parts } from '../../../src/studio/parts.ts'
import { createClipPosts } from '../../../src/studio/workflow/clip-posts.ts'
import { createFailurePosts } from '../../../src/studio/workflow/failure-posts.ts'
import { createReportEnd } from '../../../src/studio/workflow/report-end.ts'
import { createSettle } from '../../../src/studio/workflow/settle.ts'
import { createStage } from '../../../src/studio/workflow/stage.ts'
import { admission, tier } from '../../support/admission.ts'
import { quietLog } from '../../support/quiet-log.ts'
import { sampleClip } from '../../support/sample-clip.ts'
import { shippedPolicy, shippedRules } from '../../support/shipped-policy.ts'
import { startBot } from './bot.ts'
import { startFakeDiscord } from './fake/discord.ts'
import type { FakeMessage } from './fake/world.ts'

const day = 24 * 3_600_000
export const prompt = 'a paper boat in the rain'
const ignore = (): undefined => undefined

/**
 * The last stages of a clip as the studio runs them, on real storage, at a bot of the fake Discord. The engine is left out: a step that
 * throws is run again after the engine's pause, by a clock that both sides share.
 */
export const openDeliveryDesk = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'moodreel-desk-'))
  const storage = await openStorage(folder)
  const discord = await startFakeDiscord()
  const { world } = discord
  const bot = await startBot(discord, { settings: storage.settings, mediaStore: storage.mediaStore })
  const clock = { now: world.now }
  const fetchNothing = createGuardedFetch({
    allowedOrigins: [],
    userAgent: 'test',
    defaults: { maxBytes: 1, timeoutMs: 1, idleTimeoutMs: 1 },
  })
  const media = startMediaTools({ workFolder: storage.workPath, log: quietLog })
  const files = { policy: await shippedPolicy(), tiers: { default: tier, all: [tier] }, rows: [], limits: {} }
  const matchRules = await shippedRules()
  const rulebook = createRulebook(files, clock, () => matchRules)
  const { policy } = rulebook
  const providers: Parts['providers'] = new Map()
  const meter = { acknowledged: ignore, left: ignore, submitted: ignore, ended: ignore, heardLate: ignore }
  const parts: Parts = {
    ...storage,
    media: {
      ...media,
      // As small as asked, without the time that it takes.
      fit: async (_path, outPath, { limitBytes }) => {
        await writeFile(outPath, Buffer.alloc(limitBytes))
        return { ...sampleClip('small').video, sizeBytes: limitBytes }
      },
    },
    providerFetch: new Map([['fake', fetchNothing]]),
    memberFetch: fetchNothing,
    providers,
    concurrency: new Map(),
    platforms: new Map([['discord', bot.platform]]),
    publicLinks: createPublicLinks({ publicUrl: 'https://clips.example.org', secret: 'a secret', now: world.now }),
    canvasLinks: createCanvasLinks({ publicUrl: undefined, secret: 'a secret', now: world.now }),
    catalogue: await openCatalogue({ rows: [], providers, ...storage, clock }),
    breakers: createBreakers({ clock, log: quietLog, pubSub: storage.pubSub }),
    ...{ tiers: rulebook.tiers, policy, matchRules, rulebook },
    allowed: undefined,
    roof: { day: null, month: null },
    moderationService: null,
    workspaces: createWorkspaces(storage, policy),
    clock,
    log: quietLog,
    meter,
  }
  const stage = createStage(parts)
  const rounds = { wayOf: async () => null }
  const clipPosts = createClipPosts(parts, { rounds, announcer: { finish: async () => undefined } })
  const deliver = stage('deliver', { state: 'delivering', deadlineMs: day, tryMs: day, cancelable: false }, async ({ record, signal }) => {
    await clipPosts.deliver(record, signal)
    return { failure: null }
  })
  const announcer = {
    draw: async () => Promise.reject(new Error('nothing is drawn here')),
    touch: ignore,
    end: async () => undefined,
    finish: async () => undefined,
    drawAgain: async () => undefined,
    watchLines: () => ({ end: ignore }),
    stop: async () => undefined,
  }
  const tell = stage(
    'tell',
    { deadlineMs: day, tryMs: day, cancelable: false, afterEnd: true },
    createReportEnd(parts, { announcer, failurePosts: createFailurePosts(parts, rounds) }),
  )

  /** Runs a step as the engine does: again after 1, 2, 4 … 30 seconds. Those in which it only says that it is too early are left out. */
  const untilDone = async <Result>(step: () => Promise<Result>): Promise<Result> => {
    for (let pauseMs = 1_000; ; pauseMs = Math.min(2 * pauseMs, 30_000)) {
      try {
        return await step()
      } catch (error) {
        const earlyMs = error instanceof MoodreelError ? (error.retryAfterMs ?? 0) : 0
        world.advance(Math.max(pauseMs, earlyMs))
      }
    }
  }

  const recordOf = async (id: string): Promise<GenerationRecord> => {
    const record = await storage.generations.find(id)
    if (!record) throw new Error(`there is no generation ${id}`)
    return record
  }

  return {
    discord,
    bot,
    storage,

    /** A clip whose thread is open, and that was paid for. */
    async finishedClip() {
      const person = discord.person()
      const asked = admission({
        now: world.now(),
        tier: { clipsPerDay: 10_000, inFlight: 10_000, creditsPerMonth: 10_000_000 },
        memberId: person.id,
      })
      const [generation] = asked.generations
      if (!generation) throw new Error('nothing was admitted')
      Object.assign(generation.request, { prompt })
      Object.assign(asked.batch, { platform: 'discord', workspace: discord.guild.id })
      const origin = {
        guild: discord.guild.id,
        channel: discord.channel.id,
        channelType: discord.channel.type,
        member: person.id,
        present: true,
      }
      Object.assign(asked, { origin })
      await storage.ledger.admit(asked)
      for (const [key, bytes] of [
        [`clips/${generation.id}.mp4`, 1000],
        [`posters/${generation.id}.jpg`, 100],
      ] as const) {
        const path = join(folder, 'new')
        await writeFile(path, Buffer.alloc(bytes))
        await storage.mediaStore.put(key, path)
      }
      await storage.generations.saveClip(generation.id, sampleClip(generation.id))
      const root = { kind: 'batch' as const, text: prompt, facts: ['/t2v'], warnings: [], media: [], actions: [], generationIds: [] }
      const opened = await bot.platform.openThread(origin, root, { key: `root:${asked.batch.id}`, again: false })
      await storage.generations.saveThread(asked.batch.id, opened.thread, opened.root, opened.thread.thread ?? opened.thread.channel)
      return { id: generation.id, person, root: opened.root, thread: opened.thread.thread ?? '' }
    },

    /** Delivers, settles and tells; gives what the stage ended with, and how long it took on the shared clock. */
    async run(id: string) {
      const before = world.now()
      const calls = discord.calls.length
      const end = await untilDone(() => deliver(id))
      if (!('failure' in end)) throw new Error('the stage waits')
      const { failure } = end
      const tookMs = world.now() - before
      const made = discord.calls.slice(calls)
      const count = (method: string, path: RegExp): number => made.filter((call) => call.method === method && path.test(call.path)).length
      await createSettle(parts, async () => undefined, { charged: async () => undefined })(await recordOf(id), failure)
      await untilDone(() => tell(id))
      const entries = await storage.ledger.entriesOf(id)
      return {
        failure: failure?.code ?? null,
        tookMs,
        uploads: made.filter(({ files }) => files.length > 0).length,
        listings: count('GET', /\/messages$/),
        directs: count('POST', /^\/users\/@me\/channels$/),
        entries: entries.map(({ kind }) => kind),
      }
    },

    /** Every message of the clip, and of its failure, wherever it stands. */
    postsOf(id: string): { clips: FakeMessage[]; failures: FakeMessage[] } {
      const all = [...world.channels.values()].flatMap(({ messages }) => messages)
      const named = (key: string): FakeMessage[] => all.filter(({ nonce }) => nonce === nonceOf(key).value)
      return { clips: named(`clip:${id}`), failures: named(`failure:${id}`) }
    },

    async close() {
      await bot.stop()
      await discord.stop()
      await media.stop()
      await fetchNothing.close()
      await storage[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
      expect(discord.broken()).toEqual([])
    },
  }
}
export type DeliveryDesk = Awaited<ReturnType<typeof openDeliveryDesk>>
