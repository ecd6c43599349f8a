import { z } from 'zod'

/** What another thing looks like that was put in a token's place, and what to do; the words go on after the variable's name. */
type Mistake = readonly [shape: RegExp, words: string]

const portal = 'the token is on the page Bot of the developer portal, behind Reset Token'
const signingSecret = 'the Signing Secret is on the page Basic Information of the app'

const inQuotes: Mistake = [/^["'“”‘’`]|["'“”‘’`]$/, 'stands in quotation marks, which do not belong to it']

const discordMistakes: readonly Mistake[] = [
  inQuotes,
  [/^Bot\s/i, 'begins with the word Bot, which does not belong to it'],
  [/^\d+$/, `is a number, as the ids of applications, servers and channels are; ${portal}`],
  [/^[0-9a-f]{64}$/i, `looks like the application’s Public Key; ${portal}`],
  [/^[\w-]{32}$/, `looks like the application’s Client Secret; ${portal}`],
  [/^(xox[a-z]-|xapp-)/, `is a token of Slack’s; ${portal}`],
  [/^https?:/, `is an address; ${portal}`],
]

const botTokenMistakes: readonly Mistake[] = [
  inQuotes,
  [/^xapp-/, 'begins with xapp-, so it is the app-level token, whose place is SLACK_APP_TOKEN; the bot’s own begins with xoxb-'],
  [/^xoxp-/, 'begins with xoxp-, so it is a person’s token; take the Bot User OAuth Token, which begins with xoxb-'],
  [/^Bearer\s/i, 'begins with the word Bearer, which does not belong to it'],
]

const appTokenMistakes: readonly Mistake[] = [
  inQuotes,
  [/^xoxb-/, 'begins with xoxb-, so it is the bot’s token, whose place is SLACK_BOT_TOKEN; the app-level token begins with xapp-'],
  [/^[0-9a-f]{32}$/, 'looks like the Signing Secret, whose place is SLACK_SIGNING_SECRET; the app-level token begins with xapp-'],
]

const secretMistakes: readonly Mistake[] = [inQuotes, [/^(xox[a-z]-|xapp-)/, `is a token; ${signingSecret}`]]

/** Refuses only what is surely something else: a vendor may change what its tokens look like. */
const unless = (mistakes: readonly Mistake[]) =>
  z
    .string()
    .superRefine((text, context) => {
      const words = mistakes.find(([shape]) => shape.test(text))?.[1]
      if (words !== undefined) context.addIssue({ code: 'custom', message: words })
    })
    .optional()

/** The secrets of the chats, each with what people put there by mistake. */
export const tokenShapes = {
  DISCORD_TOKEN: unless(discordMistakes),
  SLACK_BOT_TOKEN: unless(botTokenMistakes),
  SLACK_APP_TOKEN: unless(appTokenMistakes),
  SLACK_SIGNING_SECRET: unless(secretMistakes),
}
