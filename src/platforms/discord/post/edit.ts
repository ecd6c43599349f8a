import { RequestMethod, Routes } from 'discord.js'
import type { Clock } from '../../../core/clock.ts'
import type { PostRef } from '../../../core/platform.ts'
import type { Post } from '../../../core/post.ts'
import { drawForm, fullForm, inSomeForm } from './forms.ts'
import type { Messages } from './messages.ts'
import { deliveryError, type Places } from './post-to-thread.ts'

/**
 * Changes a message, in the fullest form that Discord takes. Files that stand there under the same name stay and are not sent again;
 * Discord drops those that the post no longer has. Throws MoodreelError `not_found` when the message is gone, `not_allowed` when it
 * may not be changed, and `delivery_failed` for what may pass.
 */
export const createEdit =
  ({ messages, places, clock }: { messages: Messages; places: Places; clock: Clock }) =>
  async (ref: PostRef, post: Post): Promise<void> => {
    const route = Routes.channelMessage(ref.channel, ref.message)
    try {
      const before = post.media.length > 0 ? await messages.read(ref.channel, ref.message) : null
      await inSomeForm(
        fullForm(post),
        (form) => {
          const drawn = drawForm(form, { now: clock.now(), mark: { componentId: before?.components?.[0]?.id } })
          // A message that was posted bare has a text and no components, and stays so.
          const message = form.shape === 'bare' ? { ...drawn, body: { ...drawn.body, components: [] } } : drawn
          const kept = (before?.attachments ?? []).filter(({ filename }) => message.files.some(({ name }) => name === filename))
          return places.awake(ref.channel, () => messages.send({ method: RequestMethod.Patch, route, message, kept }))
        },
        places.tellSimpler,
      )
    } catch (error) {
      throw deliveryError(error)
    }
  }
