import { z } from 'zod'

/** A mention as chats write it, or the id alone: `<@&1131>`, `<!subteam^S012|@team>`, `<#C012|general>`. */
const mention = /^(?:<(?:@&|!subteam\^|#)([\w-]{1,64})(?:\|[^>]*)?>|[@#]?([^\s<>@#]{1,100}))$/

/** A role or a channel, by its id where it was mentioned, else by its name. */
export const mentionedOption = z
  .string()
  .regex(mention)
  .transform((text) => text.replace(mention, '$1$2'))
