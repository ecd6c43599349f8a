import { RequestMethod } from '@discordjs/rest'
import { MessageFlags, Routes } from 'discord-api-types/v10'
import type { Clock } from '../../../core/clock.ts'
import type { Log } from '../../../core/log.ts'
import type { PostRef } from '../../../core/platform.ts'
import type { Post } from '../../../core/post.ts'
import type { Sentence } from '../../../core/words/sentence.ts'
import { logFields } from '../api-errors.ts'
import type { MentionCommand } from './escape.ts'
import { type Messages, refOf } from './messages.ts'
import type { Nonce } from './nonce.ts'
import { drawVersion, inSomeVersion, type PostVersion } from './post-versions.ts'

/** How a post is sent to one channel. */
export interface SendPostOptions {
  /** Said below the post when it comes to another place than expected. */
  note?: Sentence | undefined
  /** The message that it answers. */
  answers?: string | undefined
  signal?: AbortSignal | undefined
  /** Told of each version before it is tried. */
  onVersion?(version: PostVersion): void
}

/** Posts to one channel, in the fullest version that it takes, beginning with the one given. Errors are discord.js's own. */
export type SendPost = (channel: string, first: PostVersion, nonce: Nonce, options?: SendPostOptions) => Promise<PostRef>

/** Notes a version that Discord refused. */
export const logRefused =
  (log: Log) =>
  (error: unknown, { shape, words }: PostVersion): void =>
    log.warn({ ...logFields(error), shape, words }, 'Discord refused a post as it is; a simpler version is tried')

/** Clips ring; words about them need not. */
const isQuiet = ({ kind, mention }: Post): boolean => (kind === 'failure' || kind === 'notice' || kind === 'recipe') && !mention

export const createSendPost = (tools: { messages: Messages; mention: MentionCommand; clock: Clock; log: Log }): SendPost => {
  const { messages, mention, clock, log } = tools

  const send = (channel: string, version: PostVersion, nonce: Nonce, { note, answers, signal }: SendPostOptions) => {
    const { post } = version
    const noted = note ? { ...post, warnings: [...post.warnings, note] } : post
    const reference = answers && version.answers ? { message_reference: { message_id: answers, fail_if_not_exists: false } } : {}
    const message = drawVersion({ ...version, post: noted }, { now: clock.now(), nonce, mention })
    const flags = (message.body.flags ?? 0) | (isQuiet(post) ? MessageFlags.SuppressNotifications : 0)
    return messages.awake(channel, () =>
      messages.send({
        method: RequestMethod.Post,
        route: Routes.channelMessages(channel),
        message,
        extra: { nonce: nonce.value, enforce_nonce: true, ...reference, ...(flags > 0 && { flags }) },
        signal,
      }),
    )
  }

  return async (channel, first, nonce, options = {}) => {
    const sendVersion = (version: PostVersion) => {
      options.onVersion?.(version)
      return send(channel, version, nonce, options)
    }
    return refOf(await inSomeVersion(first, sendVersion, logRefused(log)))
  }
}
