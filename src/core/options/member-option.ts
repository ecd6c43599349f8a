import { z } from 'zod'
import type { OptionHints } from '../command.ts'
import { say } from '../words/sentence.ts'

/** `<@123>`, `<@!123>`, `<@U123|ann>` as chats write a mention, `@123` or the id alone. A short number is one of a clip. */
const pattern = /^(?:<@!?([\w.-]{1,64})(?:\|[^>]*)?>|@([\w.-]{1,64})|(?!\d{1,6}[a-z]{0,2}$)([\w.-]{1,64}))$/

/** The platform's id in what was typed. */
export const readMember = (text: string): string => text.replace(pattern, '$1$2$3')

/** A member of the workspace as they were typed, where that tells more than the id. */
export const typedMemberOption = z
  .string()
  .regex(pattern)
  .meta({ about: say('optionAbout.member'), member: true, demand: say('option.beMember'), example: '@ann' } satisfies OptionHints)

/** A member of the workspace, by the platform's id. */
export const memberOption = typedMemberOption
  .transform(readMember)
  .meta({ about: say('optionAbout.member'), member: true, demand: say('option.beMember'), example: '@ann' } satisfies OptionHints)
