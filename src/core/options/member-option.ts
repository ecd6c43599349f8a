import { z } from 'zod'
import type { OptionHints } from '../command.ts'
import { say } from '../words/sentence.ts'

/** `<@123>`, `<@!123>`, `<@U123|ann>` as chats write a mention, `@123` or the id alone. */
const pattern = /^(?:<@!?([\w.-]{1,64})(?:\|[^>]*)?>|@?([\w.-]{1,64}))$/

/** A member of the workspace, by the platform's id. */
export const memberOption = z
  .string()
  .regex(pattern)
  .transform((text) => text.replace(pattern, '$1$2'))
  .meta({ about: say('optionAbout.member'), member: true, example: '@ann' } satisfies OptionHints)
