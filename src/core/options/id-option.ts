import { z } from 'zod'
import type { OptionHints } from '../command.ts'
import { idPattern } from '../id.ts'

/** The id of a generation, as commands that speak about one clip take it. */
export const idOption = z
  .string()
  .toLowerCase()
  .regex(idPattern)
  .describe("The clip's id, as its post shows it")
  .meta({ positional: true, example: '4k7q0c2m9xwd' } satisfies OptionHints)
