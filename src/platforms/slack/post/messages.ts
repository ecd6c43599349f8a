import { MoodreelError } from '../../../core/errors.ts'
import type { SendOptions } from '../../../core/platform.ts'
import { say } from '../../../core/words/sentence.ts'
import type { SlackApi } from '../api.ts'
import type { Conversations } from '../conversations.ts'
import { isUserId } from '../origin.ts'
import { findSent } from './find-sent.ts'
import { inSomeForm } from './message-form.ts'
import type { Pacer } from './pacer.ts'
import type { NativeMessage } from './render.ts'

/** Where a message goes. */
export interface MessagePlace {
  /** A conversation, or a person. */
  channel: string
  thread?: string | undefined
  /** Nothing of what is sent there is older, in milliseconds. */
  sinceMs?: number | undefined
}

/** One message for one key, whatever happened before. Throws MoodreelError as `SlackApi` does. */
export type PostOnce = (
  place: MessagePlace,
  message: NativeMessage,
  send: Pick<SendOptions, 'key' | 'again'>,
) => Promise<{ channel: string; ts: string }>

export const createPostOnce =
  ({ api, conversations, pacer }: { api: SlackApi; conversations: Conversations; pacer: Pacer }): PostOnce =>
  async (place, message, { key, again }) => {
    const known = await conversations.of(place.channel)
    // A person's id has no history to look into.
    const earlier = again && !isUserId(known) ? await findSent(api, { ...place, channel: known }, key) : undefined
    if (earlier) return { channel: known, ts: earlier }
    const { channel = known, ts } = await inSomeForm(message, key, (written) =>
      pacer.turn(known, 'post', () =>
        api.send((client) =>
          client.chat.postMessage({
            channel: known,
            ...(place.thread ? { thread_ts: place.thread } : {}),
            ...written,
            unfurl_links: false,
            unfurl_media: false,
          }),
        ),
      ),
    )
    if (channel !== known) await conversations.learn(known, channel)
    if (!ts) throw new MoodreelError('delivery_failed', say('slack.noAddress'))
    return { channel, ts }
  }
