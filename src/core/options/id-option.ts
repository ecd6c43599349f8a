import { z } from 'zod'
import type { OptionHints } from '../command.ts'
import { say } from '../words/sentence.ts'
import { clipNamePattern } from './clip-name.ts'

/**
 * The clip that a command speaks about, as people name it: by its number in the thread, its id, `last`, or the address of its message.
 * The dispatcher puts its id in the place, so that a command gets nothing else.
 */
export const idOption = z
  .string()
  .regex(clipNamePattern)
  .meta({
    about: say('optionAbout.id'),
    positional: true,
    completion: 'clip',
    demand: say('option.beClip'),
    example: '3',
  } satisfies OptionHints)
