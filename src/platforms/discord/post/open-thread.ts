import { type APIThreadChannel, type REST, RequestMethod, Routes, ThreadAutoArchiveDuration } from 'discord.js'
import { MoodreelError } from '../../../core/errors.ts'
import type { Json } from '../../../core/json.ts'
import type { Log } from '../../../core/log.ts'
import type { Platform, PostRef, SendOptions, ThreadRef } from '../../../core/platform.ts'
import type { Post } from '../../../core/post.ts'
import { cleanText } from '../../../core/text/clean-text.ts'
import { translate } from '../../../core/words/language/translate.ts'
import { wordPost } from '../../../core/words/word-post.ts'
import { directWorkspace } from '../../../core/workspace.ts'
import { logFields, mayPass, type Trouble, troubleOf } from '../api-errors.ts'
import { ensureCanPost, type Origin, originSchema } from '../origin.ts'
import { threadableTypes, threadTypes } from '../permissions.ts'
import { shorten } from './escape.ts'
import { markOf } from './nonce.ts'
import { deliveryError, type Places, refOf } from './post-to-thread.ts'
import type { Tries } from './tries.ts'

/** Discord takes 100 characters. */
const threadNameLimit = 90
/** So often a thread is asked for; then the channel itself serves, for a clip there is better than silence. */
const threadTries = 5
/** So often the block of a firewall is hoped to pass. */
const blockedTries = 5

const threadName = (given: Post): string => {
  const root = wordPost(given)
  return shorten(cleanText(root.text).replace(/\s+/g, ' ').trim(), threadNameLimit) || shorten(root.facts.join(' '), threadNameLimit)
}

const nameWithoutWords = ({ language = 'en' }: Post): string => translate('Clips', language)

const threadRefOf = (origin: Origin, thread: string | undefined): ThreadRef => ({
  platform: 'discord',
  workspace: origin.guild ?? directWorkspace(origin.member),
  channel: thread === origin.channel ? (origin.parent ?? origin.channel) : origin.channel,
  ...(thread && { thread }),
  member: origin.member,
  ...(origin.limitBytes !== undefined && { limitBytes: origin.limitBytes }),
})

/** Why a place refuses the first message: nothing was spent yet, so it is said instead of tried for ever. */
const refusals: Partial<Record<Trouble, string>> = {
  gone: 'The place where you asked is gone; ask again in another channel.',
  forbidden: 'I may not write here: ask a moderator to allow me View Channel and Send Messages, or use another channel.',
  locked: 'This thread is locked; ask a moderator to open it, or use another one.',
  archived: 'This thread is archived and I may not reopen it; write something in it, then ask again.',
  full: 'This thread is archived, and the server has as many open threads as Discord allows; ask in a channel instead.',
  slowed: 'Discord makes me wait here for longer than a minute; ask again later, or use another channel.',
  words: 'A filter of this server refuses my messages here; ask a moderator to let them through, or use another channel.',
}

const refusal = (cause: unknown): MoodreelError => {
  const sentence = refusals[troubleOf(cause)] ?? 'Discord does not take my messages here; use another channel.'
  return new MoodreelError('not_allowed', sentence, { cause })
}

/**
 * Posts the first message and opens a thread on it where a channel has threads; elsewhere (a thread, a forum post, a
 * direct message, the chat of a voice channel) the clips come right there, and so they do where no thread can be opened. Throws
 * MoodreelError `not_allowed` with what to change when the bot cannot post there, and `delivery_failed` for what may pass.
 */
export const createOpenThread = (tools: { rest: REST; places: Places; tries: Tries; log: Log }): Platform['openThread'] => {
  const { rest, places, tries, log } = tools

  const rootOf = async (origin: Origin, post: Post, { key, again, signal }: SendOptions): Promise<PostRef> => {
    const mark = markOf(key)
    try {
      const found = again ? await places.find([origin.channel], mark, await tries.of(key)) : null
      return found ? refOf(found) : await places.sendTo(origin.channel, { askedBy: origin.member, ...post }, mark, signal)
    } catch (error) {
      if (error instanceof MoodreelError) throw error
      const trouble = troubleOf(error)
      const passes = (mayPass(trouble) && trouble !== 'slowed') || (trouble === 'blocked' && (await tries.fault(key)) < blockedTries)
      throw passes ? deliveryError(error) : refusal(error)
    }
  }

  /** The thread's id is its message's, so asking twice is no harm. Undefined where the channel itself has to serve. */
  const threadOn = async (channel: string, message: string, names: readonly string[], key: string): Promise<string | undefined> => {
    const [name, ...others] = names
    if (name === undefined) return undefined
    const body = { name, auto_archive_duration: ThreadAutoArchiveDuration.OneDay }
    try {
      return ((await rest.request({ method: RequestMethod.Post, fullRoute: Routes.threads(channel, message), body })) as APIThreadChannel)
        .id
    } catch (error) {
      const trouble = troubleOf(error)
      if (trouble === 'has_thread') return message
      if (trouble === 'gone') throw refusal(error)
      if (mayPass(trouble) && trouble !== 'slowed' && (await tries.fault(`${key}:thread`)) < threadTries) throw deliveryError(error)
      log.warn(logFields(error), 'a thread could not be opened')
      return trouble === 'words' || trouble === 'form' ? threadOn(channel, message, others, key) : undefined
    }
  }

  return async (given: Json, post, options) => {
    const origin = originSchema.parse(given)
    ensureCanPost(origin)
    const root = await rootOf(origin, post, options)
    if (!threadableTypes.includes(origin.channelType)) {
      return { thread: threadRefOf(origin, threadTypes.includes(origin.channelType) ? origin.channel : undefined), root }
    }
    const plain = nameWithoutWords(post)
    const names = [...new Set([threadName(post) || plain, plain])]
    return { thread: threadRefOf(origin, await threadOn(origin.channel, root.message, names, options.key)), root }
  }
}
