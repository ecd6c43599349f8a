import { type APIChannel, RESTJSONErrorCodes as Code, DiscordAPIError, type REST, Routes } from 'discord.js'
import { MoodreelError } from '../../../core/errors.ts'
import type { Platform } from '../../../core/platform.ts'
import { type Sentence, say } from '../../../core/words/sentence.ts'
import { type ApiErrorKind, apiErrorKind, mayPass, notTaken } from '../api-errors.ts'
import { threadTypes } from '../permissions.ts'
import { findEarlier } from './find-earlier.ts'
import { type Messages, refOf } from './messages.ts'
import { nonceOf } from './nonce.ts'
import { fullVersion } from './post-versions.ts'
import type { SendPost } from './send-post.ts'

const idPattern = /^\d{1,20}$/
const noPast = { refusals: 0, faults: 0, nextAt: 0 }

const unseen: readonly ApiErrorKind[] = ['gone', 'forbidden']

/** Why a channel takes no post: what is missing there, where Discord says it. */
const refusalOf = (error: unknown, isThread: boolean): Sentence => {
  const code = error instanceof DiscordAPIError ? error.code : undefined
  if (code === Code.MissingAccess) return say('discord.channelNeeds', { permissions: [say('discord.viewChannel')] })
  if (code === Code.MissingPermissions) {
    const send = isThread ? say('discord.sendMessagesInThreads') : say('discord.sendMessages')
    return say('discord.channelNeeds', { permissions: [send, say('discord.embedLinks'), say('discord.attachFiles')] })
  }
  const kind = apiErrorKind(error)
  if (kind === 'locked') return say('discord.threadLocked')
  if (kind === 'slowed') return say('discord.slowed')
  return kind === 'words' ? say('discord.filtered') : say('discord.channelNotForText')
}

/** Posts to a channel that a moderator named, and says at once why not. Another server's channel is none. */
export const createTryChannel = ({
  rest,
  messages,
  sendPost,
}: {
  rest: REST
  messages: Messages
  sendPost: SendPost
}): NonNullable<Platform['tryChannel']> => {
  const read = async <Answer>(route: `/${string}`): Promise<Answer | null> => {
    try {
      return (await rest.get(route)) as Answer
    } catch (error) {
      if (unseen.includes(apiErrorKind(error))) return null
      throw notTaken({ cause: error })
    }
  }

  const find = async (workspace: string, named: string): Promise<APIChannel | null> => {
    if (idPattern.test(named)) {
      const channel = await read<APIChannel>(Routes.channel(named))
      return channel && 'guild_id' in channel && channel.guild_id === workspace ? channel : null
    }
    const channels = (await read<APIChannel[]>(Routes.guildChannels(workspace))) ?? []
    return channels.find(({ name }) => name?.toLowerCase() === named.toLowerCase()) ?? null
  }

  return async (workspace, named, post, { key, again, signal }) => {
    const channel = await find(workspace, named)
    if (!channel) throw new MoodreelError('not_allowed', say('discord.noSuchChannel', { channel: named }))
    const nonce = nonceOf(key)
    try {
      const found = again ? await findEarlier(messages, [channel.id], nonce, noPast) : null
      return found ? refOf(found) : await sendPost(channel.id, fullVersion(post), nonce, { signal })
    } catch (error) {
      if (error instanceof MoodreelError) throw error
      const kind = apiErrorKind(error)
      if (mayPass(kind) && kind !== 'slowed') throw notTaken({ cause: error })
      throw new MoodreelError('not_allowed', refusalOf(error, threadTypes.includes(channel.type)), { cause: error })
    }
  }
}
