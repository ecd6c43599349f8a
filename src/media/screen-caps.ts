import type { MoodreelError } from '../core/errors.ts'
import { say } from '../core/words/sentence.ts'
import { badMedia } from './bad-media.ts'

/** The file has more parts, or parts in parts, than any camera or program writes. */
export const overbuilt = (what: string): MoodreelError => badMedia(say('media.overbuilt'), what)

/** The file speaks of more than can be in it. */
export const overclaiming = (what: string): MoodreelError => badMedia(say('media.overclaiming'), what)

/** Counts what a walk meets. Throws MoodreelError `bad_media` beyond a cap. */
export const createCounter = <Name extends string>(caps: Readonly<Record<Name, number>>) => {
  const counts = new Map<Name, number>()
  return (what: Name, count = 1): void => {
    const sum = (counts.get(what) ?? 0) + count
    counts.set(what, sum)
    if (sum > caps[what]) throw overbuilt(`more than ${caps[what]} ${what}`)
  }
}
