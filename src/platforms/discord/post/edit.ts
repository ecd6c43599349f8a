import { RequestMethod, Routes } from 'discord.js'
import type { Clock } from '../../../core/clock.ts'
import type { Log } from '../../../core/log.ts'
import type { Platform, PostRef } from '../../../core/platform.ts'
import type { Post } from '../../../core/post.ts'
import { apiErrorKind, deliveryError } from '../api-errors.ts'
import type { MentionCommand } from './escape.ts'
import type { Messages } from './messages.ts'
import { drawVersion, fullVersion, inSomeVersion, type PostVersion } from './post-versions.ts'
import { logRefused } from './send-post.ts'

/**
 * Changes a message, in the fullest version that Discord takes. Files that stand there under the same name stay and are not sent again;
 * Discord drops those that the post no longer has. Errors are discord.js's own.
 */
export type EditMessage = (ref: PostRef, post: Post, signal?: AbortSignal) => Promise<void>

export const createEditMessage =
  ({ messages, mention, clock, log }: { messages: Messages; mention: MentionCommand; clock: Clock; log: Log }): EditMessage =>
  async (ref, post, signal) => {
    const route = Routes.channelMessage(ref.channel, ref.message)
    const hasFiles = post.media.length > 0 || post.sheet !== undefined || post.thumbnail !== undefined
    const known = messages.takeStanding(ref.message)
    let isRead = known === undefined || !hasFiles
    let before = hasFiles ? (known ?? (await messages.read(ref.channel, ref.message))) : null
    const patch = (version: PostVersion) => {
      const drawn = drawVersion(version, { now: clock.now(), nonce: { componentId: before?.components[0]?.id }, mention })
      // A message that was posted bare has a text and no components, and stays so.
      const message = version.shape === 'bare' ? { ...drawn, body: { ...drawn.body, components: [] } } : drawn
      const kept = (before?.attachments ?? []).filter(({ filename }) => message.files.some(({ name }) => name === filename))
      return messages.awake(ref.channel, () => messages.send({ method: RequestMethod.Patch, route, message, kept, signal }))
    }
    const editTo = async (version: PostVersion) => {
      try {
        return await patch(version)
      } catch (error) {
        // A file that is not there any more is a fault of the form too.
        if (isRead || apiErrorKind(error) !== 'form') throw error
        isRead = true
        before = await messages.read(ref.channel, ref.message)
        return patch(version)
      }
    }
    await inSomeVersion(fullVersion(post), editTo, logRefused(log))
  }

/** Throws MoodreelError `not_found` when the message is gone, `not_allowed` when it may not be changed, and `delivery_failed` for what may pass. */
export const createEdit =
  (editMessage: EditMessage): Platform['edit'] =>
  async (ref, post) => {
    await editMessage(ref, post).catch((error: unknown) => {
      throw deliveryError(error)
    })
  }
