import { z } from 'zod'
import type { Memory } from '../../core/memory.ts'
import type { SlackApi } from './api.ts'
import { isUserId } from './origin.ts'
import { slackCode } from './refusal.ts'

/** The conversations behind people's ids. */
export interface Conversations {
  /**
   * The conversation with a person, opened before the first message goes there: only a conversation has a history, in which
   * a message whose answer got lost is found. Opening it again gives the same one. The person's own id where the app may not.
   */
  of(channel: string): Promise<string>
  /** Keeps in mind where a message to a person went. */
  learn(userId: string, channel: string): Promise<void>
}

export const createConversations = ({ api, memory }: { api: SlackApi; memory: Memory }): Conversations => {
  const learn: Conversations['learn'] = (userId, channel) => memory.set(keyOf(userId), channel)
  return {
    learn,
    async of(channel) {
      if (!isUserId(channel)) return channel
      const known = z
        .string()
        .nullable()
        .parse(await memory.get(keyOf(channel)))
      if (known) return known
      const opened = await api
        .ask((client) => client.conversations.open({ users: channel }))
        .catch((error: unknown) => {
          // An app that was installed before im:write was in the manifest can still write to people.
          if (slackCode(error) === 'missing_scope') return null
          throw error
        })
      if (!opened?.channel?.id) return channel
      await learn(channel, opened.channel.id)
      return opened.channel.id
    },
  }
}

const keyOf = (userId: string): string => `slack:direct:${userId}`
