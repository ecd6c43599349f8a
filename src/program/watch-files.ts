import { type FSWatcher, watch } from 'node:fs'
import { basename, dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../core/log.ts'
import { fingerprintOf, type RuleTexts } from './rule-texts.ts'

/** How often the files are looked at where no event comes: from some mounts none ever does. */
const lookEveryMs = 5_000
/** A file that is being written is another one a moment later. */
const settleAfterMs = 300

/** Calls back when something happens to a file of a folder. Throws where the system cannot tell. */
export type Listen = (folder: string, heard: (fileName: string | null) => void) => Pick<FSWatcher, 'close' | 'on'>

const listenTo: Listen = (folder, heard) => watch(folder, { persistent: false }, (_, fileName) => heard(fileName))

export interface WatchedFiles {
  read(): Promise<RuleTexts>
  /** What was read of them already. */
  seen: RuleTexts
  /**
   * They are others now, and have been the same for a moment. What it throws is logged; then they are not looked at again until they change.
   * `stopped` aborts when nobody waits for it any more.
   */
  changed(texts: RuleTexts, stopped: AbortSignal): Promise<void>
  log: Log
  everyMs?: number | undefined
  settleMs?: number | undefined
  listen?: Listen | undefined
}

/**
 * Watches files until it is stopped. An event of their folders is a hint to look, and so is the clock: only what the files hold says whether
 * they changed. So it does not matter whether an editor writes into a file or puts another in its place, or that a mount keeps no times.
 */
export const watchFiles = (options: WatchedFiles): { stop(): Promise<void> } => {
  const { read, changed, log, everyMs = lookEveryMs, settleMs = settleAfterMs, listen = listenTo } = options
  const stopped = new AbortController()
  const { signal } = stopped
  let seen = fingerprintOf(options.seen)
  let looking: Promise<void> | null = null
  let isAskedAgain = false

  /** The files once two looks in a row found the same; null where nothing is new. */
  const settled = async (): Promise<RuleTexts | null> => {
    let before = await read()
    if (fingerprintOf(before) === seen) return null
    for (;;) {
      await pause(settleMs, undefined, { signal, ref: false })
      const after = await read()
      if (fingerprintOf(after) === fingerprintOf(before)) return after
      before = after
    }
  }

  const look = async (): Promise<void> => {
    do {
      isAskedAgain = false
      const texts = await settled()
      if (texts === null || fingerprintOf(texts) === seen) continue
      seen = fingerprintOf(texts)
      await changed(texts, signal)
    } while (isAskedAgain && !signal.aborted)
  }

  /** One look at a time; what happens during one is looked at after it. */
  const lookSoon = (): void => {
    isAskedAgain = true
    looking ??= look()
      .catch((cause: unknown) => {
        if (!signal.aborted) log.error({ err: cause }, 'the configuration could not be read again')
      })
      .finally(() => {
        looking = null
      })
  }

  const paths = [...options.seen.keys()]
  const names = new Set(paths.map((path) => basename(path)))
  const watchers = [...new Set(paths.map((path) => dirname(path)))].flatMap((folder) => {
    try {
      const watcher = listen(folder, (fileName) => {
        if (fileName === null || names.has(fileName)) lookSoon()
      })
      // A folder that goes away takes its events with it; the clock stays.
      watcher.on('error', () => watcher.close())
      return [watcher]
    } catch (cause) {
      log.debug({ err: cause, folder }, 'no events come from this folder; it is looked at now and then')
      return []
    }
  })
  const timer = setInterval(lookSoon, everyMs).unref()

  return {
    async stop() {
      stopped.abort()
      clearInterval(timer)
      for (const watcher of watchers) watcher.close()
      await looking
    },
  }
}
