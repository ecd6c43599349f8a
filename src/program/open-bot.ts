import type { Environment } from '../../config/env.ts'
import type { Clock } from '../core/clock.ts'
import { MoodreelError } from '../core/errors.ts'
import { keptFiguresKey, keptFiguresSchema } from '../core/kept-figures.ts'
import type { Log } from '../core/log.ts'
import { clipsOffered } from '../core/options/complete-clip.ts'
import type { Platform } from '../core/platform.ts'
import { createRefusalIn, type RefusalIn } from '../core/policy/serves.ts'
import { onTopic } from '../core/pub-sub.ts'
import { createMetrics } from '../http/metrics.ts'
import { startMediaTools } from '../media/media-tools.ts'
import { freeBytes } from '../storage/free-bytes.ts'
import { openStorage } from '../storage/open-storage.ts'
import { createBreakers } from '../studio/admission/breakers.ts'
import { openCatalogue } from '../studio/admission/catalogue.ts'
import { createRulebook } from '../studio/admission/rulebook.ts'
import { createWorkspaces } from '../studio/admission/workspaces.ts'
import { createRunningStudio } from '../studio/assemble.ts'
import { createCanvas } from '../studio/canvas.ts'
import { createDispatch } from '../studio/dispatch.ts'
import { createLanguageOf } from '../studio/members/language-of.ts'
import { readTemplates } from '../studio/members/templates.ts'
import { createQuestions } from '../studio/questions.ts'
import { createEngine } from '../studio/workflow/engine/engine.ts'
import { openEngineHome } from '../studio/workflow/engine/open-home.ts'
import { isConnected } from './check-platform.ts'
import type { Configuration } from './config.ts'
import { createGuards, openNetwork } from './network.ts'
import { openPlatforms } from './platforms.ts'
import { type EnvironmentRecord, openProviders } from './providers.ts'
import type { BotTask } from './task.ts'
import { version } from './version.ts'

/** What main read before anything was opened. */
export interface Start {
  environment: Environment
  configuration: Configuration
  /** The environment as it is, for providers and packages that read their own names of it. */
  variables: EnvironmentRecord
  log: Log
  /** The worst case in money, in words. */
  worst: string
}

/** Who says one line beside a bot that runs wants an answer, and not to stop that bot. */
const openKept = (
  { environment: { dataDir, databaseUrl, s3 }, log }: Pick<Start, 'environment' | 'log'>,
  task: BotTask,
  faulted: () => void,
): ReturnType<typeof openStorage> => {
  // Whose it is would be worked on by others, who do not know this terminal.
  if (databaseUrl && task.kind === 'say')
    throw new MoodreelError('bad_config', 'npm run say works on a data folder alone; unset DATABASE_URL for it, or say this in the chat.')
  if (databaseUrl) return openStorage(dataDir, { postgres: { url: databaseUrl, log }, bucket: s3, faulted })
  return openStorage(dataDir, { bucket: s3, faulted }).catch((cause: unknown) => {
    if (task.kind !== 'say' || !(cause instanceof MoodreelError && cause.code === 'data_folder_in_use')) throw cause
    const sentence = `Another Moodreel runs on the data folder ${dataDir}; say this in its page or its chat, or here in a folder of its own: MOODREEL_DATA_DIR=./data-say npm run say -- …`
    throw new MoodreelError(cause.code, sentence, { cause })
  })
}

/**
 * Opens everything that the bot works with, each thing closed with `resources`, and puts it together; nothing listens or works yet.
 * `started` are the platforms that listen, which metrics ask. Throws MoodreelError `bad_config` and `data_folder_in_use`.
 */
export const openBot = async (
  resources: AsyncDisposableStack,
  task: BotTask,
  started: ReadonlySet<Platform>,
  { environment, configuration, variables, log, clock }: Start & { clock: Clock },
) => {
  const { commands, definitions } = configuration
  const rulebook = createRulebook(configuration, clock)
  const { policy, tiers, matchRules, concurrency, unlistedUsd } = rulebook
  const { publicUrl, roof } = environment
  // What is written from here on is its owner's alone: prompts, faces, the keys of links.
  process.umask(0o077)
  const metrics = createMetrics({
    countOpen: () => storage.figures.open(),
    spent: () => storage.ledger.spentByEverybody(clock.now()),
    slots: () => new Map([...providers.keys()].map((name) => [name, concurrency.get(name) ?? 1])),
    kept: async () => keptFiguresSchema.safeParse(await storage.memory.get(keptFiguresKey)).data ?? null,
    roof,
    now: clock.now,
    platforms: () => platforms.map((one) => ({ platform: one.name, connected: started.has(one) && isConnected(one) })),
    process: { role: environment.role, version },
    isKeeper: () => studio.isKeeper(),
    freeBytes: () => freeBytes(environment.dataDir),
  })
  const storage = resources.use(await openKept({ environment, log }, task, metrics.databaseFailed))
  if (storage.openToOthers > 0) log.warn({ count: storage.openToOthers }, 'files of another owner in the data folder are open to others')
  const media = startMediaTools({ workFolder: storage.workPath, log, failed: metrics.mediaFailed })
  resources.defer(() => media.stop())
  const guard = createGuards(resources)
  const providerTools = { folderOf: storage.providerFolder, cacheOf: storage.providerCache, publicUrl, log, fetch, guard, now: clock.now }
  const { providers, providerFetch } = await openProviders(definitions, variables, providerTools)
  for (const provider of providers.values()) resources.defer(async () => provider.stop?.())
  const network = await openNetwork(environment, { guard, storage, policy, clock })
  const catalogue = await openCatalogue({ rows: configuration.rows, providers, ...storage, clock, unlistedUsd })
  const refusalIn: RefusalIn = (...asked) => createRefusalIn(environment.workspaces, policy.directMessages)(...asked)
  const languageOf = createLanguageOf({ settings: storage.settings, log })
  const opened = await openPlatforms(task, environment, {
    storage,
    refusalIn,
    languageOf,
    commands: [...commands.values()],
    models: catalogue.models,
    templatesOf: async (key) => (await readTemplates(storage.settings, key)).map(({ name }) => name),
    referencesOf: storage.references.names,
    studio: {
      quote: (...asked) => studio.studio.quote(...asked),
      find: (id) => studio.studio.find(id),
      clipId: (...named) => studio.studio.clipId(...named),
    },
    clipsOf: async (member) => {
      const { records } = await storage.history.page(member, null, clipsOffered)
      return records.flatMap(({ generation: { id, createdAt, removedAt, request } }) =>
        removedAt === null ? [{ id, createdAt, prompt: request.prompt, seed: request.seed }] : [],
      )
    },
    priceOf: (said) => dispatch.price(said),
    clock,
    log,
    colors: !variables['NO_COLOR'],
  })
  const { platforms } = opened
  const workspaces = createWorkspaces(storage, policy)
  const studio = createRunningStudio(
    {
      ...{ ...storage, ...network, media, providers, providerFetch, catalogue, roof, workspaces, clock, log },
      ...{ rulebook, policy, tiers, matchRules, concurrency },
      platforms: new Map(platforms.map((platform) => [platform.name, platform])),
      allowed: environment.workspaces,
      breakers: createBreakers({ clock, log, pubSub: storage.pubSub }),
      meter: metrics.meter,
    },
    createEngine(await openEngineHome(storage.engine), log, storage.isShared ? onTopic(storage.pubSub, 'engine') : undefined),
  )
  const dispatch = createDispatch({
    ...{
      commands,
      studio: studio.studio,
      wayBack: studio.wayBack,
      onItsWay: studio.onItsWay,
      questions: createQuestions(storage),
      log,
      meter: metrics.meter,
      refusalIn,
    },
    moderatorsOf: workspaces.moderators,
    languageOf,
  })
  const canvas = createCanvas({ ...storage, ...network, clock }, { ...dispatch, languageOf })
  return { ...opened, ...network, storage, studio, dispatch, canvas, metrics, providers: [...providers.keys()] }
}
