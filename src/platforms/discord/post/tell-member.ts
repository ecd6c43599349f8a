import type { REST } from '@discordjs/rest'
import { type APIChannel, Routes } from 'discord-api-types/v10'
import type { PostRef, SendOptions } from '../../../core/platform.ts'
import type { Post } from '../../../core/post.ts'
import { deliveryError } from '../api-errors.ts'
import { findEarlier } from './find-earlier.ts'
import { type Messages, refOf } from './messages.ts'
import { nonceOf } from './nonce.ts'
import { fullVersion } from './post-versions.ts'
import type { SendPost } from './send-post.ts'
import type { Tries } from './tries.ts'

/** The direct messages with a person; Discord makes the channel when there is none. */
export const directChannel = async (rest: REST, member: string): Promise<string> =>
  ((await rest.post(Routes.userChannels(), { body: { recipient_id: member } })) as APIChannel).id

/** Writes to a person directly. Throws MoodreelError as `deliveryError` gives it. */
export type TellMember = (member: string, post: Post, options: SendOptions) => Promise<PostRef>

export const createTellMember =
  ({ rest, messages, sendPost, tries }: { rest: REST; messages: Messages; sendPost: SendPost; tries: Tries }): TellMember =>
  async (member, post, { key, again, signal }) => {
    const nonce = nonceOf(key)
    try {
      const direct = await directChannel(rest, member)
      const found = again ? await findEarlier(messages, [direct], nonce, await tries.of(key)) : null
      return found ? refOf(found) : await sendPost(direct, fullVersion(post), nonce, { signal })
    } catch (error) {
      throw deliveryError(error)
    }
  }
