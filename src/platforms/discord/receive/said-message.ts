import type { GatewayMessageCreateDispatchData } from 'discord.js'

/** A message that speaks to the bot by a mention in its words. Types only from discord.js, for the gateway's thread reads this file. */
export interface SaidMessage extends GatewayMessageCreateDispatchData {
  guild_id: string
  /** The bot's own id, as it is mentioned by. */
  to: string
}

/** Of `MessageType`: a message, and one that answers another. */
const typesHeard = [0, 19]

const code = /(`{1,3})[\s\S]*?\1/g
const quotes = /^\s*>>> [\s\S]*|^\s*> .*$/gm

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const nameOf = (id: string, flags?: string): RegExp => new RegExp(`<@!?${id}>`, flags)

/**
 * The message, where it is said to the bot: a person names it in words of their own, which a quote, code and the ping of an answer are
 * not. Null for all else, which nobody reads.
 */
export const saidTo = (data: unknown, me: string): SaidMessage | null => {
  if (!isRecord(data) || !isRecord(data['author']) || 'webhook_id' in data || data['author']['bot'] === true) return null
  const { id, channel_id: channel, guild_id: guild, content, type, author } = data
  const hasIds = [id, channel, guild, author['id'], author['username']].every((one) => typeof one === 'string')
  if (!hasIds || typeof content !== 'string' || !typesHeard.some((one) => one === type)) return null
  if (!content.includes(me) || !nameOf(me).test(content.replace(code, '').replace(quotes, ''))) return null
  return { ...(data as unknown as SaidMessage), to: me }
}

/** Whether the inbox kept a message and not an interaction. */
export const isSaidMessage = (kept: object): kept is SaidMessage => 'to' in kept && 'content' in kept

/** The words that are for the bot, without its name and without what is quoted. */
export const wordsOf = ({ content, to }: Pick<SaidMessage, 'content' | 'to'>): string =>
  content.replace(quotes, '').replace(nameOf(to, 'g'), ' ').trim()
