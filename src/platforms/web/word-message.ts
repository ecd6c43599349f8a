import type { WebMessage } from '../../core/message-log.ts'
import type { Post, Progress, WordedPost } from '../../core/post.ts'
import { inWords } from '../../core/words/in-words.ts'
import type { Language } from '../../core/words/languages.ts'
import { say } from '../../core/words/sentence.ts'
import { wordPost } from '../../core/words/word-post.ts'

/** How far a clip is, as the page shows it: `state` is the whole line, `Rendering · about 12 s`. */
export interface ShownProgress extends Progress<string> {
  state: string
}

/** A post in the words of the page's reader. */
export interface ShownPost extends WordedPost {
  progress?: ShownProgress[] | undefined
}

/** A message as the page reads it. */
export type ShownMessage = Omit<WebMessage, 'post'> & { post: ShownPost | null }

const minute = 60
const wordedInMinutesFrom = 90

const stateOf = ({ stage, position, estimateSeconds: seconds }: Progress<string>, language: Language): string => {
  const parts = [
    position === undefined ? stage : say('playground.inLine', { stage, position }),
    ...(seconds === undefined
      ? []
      : seconds < wordedInMinutesFrom
        ? [say('chat.aboutSeconds', { seconds: Math.max(1, Math.round(seconds)) })]
        : [say('chat.aboutMinutes', { minutes: Math.round(seconds / minute) })]),
  ]
  const line = parts.map((part) => inWords(part, language)).join(' · ')
  return line.charAt(0).toUpperCase() + line.slice(1)
}

/** A post in a language, whatever language it was kept in. */
export const showPost = (post: Post, language: Language): ShownPost => {
  const { progress, ...worded } = wordPost({ ...post, language })
  // The page has room for a picture of its own.
  const media = worded.kind === 'report' && worded.thumbnail ? [...worded.media, worded.thumbnail] : worded.media
  return { ...worded, media, progress: progress?.map((one) => ({ ...one, state: stateOf(one, language) })) }
}

export const wordMessage = ({ post, ...message }: WebMessage, language: Language): ShownMessage => ({
  ...message,
  post: post && showPost(post, language),
})
