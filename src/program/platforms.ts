import type { Hono } from 'hono'
import type { Environment } from '../../config/env.ts'
import type { Clock } from '../core/clock.ts'
import type { Command } from '../core/command.ts'
import type { Log } from '../core/log.ts'
import type { Model } from '../core/model.ts'
import type { ClipsOf } from '../core/options/complete-clip.ts'
import { completeOptions } from '../core/options/complete-options.ts'
import type { LanguageOf, Platform, PriceOf } from '../core/platform.ts'
import type { RefusalIn } from '../core/policy/serves.ts'
import type { ReferencesOf } from '../core/reference.ts'
import type { Studio } from '../core/studio.ts'
import type { TemplatesOf } from '../core/template.ts'
import type { openStorage } from '../storage/open-storage.ts'
import { placeWarnings } from './place-warnings.ts'
import type { BotTask } from './task.ts'

export interface OpenPlatforms {
  platforms: Platform[]
  /** For the page of this machine. */
  routes: Hono[]
  /** Called from outside; each checks its caller's signature. */
  openRoutes: Hono[]
  /** The exit code of `say`; null when the program serves. */
  done: Promise<number> | null
}

/** A person gets a drawing, a program gets lines of JSON. */
const terminal = (colors: boolean) => ({
  stdout: process.stdout,
  stderr: process.stderr,
  isTerminal: process.stdout.isTTY === true,
  colors: process.stdout.isTTY === true && colors,
})

/**
 * The console for `say`; the chats that are configured; the playground where none is. A platform's package is loaded
 * only when it is used: they are what makes a start slow. Throws MoodreelError `bad_config`.
 */
export const openPlatforms = async (
  task: BotTask,
  environment: Environment,
  tools: {
    storage: Pick<
      Awaited<ReturnType<typeof openStorage>>,
      | 'mediaStore'
      | 'shownMedia'
      | 'clipAt'
      | 'webMessages'
      | 'memory'
      | 'settings'
      | 'workPath'
      | 'inbox'
      | 'locks'
      | 'pubSub'
      | 'isShared'
    >
    commands: readonly Command[]
    models(): readonly Model[]
    templatesOf: TemplatesOf
    referencesOf: ReferencesOf
    /** What the playground asks before anything is sent. */
    studio: Pick<Studio, 'quote' | 'find' | 'clipId'>
    /** What a form would cost as it stands. */
    priceOf: PriceOf
    clipsOf: ClipsOf
    refusalIn: RefusalIn
    languageOf: LanguageOf
    clock: Clock
    log: Log
    colors: boolean
  },
): Promise<OpenPlatforms> => {
  const { storage, commands, models, templatesOf, referencesOf, clipsOf, languageOf, clock } = tools
  const { mediaStore, inbox, clipAt, locks, pubSub, isShared } = storage
  const opened: OpenPlatforms = { platforms: [], routes: [], openRoutes: [], done: null }
  if (task.kind === 'say') {
    const { createConsolePlatform } = await import('../platforms/console/index.ts')
    const said = createConsolePlatform({ ...task, ...terminal(tools.colors), outFolder: './out', mediaStore, commands, languageOf })
    return { ...opened, platforms: [said], done: said.done }
  }
  if (environment.discord) {
    const { createDiscordPlatform } = await import('../platforms/discord/index.ts')
    opened.platforms.push(
      createDiscordPlatform({
        ...environment.discord,
        ...tools,
        ...{ mediaStore, inbox, locks, pubSub, isShared, clipAt },
        settings: storage.settings,
      }),
    )
  }
  if (environment.slack) {
    const { createSlackPlatform } = await import('../platforms/slack/index.ts')
    const slack = createSlackPlatform({
      ...environment.slack,
      ...tools,
      ...{ mediaStore, inbox, locks, isShared, clipAt },
      memory: storage.memory,
      settings: storage.settings,
    })
    opened.platforms.push(slack)
    if (slack.routes) opened.openRoutes.push(slack.routes)
  }
  for (const warning of placeWarnings(environment)) tools.log.warn({}, warning)
  if (opened.platforms.length === 0) {
    const { createWebPlatform } = await import('../platforms/web/index.ts')
    const web = createWebPlatform({
      ...tools,
      messages: storage.webMessages,
      pubSub: storage.pubSub,
      mediaStore,
      shownMedia: storage.shownMedia,
      workFolder: storage.workPath,
      complete: async (text, language) =>
        completeOptions(commands, models(), text, {
          templates: await templatesOf({ platform: 'web', workspace: 'local' }),
          references: await referencesOf({ platform: 'web', workspace: 'local' }),
          clips: await clipsOf({ platform: 'web', workspace: 'local', memberId: 'local' }),
          now: clock.now(),
          language,
        }),
    })
    opened.platforms.push(web)
    opened.routes.push(web.routes)
  }
  return opened
}
