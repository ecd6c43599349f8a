import { MoodreelError } from '../../../core/errors.ts'
import type { Log } from '../../../core/log.ts'
import type { Form, Responder } from '../../../core/platform.ts'
import { notice, type Post } from '../../../core/post.ts'
import { say } from '../../../core/words/sentence.ts'
import { deliveryError, logFields } from '../api-errors.ts'
import type { MentionCommand } from '../post/escape.ts'
import type { Messages } from '../post/messages.ts'
import { nonceOf } from '../post/nonce.ts'
import { fullVersion } from '../post/post-versions.ts'
import { splitPost } from '../post/render.ts'
import type { SendPost } from '../post/send-post.ts'
import type { TellMember } from '../post/tell-member.ts'
import type { SaidMessage } from './said-message.ts'

export interface MentionAnswerTools {
  messages: Messages
  sendPost: SendPost
  tell: TellMember
  mention: MentionCommand
  log: Log
}

/** What everybody may read beneath the message: one sentence, and the buttons of a question. */
const isForAll = ({ kind, fields = [], media, facts, links = [] }: Post): boolean =>
  kind === 'failure' || (fields.length === 0 && media.length === 0 && facts.length === 0 && links.length === 0)

/**
 * Answers a message. Nothing can be said there to one person alone, so a private answer of more than a sentence goes to them directly.
 * `again`: an earlier process may have answered already.
 */
export const createMentionResponder = (
  { id, channel_id: channel, author }: SaidMessage,
  { command, again }: { command: string; again: boolean },
  { messages, sendPost, tell, mention, log }: MentionAnswerTools,
): Responder => {
  let count = 0

  const answer = async (post: Post): Promise<void> => {
    for (const page of splitPost(post, mention)) {
      count += 1
      const nonce = nonceOf(`mention:${id}:${count}`)
      // Where the bot may not look, the nonce alone guards.
      const found = again ? await messages.find(channel, nonce, id).catch(() => null) : null
      if (!found) await sendPost(channel, fullVersion(page), nonce, { answers: id })
    }
  }

  const tellDirectly = async (post: Post): Promise<void> => {
    for (const page of splitPost(post, mention)) {
      count += 1
      await tell(author.id, page, { key: `mention:${id}:${count}`, again })
    }
  }

  return {
    async reply(post, { private: isPrivate = false } = {}) {
      const isDirect = isPrivate && !isForAll(post)
      try {
        await (isDirect ? tellDirectly(post) : answer(post))
      } catch (error) {
        log.info(logFields(error), 'a message could not be answered in the first place; the other one is tried')
        await (isDirect
          ? answer({ ...notice(say('discord.notDirectly', { name: command })), kind: 'failure', language: post.language })
          : tellDirectly(post)
        ).catch((cause: unknown) => {
          throw cause instanceof MoodreelError ? cause : deliveryError(cause)
        })
      }
    },

    /** A form can only be opened by a press. */
    form: ({ command: name, generationId, language }: Form) =>
      answer({
        ...notice(say('discord.formReady')),
        actions: [{ command: name, argument: generationId, label: say('discord.openForm'), style: 'primary' }],
        language,
      }),
  }
}
