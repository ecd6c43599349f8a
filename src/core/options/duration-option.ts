import { z } from 'zod'
import type { OptionHints } from '../command.ts'
import { say } from '../words/sentence.ts'

const unitMs = { m: 60_000, h: 3_600_000, d: 24 * 3_600_000, w: 7 * 24 * 3_600_000 }
const pattern = /^([1-9]\d{0,3})([mhdw])$/

/** A length of time as people type it, `30m`, `12h`, `7d` or `2w`; read as milliseconds. */
export const durationOption = z
  .string()
  .toLowerCase()
  .regex(pattern)
  .transform((text) => {
    const [, count, unit] = pattern.exec(text) ?? []
    return Number(count) * unitMs[unit as keyof typeof unitMs]
  })
  .meta({ about: say('optionAbout.forHowLong'), demand: say('option.beTime'), example: '7d' } satisfies OptionHints)
