import { isFinal } from '../../core/generation.ts'
import type { Post } from '../../core/post.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'
import { batchPost, type Shown } from './batch-post.ts'
import { changedOf } from './changed-lines.ts'
import type { Estimator } from './estimate.ts'
import { parentNumberOf } from './parent-number.ts'
import type { SheetOf } from './sheets.ts'

/** Only the front of a line sees its position move at once; far behind, a calm message beats an exact one. */
const watchedPositions = 20
const lineRefreshMs = 5_000

interface Watched {
  lastEditAt: number
  /** How seldom its platform wants edits; null until it was looked up. */
  intervalMs: number | null
  lastDrawn: string
  timer: NodeJS.Timeout | null
  /** Runs when the first of the times that the message tells is over. */
  promise: NodeJS.Timeout | null
  /** It is over, so that the same words are true only when they are said again. */
  isPast: boolean
  editing: Promise<void>
}

/**
 * Keeps the first message of each batch true, gently: no more edits than the platform likes, none that change
 * nothing. Progress may be lost, with the process or by a chat's fault; the end is told by a step of the workflow (`finish`).
 */
export const createAnnouncer = (
  parts: Pick<Parts, 'catalogue' | 'clock' | 'edits' | 'generations' | 'locks' | 'log' | 'platforms' | 'providers' | 'slots'>,
  estimate: Estimator,
  sheetOf: SheetOf = async () => null,
) => {
  const watched = new Map<string, Watched>()
  /** The takes of a batch may be worked on by several processes. */
  const locked = parts.locks.keyed('root')

  const recordsOf = async (batchId: string): Promise<[GenerationRecord, ...GenerationRecord[]]> => {
    const [first, ...others] = await parts.generations.ofBatch(batchId)
    if (!first) throw new Error(`there is no batch ${batchId}`)
    return [first, ...others]
  }

  const shown = async ({ generation, approval }: GenerationRecord): Promise<Shown> => {
    const provider = parts.providers.get(generation.provider)
    return {
      generation,
      approval,
      estimate: isFinal(generation.state) || approval?.state === 'waiting' ? null : await estimate(generation),
      can: { cancel: provider?.cancel !== undefined, reconcile: provider?.reconcile !== undefined },
    }
  }

  const drawn = async (records: readonly [GenerationRecord, ...GenerationRecord[]]): Promise<Post> => {
    const { batch } = records[0]
    const { thread, root } = batch
    // In its own thread nobody needs a way to it.
    const address = thread && root && root.channel !== thread.thread ? (platformOf(parts, batch).threadAddress?.(thread) ?? null) : null
    const isOver = records.every(({ generation }) => isFinal(generation.state))
    const isTogether = platformOf(parts, batch).revise !== undefined
    const sheet = isOver && isTogether ? await sheetOf(records) : null
    const post = batchPost(batch, await Promise.all(records.map(shown)), {
      models: parts.catalogue.models(),
      threadAddress: address,
      sheet,
      isTogether,
      parent: await parentNumberOf(parts, records[0]),
      changed: await changedOf(parts, records[0]),
    })
    return { ...post, language: batch.language }
  }

  const edit = async (batchId: string, state: Watched): Promise<void> => {
    const records = await recordsOf(batchId)
    const { batch } = records[0]
    if (!batch.root) return
    const post = await drawn(records)
    const text = JSON.stringify(post)
    if (text === state.lastDrawn && !state.isPast) return
    state.isPast = false
    state.lastEditAt = parts.clock.now()
    const { root } = batch
    await parts.edits.during(batchId, parts.clock.now(), () => platformOf(parts, batch).edit(root, post))
    state.lastDrawn = text
    lookAgain(batchId, state, post)
  }

  /** A time that was told and has passed is told again, although nothing else has happened: a chat may have counted it down. */
  const lookAgain = (batchId: string, state: Watched, { progress = [] }: Post): void => {
    if (state.promise) clearTimeout(state.promise)
    const seconds = progress.flatMap(({ estimateSeconds }) => estimateSeconds ?? [])
    const past = (): void => {
      state.isPast = true
      touch(batchId)
    }
    state.promise = seconds.length === 0 ? null : setTimeout(past, Math.min(Math.min(...seconds) + 1, 3_600) * 1000).unref()
  }

  /** Edits of one batch follow each other, so that an old state never overwrites a new one. Throws what the edit throws. */
  const queueEdit = (batchId: string, state: Watched): Promise<void> => {
    const mine = state.editing.then(() => locked(batchId, () => edit(batchId, state)))
    state.editing = mine.catch((cause: unknown) => {
      parts.log.warn({ err: cause, batch: batchId }, 'the first message of a batch could not be edited')
    })
    return mine
  }

  const stateOf = (batchId: string): Watched => {
    const known = watched.get(batchId)
    if (known) return known
    const fresh: Watched = {
      lastEditAt: parts.clock.now(),
      intervalMs: null,
      lastDrawn: '',
      timer: null,
      promise: null,
      isPast: false,
      editing: Promise.resolve(),
    }
    watched.set(batchId, fresh)
    return fresh
  }

  const forget = (batchId: string): void => {
    const state = watched.get(batchId)
    if (state?.timer) clearTimeout(state.timer)
    if (state?.promise) clearTimeout(state.promise)
    watched.delete(batchId)
  }

  const intervalOf = async (batchId: string): Promise<number> => {
    const [{ batch }] = await recordsOf(batchId)
    return platformOf(parts, batch).editIntervalMs
  }

  const touch = (batchId: string): void => {
    const state = stateOf(batchId)
    if (state.timer) return
    const later = async (): Promise<void> => {
      state.intervalMs ??= await intervalOf(batchId)
      // The first sign of life comes sooner than the others.
      const intervalMs = state.lastDrawn === '' ? state.intervalMs / 3 : state.intervalMs
      const waitMs = Math.max(0, state.lastEditAt + intervalMs - parts.clock.now())
      if (state.timer || !watched.has(batchId)) return
      state.timer = setTimeout(() => {
        state.timer = null
        // The next one tells more than this would have.
        queueEdit(batchId, state).catch(() => undefined)
      }, waitMs).unref()
    }
    later().catch((cause: unknown) => parts.log.warn({ err: cause, batch: batchId }, 'an edit could not be planned'))
  }

  return {
    draw: async (batchId: string): Promise<Post> => drawn(await recordsOf(batchId)),
    touch,

    /**
     * Draws the message as it is now, without waiting for the interval, and forgets the batch when it is over. Throws what the
     * platform throws, for this message may be the last: who calls tries again what can pass.
     */
    async finish(batchId: string): Promise<void> {
      const state = stateOf(batchId)
      if (state.timer) clearTimeout(state.timer)
      state.timer = null
      try {
        await queueEdit(batchId, state)
      } finally {
        const records = await recordsOf(batchId)
        if (records.every(({ generation }) => isFinal(generation.state))) forget(batchId)
      }
    },

    /** Draws the message although nothing changed, for it may have been changed by another. Throws what the platform throws. */
    async drawAgain(batchId: string): Promise<void> {
      stateOf(batchId).isPast = true
      await this.finish(batchId)
    },

    /** Keeps the positions of those at the front of the lines true, until it is told to end. */
    watchLines(): { end(): void } {
      const refresh = setInterval(() => {
        refreshLines().catch((cause: unknown) => parts.log.warn({ err: cause }, 'the lines could not be read'))
      }, lineRefreshMs).unref()
      return { end: () => clearInterval(refresh) }
    },

    async stop(): Promise<void> {
      const states = [...watched.values()]
      for (const batchId of watched.keys()) forget(batchId)
      await Promise.all(states.map((state) => state.editing))
    },
  }

  async function refreshLines(): Promise<void> {
    for (const provider of parts.providers.keys()) {
      for (const id of await parts.slots.next(provider, watchedPositions)) {
        const record = await parts.generations.find(id)
        if (record) touch(record.batch.id)
      }
    }
  }
}
export type Announcer = ReturnType<typeof createAnnouncer>
