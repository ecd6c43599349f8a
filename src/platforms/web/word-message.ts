import type { WebMessage } from '../../core/message-log.ts'
import type { WordedPost } from '../../core/post.ts'
import { wordPost } from '../../core/words/word-post.ts'

/** A message as the page reads it. */
export type WordedMessage = Omit<WebMessage, 'post'> & { post: WordedPost | null }

export const wordMessage = (message: WebMessage): WordedMessage => ({ ...message, post: message.post && wordPost(message.post) })
