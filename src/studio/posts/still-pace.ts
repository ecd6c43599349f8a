import type { Generation } from '../../core/generation.ts'

/** How far the first message of a round of stills has come: kept, for several processes change it. */
export interface Told {
  /** How often it told how far the stills are, without the changes that brought a sheet. */
  edits: number
  /** The sheets that came before all were there, each by the ids of what is on it; the last one stands. */
  sheets: string[][]
  /** When it was last changed, or begun. */
  at: number
  /** What it says, so that it is not said twice. */
  words: string | null
}

/** A change that is due: of the words alone, or with a sheet of what is there so far. */
export interface Step {
  kind: 'words' | 'sheet'
  at: number
}

/** With both sheets and the end these are eight. */
const mostEdits = 5
/** Nine stills do not wait for a straggler for ever: after so long without a new one a sheet of them goes up, twice at most. */
const quietMs = 20_000
const mostSheets = 2

/** The stills that are there to be seen. */
export const isThere = ({ clip, state, removedAt, filesGoneAt }: Generation): boolean =>
  clip !== null && state === 'delivered' && removedAt === null && filesGoneAt === null

/** The changes of the message of a round that is not over, with pauses that double: of each kind the next, if there is to be one before the end. */
export const stepsOf = (takes: readonly Generation[], { edits, sheets, at }: Told, intervalMs: number): Step[] => {
  const there = takes.filter(isThere)
  const shown = sheets.at(-1) ?? []
  const isNew = there.some(({ id }) => !shown.includes(id))
  const cameAt = Math.max(...there.map(({ finishedAt }) => finishedAt ?? 0))
  return [
    ...(isNew && sheets.length < mostSheets ? [{ kind: 'sheet' as const, at: cameAt + quietMs }] : []),
    // The first sign of life comes sooner than the others.
    ...(edits < mostEdits ? [{ kind: 'words' as const, at: at + (intervalMs / 3) * 2 ** edits }] : []),
  ]
}

/** What is due: a sheet before words, for it has them too. */
export const dueAmong = (steps: readonly Step[], now: number): Step | null => steps.find(({ at }) => at <= now) ?? null

/** When the next one is due that is not yet; null where there is none. */
export const nextAfter = (steps: readonly Step[], now: number): number | null =>
  steps.reduce<number | null>((next, { at }) => (at > now && (next === null || at < next) ? at : next), null)
