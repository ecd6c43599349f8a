import type { REST } from '@discordjs/rest'
import { MoodreelError } from '../../../core/errors.ts'
import type { Log } from '../../../core/log.ts'
import type { Platform, PostRef, ThreadRef } from '../../../core/platform.ts'
import type { Post } from '../../../core/post.ts'
import { type Sentence, say } from '../../../core/words/sentence.ts'
import { isDirect } from '../../../core/workspace.ts'
import { type ApiErrorKind, apiErrorKind, logFields, mayPass, notTaken } from '../api-errors.ts'
import { findEarlier } from './find-earlier.ts'
import { type Messages, refOf } from './messages.ts'
import { type Nonce, nonceOf } from './nonce.ts'
import { fullVersion } from './post-versions.ts'
import type { SendPost } from './send-post.ts'
import { directChannel } from './tell-member.ts'
import { faultsToLeave, type Past, type Tries } from './tries.ts'

/** A channel that a post can go to. */
interface Destination {
  /** Opens a direct message only when something is to be posted there. */
  channel(): Promise<string>
  /** Said below the post when it comes to another place than expected. */
  note?: Sentence
  /** The message that it answers. */
  answers?: string
}

/** What another destination may not refuse: it is of the place itself, or of a filter that others do not set. */
const elsewhere: readonly ApiErrorKind[] = [
  'gone',
  'message_gone',
  'forbidden',
  'locked',
  'archived',
  'slowed',
  'blocked',
  'full',
  'words',
  'form',
  'reference',
]

/**
 * Posts to a thread, or to where its people still are. One ladder for every refusal: what may pass is tried again by the studio,
 * after a pause that grows; a post whose form or words are refused goes in a simpler version; from a place that is gone or closed it
 * goes to the channel, and at last to the one who asked. A thread that sleeps is woken. A no of all places counts once it was
 * said again and again (`tries.ts`).
 *
 * Throws MoodreelError `delivery_failed` for what may pass, or was not refused often enough to be believed; `too_large`;
 * `file_refused` where it may go without its files; `undeliverable` where no place takes it.
 */
export const createPostToThread = (tools: {
  rest: REST
  messages: Messages
  sendPost: SendPost
  tries: Tries
  log: Log
}): Platform['post'] => {
  const { rest, messages, sendPost, tries, log } = tools

  const destinationsOf = ({ channel, thread, member, workspace }: ThreadRef, key: string, past: Past): Destination[] => [
    ...(thread ? [{ channel: async () => thread }] : []),
    { channel: async () => channel, ...(thread && { note: say('chat.threadClosed'), answers: thread }) },
    ...(member && !isDirect(workspace)
      ? [
          {
            channel: async () => {
              if (past.direct) return past.direct
              const direct = await directChannel(rest, member)
              await tries.toldDirectly(key, direct)
              return direct
            },
            note: say('chat.channelClosed'),
          },
        ]
      : []),
  ]

  /** Posts to the first destination that takes it. What one would not have the next one gets in the version that was reached. */
  const sendToFirst = async (
    destinations: readonly Destination[],
    post: Post,
    nonce: Nonce,
    past: Past,
    signal?: AbortSignal,
  ): Promise<PostRef> => {
    let last: unknown = null
    let reached = fullVersion(post)
    for (const { channel, note, answers } of destinations) {
      try {
        return await sendPost(await channel(), reached, nonce, {
          note,
          answers,
          signal,
          onVersion(version) {
            reached = version
          },
        })
      } catch (error) {
        const kind = apiErrorKind(error)
        const leaves =
          elsewhere.includes(kind) ||
          (mayPass(kind) && past.faults >= faultsToLeave) ||
          // What is said of a file where there is none is not meant so.
          ((kind === 'file' || kind === 'too_large') && post.media.length === 0)
        if (error instanceof MoodreelError || !leaves) throw error
        log.warn(logFields(error), 'a place cannot be written to; the next one is tried')
        // What may pass in one place is worth waiting for, whatever the others say.
        if (last === null || !mayPass(apiErrorKind(last))) last = error
      }
    }
    throw last ?? notTaken()
  }

  return async (thread, post, { key, again, signal }) => {
    const nonce = nonceOf(key)
    const past = await tries.of(key)
    tries.ensureDue(past)
    const { channel, thread: inner } = thread
    const seenIn = [...(inner ? [inner] : []), channel, ...(past.direct ? [past.direct] : [])]
    try {
      const found = again ? await findEarlier(messages, seenIn, nonce, past, inner) : null
      return found ? refOf(found) : await sendToFirst(destinationsOf(thread, key, past), post, nonce, past, signal)
    } catch (error) {
      throw await tries.failure(key, error, post.media.length > 0)
    }
  }
}
