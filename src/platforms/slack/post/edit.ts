import { MoodreelError } from '../../../core/errors.ts'
import type { Log } from '../../../core/log.ts'
import type { Platform } from '../../../core/platform.ts'
import { say } from '../../../core/words/sentence.ts'
import type { SlackApi } from '../api.ts'
import type { Members } from '../members.ts'
import { kindOf, slackCode } from '../refusal.ts'
import type { Covers } from './covers.ts'
import { whileDelivering } from './ladder.ts'
import { asWords, isAboutForm, wordsOf } from './message-form.ts'
import { partsOf } from './message-ref.ts'
import type { Pacer } from './pacer.ts'
import { renderPost } from './render.ts'

export interface EditOptions {
  api: SlackApi
  covers: Covers
  members: Pick<Members, 'nameOf'>
  pacer: Pacer
  log: Log
}

/** Changes a message, in the fullest form that Slack takes: with its still, without, in words. Its files stay. */
export const createEdit =
  ({ api, covers, members, pacer, log }: EditOptions): Platform['edit'] =>
  async (ref, post) => {
    const { ts } = partsOf(ref)
    const cover = await covers.of(ref, post)
    const drawn = { ...post, mention: undefined }
    const askedByName = post.askedBy && (await members.nameOf(post.askedBy))
    const pictured = renderPost(drawn, { askedByName, poster: cover })
    const bare = renderPost(drawn, { askedByName })
    const forms = [...(cover ? [pictured] : []), bare, asWords(wordsOf(bare))]
    const urgency = cover || (post.progress ?? []).length === 0 ? 'post' : 'edit'
    for (const [index, form] of forms.entries()) {
      try {
        await pacer.turn(ref.channel, urgency, () => api.send((client) => client.chat.update({ channel: ref.channel, ts, ...form })))
        return
      } catch (error) {
        if (slackCode(error) === 'message_not_found') {
          throw new MoodreelError('not_found', say('chat.messageGone'), { cause: error })
        }
        if (unchangeable.has(slackCode(error) ?? '') || kindOf(error) === 'place') throw cannotChange(error)
        if (!isAboutForm(error) || index === forms.length - 1) throw whileDelivering(error)
        log.warn({ err: error, batch: post.batchId }, 'Slack does not take a message as it is drawn; it goes plainer')
      }
    }
  }

const unchangeable: ReadonlySet<string> = new Set(['cant_update_message', 'edit_window_closed'])

const cannotChange = (cause: unknown): MoodreelError => new MoodreelError('not_allowed', say('slack.messageKept'), { cause })
