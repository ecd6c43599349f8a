import type { WebMessage } from '../../core/message-log.ts'
import type { Post, Progress, WordedPost } from '../../core/post.ts'
import { inWords } from '../../core/words/in-words.ts'
import type { Language } from '../../core/words/languages.ts'
import { type Key, type Sentence, say, type Text } from '../../core/words/sentence.ts'
import { wordPost } from '../../core/words/word-post.ts'

/** How far a clip is, as the page shows it: `state` is the whole line, `Rendering · about 12 s`. */
export interface ShownProgress extends Progress<string> {
  state: string
}

/** A post in the words of the page's reader. */
export interface ShownPost extends WordedPost {
  progress?: ShownProgress[] | undefined
  /** When the last of several clips is done, in a line of words. */
  longest?: string | undefined
  /** Those facts of a clip that others of its round may have in common with it. */
  common?: string[] | undefined
}

/** A message as the page reads it. */
export type ShownMessage = Omit<WebMessage, 'post'> & { post: ShownPost | null }

const minute = 60
const wordedInMinutesFrom = 90

/** Facts that are a clip's own, also where others happen to have the same. */
const ownFacts: ReadonlySet<Key> = new Set(['clip.madeIn', 'clip.credits', 'clip.id', 'member.seed', 'member.noSeed'])
const isCommon = (fact: Text): boolean => typeof fact === 'string' || !ownFacts.has(fact.say)

const about = (seconds: number): Sentence =>
  seconds < wordedInMinutesFrom
    ? say('chat.aboutSeconds', { seconds: Math.max(1, Math.round(seconds)) })
    : say('chat.aboutMinutes', { minutes: Math.round(seconds / minute) })

/** Nobody knows where one of them is not known; what is only fetched keeps nobody waiting. */
const longestOf = (progress: readonly Progress[], language: Language): string | undefined => {
  const made = progress.filter(({ fraction }) => fraction !== 1)
  const seconds = made.flatMap(({ estimateSeconds }) => estimateSeconds ?? [])
  if (progress.length < 2 || seconds.length === 0 || seconds.length < made.length) return undefined
  return inWords(say('playground.allIn', { about: about(Math.max(...seconds)) }), language)
}

const stateOf = ({ stage, position, estimateSeconds: seconds }: Progress<string>, language: Language): string => {
  const parts = [
    position === undefined ? stage : say('playground.inLine', { stage, position }),
    ...(seconds === undefined ? [] : [about(seconds)]),
  ]
  const line = parts.map((part) => inWords(part, language)).join(' · ')
  return line.charAt(0).toUpperCase() + line.slice(1)
}

/** What a lone clip says of itself, its round need not. */
const said: ReadonlySet<Key> = new Set(['state.doneIn', 'clip.takes'])
const factsOf = ({ kind, facts, generationIds }: Post): Post['facts'] =>
  kind === 'batch' && generationIds.length === 1 ? facts.filter((fact) => typeof fact === 'string' || !said.has(fact.say)) : facts

/** A post in a language, whatever language it was kept in. */
export const showPost = (post: Post, language: Language): ShownPost => {
  const { progress, ...worded } = wordPost({ ...post, language, facts: factsOf(post) })
  // The page has room for a picture of its own.
  const media = worded.kind === 'report' && worded.thumbnail ? [...worded.media, worded.thumbnail] : worded.media
  return {
    ...worded,
    media,
    progress: progress?.map((one) => ({ ...one, state: stateOf(one, language) })),
    longest: longestOf(post.progress ?? [], language),
    common: post.kind === 'clip' ? worded.facts.filter((_, at) => isCommon(post.facts[at] ?? '')) : undefined,
  }
}

export const wordMessage = ({ post, ...message }: WebMessage, language: Language): ShownMessage => ({
  ...message,
  post: post && showPost(post, language),
})
