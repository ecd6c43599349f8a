import { z } from 'zod'
import type { OptionHints } from '../command.ts'

/** The name of a template, as commands take it. */
export const templateOption = z
  .string()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/)
  .describe("A template's name; /template lists them")
  .meta({ completion: 'template', example: 'noir' } satisfies OptionHints)
