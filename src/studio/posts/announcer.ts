import { isFinal } from '../../core/generation.ts'
import type { Platform } from '../../core/platform.ts'
import type { Post } from '../../core/post.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import type { Parts } from '../parts.ts'
import { platformOf } from '../platform-of.ts'
import { batchPost } from './batch-post.ts'
import { changedOf } from './changed-lines.ts'
import type { Estimator } from './estimate.ts'
import { parentNumberOf } from './parent-number.ts'
import type { SheetOf } from './sheets.ts'
import type { ShownStill } from './still-post.ts'
import type { StillRounds } from './still-rounds.ts'

/** Only the front of a line sees its position move at once; far behind, a calm message beats an exact one. */
const watchedPositions = 20
const lineRefreshMs = 5_000

/** A batch's takes, in their order. */
type Takes = [GenerationRecord, ...GenerationRecord[]]

interface Watched {
  lastEditAt: number
  /** How seldom its platform wants edits; null until it was looked up. */
  intervalMs: number | null
  lastDrawn: string
  timer: NodeJS.Timeout | null
  /** When it runs. */
  dueAt: number
  /** Runs when the first of the times that the message tells is over. */
  promise: NodeJS.Timeout | null
  /** Stills on a sheet: its message is changed by steps of its own. */
  isRound: boolean
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
  { sheetOf = async () => null, rounds }: { sheetOf?: SheetOf; rounds?: StillRounds } = {},
) => {
  const watched = new Map<string, Watched>()
  /** The takes of a batch may be worked on by several processes. */
  const locked = parts.locks.keyed('root')

  const recordsOf = async (batchId: string): Promise<Takes> => {
    const [first, ...others] = await parts.generations.ofBatch(batchId)
    if (!first) throw new Error(`there is no batch ${batchId}`)
    return [first, ...others]
  }

  const wayOf = async (records: Takes): Promise<Platform['stills'] | null> => rounds?.wayOf(records) ?? null

  const shown = async (record: GenerationRecord): Promise<ShownStill> => {
    const { generation, approval } = record
    const provider = parts.providers.get(generation.provider)
    return {
      ...record,
      estimate: isFinal(generation.state) || approval?.state === 'waiting' ? null : await estimate(generation),
      can: { cancel: provider?.cancel !== undefined, reconcile: provider?.reconcile !== undefined },
    }
  }

  const allShown = async ([first, ...others]: Takes): Promise<[ShownStill, ...ShownStill[]]> => [
    await shown(first),
    ...(await Promise.all(others.map(shown))),
  ]

  const drawn = async (records: Takes): Promise<Post> => {
    const way = await wayOf(records)
    if (way && rounds) return rounds.drawNow(await allShown(records), way)
    const { batch } = records[0]
    const { thread, root } = batch
    // In its own thread nobody needs a way to it.
    const address = thread && root && root.channel !== thread.thread ? (platformOf(parts, batch).threadAddress?.(thread) ?? null) : null
    const isOver = records.every(({ generation }) => isFinal(generation.state))
    const isTogether = platformOf(parts, batch).revise !== undefined
    const sheet = isOver && isTogether ? await sheetOf(records) : null
    const post = batchPost(batch, await allShown(records), {
      models: parts.catalogue.models(),
      threadAddress: address,
      sheet,
      isTogether,
      parent: await parentNumberOf(parts, records[0]),
      changed: await changedOf(parts, records[0]),
    })
    return { ...post, language: batch.language }
  }

  const edit = async (batchId: string, state: Watched, forced: boolean): Promise<void> => {
    const records = await recordsOf(batchId)
    const { batch } = records[0]
    if (!batch.root) return
    if (rounds && (await wayOf(records)) === 'sheet') return editSheet(records, state, forced)
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

  /** The message of stills on a sheet is changed by steps of its own. */
  const editSheet = async (records: Takes, state: Watched, forced: boolean): Promise<void> => {
    if (!rounds) return
    const { batch } = records[0]
    const lookedAt = parts.clock.now()
    const post = await rounds.change(await allShown(records), { again: state.isPast, forced })
    if (post) {
      state.isPast = false
      lookAgain(batch.id, state, post)
    }
    const next = await rounds.nextOf(records, lookedAt)
    if (next !== null && watched.has(batch.id)) plan(batch.id, state, next)
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
  const queueEdit = (batchId: string, state: Watched, forced: boolean): Promise<void> => {
    const mine = state.editing.then(() => locked(batchId, () => edit(batchId, state, forced)))
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
      dueAt: 0,
      promise: null,
      isRound: false,
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

  /** When the message is to be changed next; null where that is only at its end. */
  const dueOf = async (batchId: string, state: Watched): Promise<number | null> => {
    const records = state.intervalMs === null || state.isRound ? await recordsOf(batchId) : null
    if (records && state.intervalMs === null) {
      state.intervalMs = platformOf(parts, records[0].batch).editIntervalMs
      state.isRound = (await wayOf(records)) === 'sheet'
    }
    if (records && rounds && state.isRound) return rounds.nextOf(records)
    // The first sign of life comes sooner than the others.
    return state.lastEditAt + (state.intervalMs ?? 0) / (state.lastDrawn === '' ? 3 : 1)
  }

  /** Changes the message then, or sooner where that is planned already. */
  const plan = (batchId: string, state: Watched, dueAt: number): void => {
    if (state.timer && state.dueAt <= dueAt && dueAt > parts.clock.now()) return
    if (state.timer) clearTimeout(state.timer)
    state.dueAt = dueAt
    state.timer = setTimeout(
      () => {
        state.timer = null
        // The next one tells more than this would have.
        queueEdit(batchId, state, false).catch(() => undefined)
      },
      Math.max(0, dueAt - parts.clock.now()),
    ).unref()
  }

  const touch = (batchId: string): void => {
    const state = stateOf(batchId)
    // Of a round a still that came may bring the next change nearer.
    if (state.timer && !state.isRound) return
    const later = async (): Promise<void> => {
      const dueAt = await dueOf(batchId, state)
      if (dueAt === null || !watched.has(batchId) || (state.timer && !state.isRound)) return
      plan(batchId, state, dueAt)
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
        await queueEdit(batchId, state, true)
      } finally {
        const records = await recordsOf(batchId)
        if (records.every(({ generation }) => isFinal(generation.state))) forget(batchId)
      }
    },

    /** Tells the end of a take: at once, but where others of a round of stills on a sheet are on their way. Throws what the platform throws. */
    async end(batchId: string): Promise<void> {
      const records = await recordsOf(batchId)
      const isAwaited = rounds !== undefined && !rounds.isOver(records) && (await wayOf(records)) === 'sheet'
      if (isAwaited) touch(batchId)
      else await this.finish(batchId)
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
