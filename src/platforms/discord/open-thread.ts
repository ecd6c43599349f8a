import { type APIMessage, type APIThreadChannel, type REST, RequestMethod, Routes, ThreadAutoArchiveDuration } from 'discord.js'
import { cleanText } from '../../core/clean-text.ts'
import { MoodreelError } from '../../core/errors.ts'
import type { Json } from '../../core/json.ts'
import type { Platform, ThreadRef } from '../../core/platform.ts'
import type { Post } from '../../core/post.ts'
import { shorten } from './escape.ts'
import { markOf } from './mark.ts'
import type { Messages } from './messages.ts'
import { ensureCanPost, type Origin, originSchema } from './origin.ts'
import { threadableTypes, threadTypes } from './permissions.ts'
import { deliveryError, directWorkspace, type Places, refOf } from './places.ts'
import { troubleOf } from './trouble.ts'

/** Discord takes 100 characters. */
const threadNameLimit = 90

const threadName = (root: Post): string =>
  shorten(cleanText(root.text).replace(/\s+/g, ' ').trim(), threadNameLimit) || shorten(root.facts.join(' '), threadNameLimit) || 'Clips'

const threadRefOf = (origin: Origin, thread: string | undefined): ThreadRef => ({
  platform: 'discord',
  workspace: origin.guild ?? directWorkspace,
  channel: thread === origin.channel ? (origin.parent ?? origin.channel) : origin.channel,
  ...(thread && { thread }),
  member: origin.member,
  ...(origin.limitBytes !== undefined && { limitBytes: origin.limitBytes }),
})

/** A place that refuses the first message: nothing was spent yet, so it is said instead of tried for ever. */
const refusal = (cause: unknown): MoodreelError => {
  const trouble = troubleOf(cause)
  const sentences: Partial<Record<typeof trouble, string>> = {
    gone: 'The place where you asked is gone; ask again in another channel.',
    forbidden: 'I may not write here: ask a moderator to allow me View Channel and Send Messages, or use another channel.',
    locked: 'This thread is locked; ask a moderator to open it, or use another one.',
    archived: 'This thread is archived and I may not reopen it; write something in it, then ask again.',
  }
  const sentence = sentences[trouble]
  return sentence ? new MoodreelError('not_allowed', sentence, { cause }) : deliveryError(cause)
}

/**
 * Posts the first message and opens a thread on it where a channel has threads; elsewhere (a thread, a forum post, a
 * direct message, the chat of a voice channel) the clips come right there. Throws MoodreelError `not_allowed` with
 * what to change when the bot cannot post there, and `delivery_failed` when Discord could not be reached.
 */
export const createOpenThread = ({
  rest,
  messages,
  places,
}: {
  rest: REST
  messages: Messages
  places: Places
}): Platform['openThread'] => {
  const rootOf = async (
    origin: Origin,
    post: Post,
    key: string,
    again: boolean,
    signal: AbortSignal | undefined,
  ): Promise<Pick<APIMessage, 'id' | 'channel_id'>> => {
    const mark = markOf(key)
    const found = again ? await messages.find(origin.channel, mark) : null
    if (found) return found
    const sent = await places.sendTo(origin.channel, { askedBy: origin.member, ...post }, mark, {}, signal)
    return { id: sent.message, channel_id: sent.channel }
  }

  /** The thread's id is its message's, so asking twice is no harm. Without the permission the channel itself serves. */
  const threadOn = async (origin: Origin, messageId: string, name: string): Promise<string | undefined> => {
    const body = { name, auto_archive_duration: ThreadAutoArchiveDuration.OneDay }
    try {
      return (
        (await rest.request({ method: RequestMethod.Post, fullRoute: Routes.threads(origin.channel, messageId), body })) as APIThreadChannel
      ).id
    } catch (error) {
      const trouble = troubleOf(error)
      if (trouble === 'has_thread') return messageId
      if (trouble === 'forbidden') return undefined
      throw error
    }
  }

  return async (given: Json, post, { key, again, signal }) => {
    const origin = originSchema.parse(given)
    ensureCanPost(origin)
    try {
      const root = await rootOf(origin, post, key, again, signal)
      const thread = threadableTypes.includes(origin.channelType)
        ? await threadOn(origin, root.id, threadName(post))
        : threadTypes.includes(origin.channelType)
          ? origin.channel
          : undefined
      return { thread: threadRefOf(origin, thread), root: refOf(root) }
    } catch (error) {
      throw refusal(error)
    }
  }
}
