import { z } from 'zod'
import type { OptionHints } from '../command.ts'
import { idPattern } from '../id.ts'
import { say } from '../words/sentence.ts'

/** The id of a generation, as commands that speak about one clip take it. */
export const idOption = z
  .string()
  .toLowerCase()
  .regex(idPattern)
  .meta({ about: say('optionAbout.id'), positional: true, example: '4k7q0c2m9xwd' } satisfies OptionHints)
