import { type APIThreadChannel, type REST, RequestMethod, Routes, ThreadAutoArchiveDuration } from 'discord.js'
import { MoodreelError } from '../../../core/errors.ts'
import type { Json } from '../../../core/json.ts'
import type { Log } from '../../../core/log.ts'
import type { Platform, PostRef, SendOptions, ThreadRef } from '../../../core/platform.ts'
import type { Post } from '../../../core/post.ts'
import { cleanText } from '../../../core/text/clean-text.ts'
import { inWords } from '../../../core/words/in-words.ts'
import { type Sentence, say } from '../../../core/words/sentence.ts'
import { wordPost } from '../../../core/words/word-post.ts'
import { directWorkspace } from '../../../core/workspace.ts'
import { type ApiErrorKind, apiErrorKind, deliveryError, logFields, mayPass } from '../api-errors.ts'
import { ensureCanPost, type Origin, originSchema } from '../origin.ts'
import { threadableTypes, threadTypes } from '../permissions.ts'
import { shorten } from './escape.ts'
import { findEarlier } from './find-earlier.ts'
import { type Messages, refOf } from './messages.ts'
import { nonceOf } from './nonce.ts'
import { fullVersion } from './post-versions.ts'
import type { SendPost } from './send-post.ts'
import type { Tries } from './tries.ts'

/** Discord takes 100 characters. */
const threadNameLimit = 90
/** So often a thread is asked for; then the channel itself serves, for a clip there is better than silence. */
const threadTries = 5
/** So often the block of a firewall is hoped to pass. */
const blockedTries = 5

/** As `wordPost` words it, with commands as they are typed: a name is no place for links. */
const threadName = (given: Post): string => {
  const root = wordPost(given)
  return shorten(cleanText(root.text).replace(/\s+/g, ' ').trim(), threadNameLimit) || shorten(root.facts.join(' '), threadNameLimit)
}

const nameWithoutWords = ({ language = 'en' }: Post): string => inWords(say('discord.threadName'), language)

const threadRefOf = (origin: Origin, thread: string | undefined): ThreadRef => ({
  platform: 'discord',
  workspace: origin.guild ?? directWorkspace(origin.member),
  channel: thread === origin.channel ? (origin.parent ?? origin.channel) : origin.channel,
  ...(thread && { thread }),
  member: origin.member,
  ...(origin.limitBytes !== undefined && { limitBytes: origin.limitBytes }),
})

/** Why a place refuses the first message: nothing was spent yet, so it is said instead of tried for ever. */
const refusals: Partial<Record<ApiErrorKind, Sentence>> = {
  gone: say('discord.channelGone'),
  forbidden: say('discord.cannotPost', { permissions: [say('discord.viewChannel'), say('discord.sendMessages')] }),
  locked: say('discord.threadLocked'),
  archived: say('discord.threadArchived'),
  full: say('discord.tooManyThreads'),
  slowed: say('discord.slowed'),
  words: say('discord.filtered'),
}

const refusal = (cause: unknown): MoodreelError =>
  new MoodreelError('not_allowed', refusals[apiErrorKind(cause)] ?? say('discord.refused'), { cause })

/**
 * Posts the first message and opens a thread on it where a channel has threads; elsewhere (a thread, a forum post, a
 * direct message, the chat of a voice channel) the clips come right there, and so they do where no thread can be opened. Throws
 * MoodreelError `not_allowed` with what to change when the bot cannot post there, and `delivery_failed` for what may pass.
 */
export const createOpenThread = (tools: {
  rest: REST
  messages: Messages
  sendPost: SendPost
  tries: Tries
  log: Log
}): Platform['openThread'] => {
  const { rest, messages, sendPost, tries, log } = tools

  const rootOf = async (origin: Origin, post: Post, { key, again, signal }: SendOptions): Promise<PostRef> => {
    const nonce = nonceOf(key)
    try {
      const found = again ? await findEarlier(messages, [origin.channel], nonce, await tries.of(key)) : null
      if (found) return refOf(found)
      return await sendPost(origin.channel, fullVersion({ askedBy: origin.member, ...post }), nonce, { signal })
    } catch (error) {
      if (error instanceof MoodreelError) throw error
      const kind = apiErrorKind(error)
      const passes = (mayPass(kind) && kind !== 'slowed') || (kind === 'blocked' && (await tries.fault(key)) < blockedTries)
      throw passes ? deliveryError(error) : refusal(error)
    }
  }

  /** The thread's id is its message's, so asking twice is no harm. Undefined where the channel itself has to serve. */
  const threadOn = async (channel: string, message: string, names: readonly string[], key: string): Promise<string | undefined> => {
    const [name, ...others] = names
    if (name === undefined) return undefined
    const body = { name, auto_archive_duration: ThreadAutoArchiveDuration.OneDay }
    try {
      const opened = await rest.request({ method: RequestMethod.Post, fullRoute: Routes.threads(channel, message), body })
      return (opened as APIThreadChannel).id
    } catch (error) {
      const kind = apiErrorKind(error)
      if (kind === 'has_thread') return message
      if (kind === 'gone') throw refusal(error)
      if (mayPass(kind) && kind !== 'slowed' && (await tries.fault(`${key}:thread`)) < threadTries) throw deliveryError(error)
      log.warn(logFields(error), 'a thread could not be opened')
      return kind === 'words' || kind === 'form' ? threadOn(channel, message, others, key) : undefined
    }
  }

  /** So that the thread stands in the list of the one who asked. A courtesy: the clip does not wait for it. */
  const addAsker = (thread: string, member: string): void => {
    rest.put(Routes.threadMembers(thread, member)).catch((error: unknown) => log.info(logFields(error), 'nobody was added to a thread'))
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
    const thread = await threadOn(origin.channel, root.message, names, options.key)
    if (thread) addAsker(thread, origin.member)
    return { thread: threadRefOf(origin, thread), root }
  }
}
