import { expect, onTestFinished } from 'vitest'
import type { Clip, Generation } from '../../src/core/generation.ts'
import { newId } from '../../src/core/id.ts'
import type { Model } from '../../src/core/model.ts'
import type { Form, Member } from '../../src/core/platform.ts'
import { createRuleMatcher } from '../../src/core/policy/match-rule.ts'
import { type Allowed, createRefusalIn, type RefusalIn } from '../../src/core/policy/serves.ts'
import type { Post, WordedPost } from '../../src/core/post.ts'
import type { Attachment, ResolvedRequest } from '../../src/core/request.ts'
import { wordPost, wordTitle } from '../../src/core/words/word-post.ts'
import { startMediaTools } from '../../src/media/media-tools.ts'
import { createCanvasLinks } from '../../src/net/canvas-links.ts'
import { createGuardedFetch } from '../../src/net/guarded-fetch.ts'
import type { PublicLinks } from '../../src/net/public-links.ts'
import { loadCommands } from '../../src/program/load.ts'
import { createBreakers } from '../../src/studio/admission/breakers.ts'
import { openCatalogue } from '../../src/studio/admission/catalogue.ts'
import { createRulebook } from '../../src/studio/admission/rulebook.ts'
import { createWorkspaces } from '../../src/studio/admission/workspaces.ts'
import { createRunningStudio } from '../../src/studio/assemble.ts'
import { createDispatch } from '../../src/studio/dispatch.ts'
import { createLanguageOf } from '../../src/studio/members/language-of.ts'
import type { Parts } from '../../src/studio/parts.ts'
import { createQuestions } from '../../src/studio/questions.ts'
import { createEngine } from '../../src/studio/workflow/engine/engine.ts'
import { openEngineHome } from '../../src/studio/workflow/engine/open-home.ts'
import { admission, tier } from './admission.ts'
import { createFakePlatform, shownTwice } from './fake-platform.ts'
import { createFakeProvider } from './fake-provider.ts'
import { createHurry } from './hurry-house.ts'
import { openTestStorage } from './lay-databases.ts'
import { quietLog } from './quiet-log.ts'
import { sampleClip } from './sample-clip.ts'
import { sampleModel } from './sample-model.ts'
import { sharedMedia } from './shared-media.ts'
import { shippedPolicy, shippedRules } from './shipped-policy.ts'

let commands: ReturnType<typeof loadCommands> | undefined
/** The commands that are shipped, looked for once in a process. */
const ownCommands = (): ReturnType<typeof loadCommands> => {
  commands ??= loadCommands(undefined)
  return commands
}

const ignore = (): undefined => undefined
export const noMeter = { acknowledged: ignore, left: ignore, submitted: ignore, ended: ignore, heardLate: ignore }

/** A model of the fake provider that can do everything asked of it here. */
export const fakeModel = (fields: Parameters<typeof sampleModel>[0] = {}): Model =>
  sampleModel({ name: 'plain', provider: 'fake', seed: true, promptOptional: true, ...fields })

type Presser = Partial<Member> & {
  /** The platform's id of the event; a fresh one by itself. */
  event?: string
  workspace?: string
  platform?: string
  attachments?: Attachment[]
  channel?: string
  thread?: string
  locale?: string
  ageRestricted?: boolean
}

/**
 * The studio with the real storage, the real media tools and the real commands, in a folder of the test's own; only
 * the chat and the provider are the test's. `run` lets it work; without, what is asked for stays admitted.
 */
export const openHouse = async (options: HouseOptions & { run?: boolean } = {}) => {
  const { folder, media } = await sharedMedia()
  const house = await buildHouse(folder, { ...options, parts: { media, ...options.parts } })
  onTestFinished(async () => {
    await house.close()
    expect(shownTwice(house.platform)).toEqual([])
  })
  if (options.run) await house.start()
  return house
}
export type House = Awaited<ReturnType<typeof openHouse>>

interface HouseOptions {
  models?: Model[]
  publicLinks?: PublicLinks
  /** The places that the operator lets in; all without. */
  allowed?: Allowed
  /** In place of the folder's own. */
  storage?: Awaited<ReturnType<typeof openTestStorage>>
  /** Other parts in place of the usual ones. Who brings media tools stops them. */
  parts?: Partial<Parts>
}

/** The same on a folder that outlives it; whoever builds it also starts and closes it. */
export const buildHouse = async (folder: string, options: HouseOptions = {}) => {
  const storage = options.storage ?? (await openTestStorage(folder))
  const engine = createEngine(await openEngineHome(storage.engine), quietLog)
  const media = options.parts?.media ?? startMediaTools({ workFolder: storage.workPath, log: quietLog })
  const fetchNothing = createGuardedFetch({
    allowedOrigins: [],
    userAgent: 'test',
    defaults: { maxBytes: 1, timeoutMs: 1, idleTimeoutMs: 1 },
  })
  const platform = createFakePlatform()
  const provider = createFakeProvider()
  const providers: Parts['providers'] = options.parts?.providers ?? new Map([[provider.name, provider]])
  const clock = options.parts?.clock ?? { now: () => Date.now() }
  const models = options.models ?? [fakeModel()]
  const [shipped, shippedMatch] = [await shippedPolicy(), await shippedRules()]
  const files = {
    policy: options.parts?.policy ?? shipped,
    tiers: options.parts?.tiers ?? { default: tier, all: [tier] },
    ...{ rows: models, limits: {} },
  }
  const rulebook = createRulebook(files, clock, (blocked) => (blocked === shipped.blocked ? shippedMatch : createRuleMatcher(blocked)))
  const { policy } = rulebook
  const workspaces = createWorkspaces(storage, policy)
  const studio = createRunningStudio(
    {
      ...storage,
      media,
      providerFetch: new Map([...providers.keys()].map((name) => [name, fetchNothing])),
      memberFetch: fetchNothing,
      providers,
      concurrency: rulebook.concurrency,
      platforms: new Map([[platform.name, platform]]),
      publicLinks: options.publicLinks ?? null,
      canvasLinks: createCanvasLinks({ publicUrl: undefined, secret: 'canvas', now: clock.now }),
      catalogue: await openCatalogue({ rows: models, providers, ...storage, clock }),
      breakers: createBreakers({ clock, log: quietLog, pubSub: storage.pubSub }),
      matchRules: rulebook.matchRules,
      rulebook,
      allowed: options.allowed,
      roof: { day: null, month: null },
      moderationService: null,
      workspaces,
      clock,
      log: quietLog,
      meter: noMeter,
      ...options.parts,
      policy,
      tiers: rulebook.tiers,
    },
    engine,
  )
  const refusalIn: RefusalIn = (...asked) => createRefusalIn(options.allowed, policy.directMessages)(...asked)
  const languageOf = createLanguageOf({ settings: storage.settings, log: quietLog })
  const dispatch = createDispatch({
    commands: await ownCommands(),
    studio: studio.studio,
    wayBack: studio.wayBack,
    onItsWay: studio.onItsWay,
    questions: createQuestions(storage),
    log: quietLog,
    meter: noMeter,
    moderatorsOf: workspaces.moderators,
    languageOf,
    refusalIn,
  })
  const hurry = await createHurry(engine, storage.engine)
  const until = <Value>(look: () => Value | Promise<Value>) => expect.poll(() => hurry.now().then(look), { timeout: 30_000, interval: 20 })
  const close = async (graceMs = 1_000): Promise<void> => {
    await hurry.close()
    await studio.stop(graceMs)
    if (media !== options.parts?.media) await media.stop()
    await fetchNothing.close()
    await storage[Symbol.asyncDispose]()
  }

  /** Says something, and gives back what the one who said it was answered. */
  const invoke = async (
    command: string,
    input: { kind: 'text'; text: string } | { kind: 'values'; values: Record<string, unknown> },
    {
      event = newId(),
      workspace = 'local',
      platform: from = platform.name,
      attachments = [],
      channel,
      thread,
      locale,
      ageRestricted,
      ...member
    }: Presser,
  ) => {
    const answer = {
      /** `given` is the post before it was put into words. */
      replies: [] as { post: WordedPost; given: Post; isPrivate: boolean }[],
      forms: [] as Form[],
      /** What stands there while a batch is on its way, and null once it was taken away. */
      first: [] as (WordedPost | null)[],
    }
    await dispatch.handle(
      {
        id: event,
        platform: from,
        workspace,
        member: { id: 'ann', name: 'Ann', roles: [], moderator: false, ...member },
        command,
        input,
        attachments,
        origin: {},
        channel,
        thread,
        locale,
        ageRestricted,
      },
      {
        reply: async (post, { private: isPrivate = false } = {}) =>
          void answer.replies.push({ post: wordPost(post), given: post, isPrivate }),
        done: async (post) => void answer.first.push(post && wordPost(post)),
        over: async () => void answer.first.push(null),
        form: async (form) => {
          const { language: _, ...rest } = form
          answer.forms.push({ ...rest, title: wordTitle(form) })
        },
      },
    )
    return { ...answer, sentences: answer.replies.map(({ post }) => post.text) }
  }

  return {
    storage,
    media,
    platform,
    provider,
    studio: studio.studio,
    webhooks: studio.webhooks,
    /** The operator's files as they were read at the start, and what becomes of others. */
    files,
    reread: studio.reread,
    start: studio.start,
    close,
    /** What somebody's form would cost. */
    price: dispatch.price,

    /** What platforms call. */
    handle: dispatch.handle,

    /** Makes what waits due now. */
    hurry: hurry.now,

    /** Looks until something is so, and lets what waits go on at once meanwhile. */
    until,

    /** Presses a button, or sends in its form. */
    press: (command: string, id: string, values: Record<string, unknown> = {}, presser: Presser = {}) =>
      invoke(command, { kind: 'values', values: { id, ...values } }, presser),
    /** Types a line: a command beneath another after that one's name, as people type it. */
    async say(command: string, text: string, presser: Presser = {}) {
      const under = (await ownCommands()).get(command)?.under
      return under === undefined
        ? invoke(command, { kind: 'text', text }, presser)
        : invoke(under, { kind: 'text', text: `${command} ${text}` }, presser)
    },

    /** Types a line with a name as it is given, where it stands now or not. */
    type: (command: string, text: string, presser: Presser = {}) => invoke(command, { kind: 'text', text }, presser),

    /** Ann asks for a clip; its id. */
    async ask(line = 'a boat'): Promise<string> {
      await invoke('t2v', { kind: 'text', text: line }, {})
      return (await storage.generations.open()).at(-1)?.id ?? ''
    },

    /** A clip of Ann's that was delivered earlier; its files are only known of. */
    async clip(
      made: { request?: Partial<ResolvedRequest>; inputs?: Generation['inputs']; clip?: Partial<Clip> | null; costCredits?: number } = {},
    ): Promise<Generation> {
      const asked = admission({ provider: 'fake', now: Date.now(), tier: { clipsPerDay: 1_000 } })
      const [generation] = asked.generations as [Generation]
      const request = { ...generation.request, model: 'plain', seed: 42, ...made.request }
      Object.assign(generation, { request, model: request.model, mode: request.mode })
      await storage.ledger.admit(asked)
      await storage.generations.saveInputs(asked.batch.id, made.inputs ?? [])
      if (made.clip !== null) await storage.generations.saveClip(generation.id, sampleClip(generation.id, made.clip))
      const failure = { code: 'provider_failed', message: 'It failed.' } as const
      await storage.ledger.close(generation.id, {
        state: made.clip === null ? 'failed' : 'delivered',
        costCredits: made.costCredits ?? 0,
        failure: made.clip === null ? failure : null,
        now: Date.now(),
      })
      return generation
    },

    /** Waits until everything that was asked for is over and told, and gives the ids of the newest batch. */
    async finished(): Promise<string[]> {
      await until(() => storage.generations.open()).toEqual([])
      const batches = () => [...platform.messages.values()].filter(({ kind }) => kind === 'batch')
      await until(() => batches().flatMap(({ progress = [] }) => progress)).toEqual([])
      // The end is told after it is settled.
      await until(hurry.isIdle).toBe(true)
      return batches().at(-1)?.generationIds ?? []
    },

    /** Whether every run that was begun is over, so that nothing of it will be told any more. */
    isIdle: hurry.isIdle,

    /** Whether the media store has a file of that key. */
    keeps: (key: string): Promise<boolean> =>
      storage.mediaStore.size(key).then(
        () => true,
        () => false,
      ),

    /** The generations that came from one and are not over, oldest first. */
    async childrenOf(id: string): Promise<Generation[]> {
      const open = await Promise.all((await storage.generations.open()).map((one) => storage.generations.find(one.id)))
      return open.flatMap((record) => (record?.generation.parentId === id ? [record.generation] : []))
    },
  }
}
