import { z } from 'zod'
import type { OptionHints } from '../command.ts'
import { say } from '../words/sentence.ts'

/** The name of a template, as commands take it. */
export const templateOption = z
  .string()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/)
  .meta({
    about: say('optionAbout.templateName'),
    completion: 'template',
    demand: say('option.beTemplateName'),
    example: 'noir',
  } satisfies OptionHints)
