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

/** When the message of a round that is not over is changed next, with pauses that double; null where that is only at its end. */
export const nextStep = (takes: readonly Generation[], { edits, sheets, at }: Told, intervalMs: number): Step | null => {
  const there = takes.filter(isThere)
  const shown = sheets.at(-1) ?? []
  const isNew = there.some(({ id }) => !shown.includes(id))
  const cameAt = Math.max(...there.map(({ finishedAt }) => finishedAt ?? 0))
  const steps: Step[] = [
    ...(isNew && sheets.length < mostSheets ? [{ kind: 'sheet' as const, at: cameAt + quietMs }] : []),
    // The first sign of life comes sooner than the others.
    ...(edits < mostEdits ? [{ kind: 'words' as const, at: at + (intervalMs / 3) * 2 ** edits }] : []),
  ]
  return steps.reduce<Step | null>((first, step) => (first === null || step.at < first.at ? step : first), null)
}
