import { type APIMessage, type REST, RequestMethod, Routes } from 'discord.js'
import type { Clock } from '../../core/clock.ts'
import type { PostRef } from '../../core/platform.ts'
import type { Post } from '../../core/post.ts'
import type { Messages } from './messages.ts'
import { deliveryError, type Places } from './places.ts'
import { renderPost } from './render.ts'

/**
 * Changes a message. Files that stand there under the same name stay and are not sent again; Discord drops those that
 * the post no longer has. Throws MoodreelError `not_found` when the message is gone.
 */
export const createEdit =
  ({ rest, messages, places, clock }: { rest: REST; messages: Messages; places: Places; clock: Clock }) =>
  async (ref: PostRef, post: Post): Promise<void> => {
    const route = Routes.channelMessage(ref.channel, ref.message)
    try {
      const before = post.media.length > 0 ? ((await rest.get(route)) as APIMessage) : null
      const message = renderPost(post, { now: clock.now(), componentId: before?.components?.[0]?.id })
      const kept = (before?.attachments ?? []).filter(({ filename }) => message.files.some(({ name }) => name === filename))
      await places.awake(ref.channel, () => messages.send({ method: RequestMethod.Patch, route, message, kept }))
    } catch (error) {
      throw deliveryError(error)
    }
  }
