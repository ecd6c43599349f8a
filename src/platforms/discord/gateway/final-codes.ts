/**
 * What to do about the close codes after which Discord will not have the bot back, for the operator:
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
 */
const sentences = new Map([
  [4004, 'Discord does not know DISCORD_TOKEN; copy the token of the bot again from the developer portal.'],
  [4010, 'Discord refuses the number of a shard (4010); stop every other program that uses this DISCORD_TOKEN, and start Moodreel again.'],
  [
    4011,
    'The bot is in too many servers for its connections (4011); start Moodreel again, and it asks Discord how many it needs; where DISCORD_SHARDS is set, give it a larger count in all processes.',
  ],
  [4012, 'Discord no longer speaks the version of the gateway that Moodreel uses (4012); update Moodreel.'],
  [4013, 'Discord does not know the intents that Moodreel asks for, Guilds and Guild Messages (4013); update Moodreel.'],
  [
    4014,
    'Discord does not allow the bot its intents (4014), although Moodreel asks for Guilds and Guild Messages only; in the developer portal, on the page Bot, switch on the Privileged Gateway Intents, save, and start Moodreel again.',
  ],
])

/** Whether this close code stays what it is, however often the bot tries again. */
export const isFinal = (code: number): boolean => sentences.has(code)

/** What the operator should do about a final close code. */
export const finalSentence = (code: number): string => sentences.get(code) ?? `Discord closed the connection for good (${code}).`
