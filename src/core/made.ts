import { modeFacts } from './mode-facts.ts'
import { type Mode, modes } from './request.ts'

/** How many clips, and how many stills beside them. */
export interface Made {
  clips: number
  stills: number
}

/** What one generation makes, as sentences call it. */
export type Kind = 'clip' | 'still'

/** Makes a still, and not a film. */
export const makesStill = (mode: Mode): boolean => modeFacts[mode].makes === 'image'

export const kindOf = ({ mode }: { mode: Mode }): Kind => (makesStill(mode) ? 'still' : 'clip')

/** The modes whose generations are stills. */
export const stillModes: readonly Mode[] = modes.filter(makesStill)

/** Clips and stills of a number of generations. */
export const madeOf = (generations: readonly { mode: Mode }[]): Made => {
  const stills = generations.filter(({ mode }) => makesStill(mode)).length
  return { clips: generations.length - stills, stills }
}

export const sumOfMade = (one: Made, other: Made): Made => ({ clips: one.clips + other.clips, stills: one.stills + other.stills })

const hundredths = (still: number): number => Math.round(still * 100)

/**
 * What these use of a limit of clips: a clip is one, a still as much of one as its tier says. In whole hundredths up to the end, so that
 * five stills of 0.2 are one clip and not a little more.
 */
export const usedBy = ({ clips, stills }: Made, still: number): number => (clips * 100 + stills * hundredths(still)) / 100

/** How many stills there is room for where so much of a limit is left; null where stills do not count. */
export const stillsIn = (left: number, still: number): number | null =>
  hundredths(still) === 0 ? null : Math.floor(Math.max(0, Math.round(left * 100)) / hundredths(still))
