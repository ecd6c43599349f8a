import { DiscordAPIError, type REST, type RESTPostAPIApplicationCommandsJSONBody, Routes } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../../core/clock.ts'
import type { Settings } from '../../../core/kept.ts'
import type { Locks } from '../../../core/locks.ts'
import type { Log } from '../../../core/log.ts'
import { logFields } from '../api-errors.ts'
import { pause, pauseMs } from '../pauses.ts'
import { asTyped, type MentionCommand } from '../post/escape.ts'
import { emptyList, registerCommands } from './register.ts'

/** What Discord refused will be refused again until somebody changes something. */
const refusedPauseMs = 30 * 60_000

/** Where commands of ours were written, and their names; a server's id, or `global`. */
const written = 'discord:written-commands'
const applicationSchema = z.object({ id: z.string() })
const writtenSchema = z.record(z.string(), z.array(z.string())).catch({})

/** The ids that Discord gave to the commands, for processes that register none. */
const idsKey = 'discord:command-ids'
const idsSchema = z.record(z.string(), z.string()).catch({})
/** So seldom a process that registered none looks for them. */
const lookedMs = 60_000

const sentenceFor = (status: number): string => {
  if (status === 403) {
    return 'Discord does not let the bot register its commands in this server; open the link of npm run discord:invite, which gives it the scope applications.commands.'
  }
  return 'Discord refuses the commands; without them nobody sees what the bot can do.'
}

export interface RegistrarOptions {
  rest: REST
  /** Null while the gateway did not tell it; then it is asked for. */
  applicationId(): string | null
  guildId: string | undefined
  commands: RESTPostAPIApplicationCommandsJSONBody[]
  /** Remembers in which servers commands were written, and their ids. */
  settings: Settings | undefined
  locks: Pick<Locks, 'keyed'>
  clock: Clock
  log: Log
}

/**
 * Registers the commands and takes them out of the list that is not theirs any more: the global one once a server is configured, the
 * server's once it is not. What fails is tried again in the background with growing pauses, what Discord refuses twice an hour. Several
 * processes do so one after the other, and those behind the first find nothing to write.
 */
export const createRegistrar = (options: RegistrarOptions) => {
  const { rest, applicationId, guildId, commands, settings, locks, clock, log } = options
  const stop = new AbortController()
  const here = guildId ?? 'global'
  const alone = locks.keyed('discord-commands')
  let ids: ReadonlyMap<string, string> = new Map()
  let isRegistered = false
  let looked = { at: Number.NEGATIVE_INFINITY, done: Promise.resolve() }

  const register = async (): Promise<void> => {
    const id = applicationId() ?? applicationSchema.parse(await rest.get(Routes.currentApplication())).id
    const registered = await registerCommands(rest, id, guildId, commands)
    ids = registered.ids
    isRegistered = true
    await settings?.set(idsKey, Object.fromEntries(ids))
    log.info({ outcome: registered.outcome }, 'the commands are registered')
    const names = commands.map(({ name }) => name)
    const lists = writtenSchema.parse(await settings?.get(written))
    await settings?.set(written, { ...lists, [here]: names })
    // Lists of a version that did not remember them: the global one is the only one that can be found.
    for (const [list, known] of Object.entries({ global: [], ...lists })) {
      if (list === here) continue
      const removed = await emptyList(rest, id, list === 'global' ? undefined : list, new Set([...names, ...known]))
      if (removed > 0) log.info({ list, removed }, 'commands were taken out of the list that is not used any more')
    }
    await settings?.set(written, { [here]: names })
  }

  const keep = async (tried: () => void): Promise<void> => {
    let lastStatus = 0
    for (let tries = 0; !stop.signal.aborted; tries += 1) {
      let waitMs = pauseMs(tries, true)
      try {
        return await alone('register', register)
      } catch (error) {
        if (stop.signal.aborted) return
        const status = error instanceof DiscordAPIError && error.status < 500 && error.status !== 429 ? error.status : 0
        if (status > 0) waitMs = refusedPauseMs
        const sentence = status > 0 ? sentenceFor(status) : 'the commands could not be registered; that is tried again'
        if (status === 0 || status !== lastStatus) log.error({ ...logFields(error), pauseMs: waitMs }, sentence)
        lastStatus = status
      }
      tried()
      await pause(waitMs, stop.signal)
    }
  }

  const look = async (): Promise<void> => {
    try {
      const told = idsSchema.parse(await settings?.get(idsKey))
      if (!isRegistered) ids = new Map(Object.entries(told))
    } catch (error) {
      log.warn(logFields(error), 'the ids of the commands could not be read; they are written as they are typed')
    }
  }

  return {
    /** Resolves after the first try, whatever came of it. */
    open: (): Promise<void> => new Promise((resolve) => void keep(resolve).finally(resolve)),
    close: (): void => stop.abort(),

    /** Learns the ids that another process was told, before something is written that mentions commands. Throws nothing. */
    learn(): Promise<void> {
      if (isRegistered) return Promise.resolve()
      if (clock.now() - looked.at >= lookedMs) looked = { at: clock.now(), done: look() }
      return looked.done
    },

    /** A command as Discord's clients link it, `</t2v:1234>` or `</mod block:1234>`; as it is typed where Discord has given it no id. */
    mention: ((name) => (ids.has(name) ? `</${name}:${ids.get(name)}>` : asTyped(name))) satisfies MentionCommand,
  }
}
