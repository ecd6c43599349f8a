import { z } from 'zod'
import type { OptionHints } from '../command.ts'
import { isReferenceName, mostPictures } from '../reference.ts'
import { say } from '../words/sentence.ts'

/** The word of a reference, as commands take it, with or without its `@`. */
export const referenceName = z
  .string()
  .refine(isReferenceName)
  .meta({
    about: say('optionAbout.referenceName'),
    completion: 'reference',
    demand: say('option.beReferenceName'),
    example: 'keeper',
  } satisfies OptionHints)

/** Several of them, for a clip. */
export const namesOption = z
  .array(referenceName)
  .max(mostPictures.reference)
  .meta({
    about: say('optionAbout.with'),
    completion: 'reference',
    demand: say('option.beReferenceName'),
    example: 'keeper',
  } satisfies OptionHints)
