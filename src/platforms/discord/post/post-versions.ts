import type { Post } from '../../../core/post.ts'
import { say } from '../../../core/words/sentence.ts'
import { type ApiErrorKind, apiErrorKind } from '../api-errors.ts'
import { asTyped, cutEscaped, escapeText, type MentionCommand, shorten } from './escape.ts'
import type { Nonce } from './nonce.ts'
import { type NativeMessage, renderPost, wordForDiscord } from './render.ts'

/** A post as it is tried, and what was left out of it already. */
export interface PostVersion {
  post: Post
  /**
   * How it is drawn: `plain` is without buttons and without the words that are read aloud; `bare` is a message of text and files, as
   * every client knew it before there were components.
   */
  shape: 'full' | 'plain' | 'bare'
  words: 'all' | 'ours' | 'fewest'
  /** Whether it may answer another message. */
  answers: boolean
}

export const fullVersion = (post: Post): PostVersion => ({ post, shape: 'full', words: 'all', answers: true })

/** A message without components holds so much: https://docs.discord.com/developers/resources/message#create-message */
const bareTextLimit = 2000

/** What a person typed stands in the text of these. */
const showsPrompt = ({ kind }: Post): boolean => kind === 'batch' || kind === 'clip' || kind === 'recipe'

const withoutAlt = (post: Post): Post['media'] => post.media.map((media) => ({ ...media, alt: '' }))

const withoutSheetAlt = ({ sheet }: Post): Post['sheet'] => sheet && { ...sheet, alt: '' }

/** Without what a person typed. */
const inOurWords = (post: Post): Post => ({
  ...post,
  text: showsPrompt(post) ? say('chat.filtered') : post.text,
  // Of a failure they begin with the prompt, of a report they are what members say.
  facts: post.kind === 'failure' || post.kind === 'report' ? [] : post.facts,
  fields: post.kind === 'recipe' || post.kind === 'report' ? [] : post.fields,
  thumbnail: post.thumbnail && { ...post.thumbnail, alt: '' },
  sheet: withoutSheetAlt(post),
  media: withoutAlt(post),
})

/** With one sentence, which nobody has reason to refuse. */
const inFewestWords = (post: Post): Post => ({
  ...post,
  text: say('chat.filtered'),
  facts: [],
  warnings: [],
  fields: [],
  links: [],
  thumbnail: post.thumbnail && { ...post.thumbnail, alt: '' },
  sheet: withoutSheetAlt(post),
  media: withoutAlt(post),
})

/** The next simpler version after a refusal; null where a simpler one would not help, or there is none. */
const simplerVersion = (version: PostVersion, refused: ApiErrorKind): PostVersion | null => {
  const { post, shape, words, answers } = version
  if (refused === 'reference' && answers) return { ...version, answers: false }
  if (refused === 'form' && shape !== 'bare') return { ...version, shape: shape === 'full' ? 'plain' : 'bare', answers: false }
  if (refused !== 'words' || words === 'fewest') return null
  return words === 'all'
    ? { ...version, post: inOurWords(post), words: 'ours' }
    : { ...version, post: inFewestWords(post), words: 'fewest' }
}

/** A message of text and files. The line that names it is its last. */
const drawBare = (given: Post, line: string | undefined, mention: MentionCommand): NativeMessage => {
  const post = wordForDiscord(given)
  const { files, body } = renderPost({ ...post, thumbnail: undefined, sheet: withoutSheetAlt(post), media: withoutAlt(post) })
  const pieces = [
    post.mention ? `<@${post.mention}>` : '',
    escapeText(shorten(post.text, 1000), mention),
    ...[...post.facts, ...post.warnings].map((fact) => escapeText(shorten(fact, 200), mention)),
    ...(post.fields ?? []).map(({ name, value }) => escapeText(shorten(`${name}: ${value}`, 200), mention)),
    ...(post.links ?? []).map(({ label, url }) => `${escapeText(label, mention)}: ${url}`),
  ]
  const text = pieces.filter((piece) => piece !== '').join('\n')
  const room = bareTextLimit - (line?.length ?? 0) - 1
  const shown = cutEscaped(text, room)
  // Outside of a gallery Discord goes by the name.
  const named = files.map((file) => (file.spoiler ? { ...file, name: `SPOILER_${file.name}` } : file))
  return { files: named, body: { content: line ? `${shown}\n${line}` : shown, allowed_mentions: body.allowed_mentions } }
}

/** The version in Discord's words. `nonce` lets the message be found again; `now` is what estimates count from. */
export const drawVersion = (
  { post, shape }: PostVersion,
  { now, nonce, mention = asTyped }: { now: number; nonce?: Partial<Nonce>; mention?: MentionCommand },
): NativeMessage => {
  if (shape === 'bare') return drawBare(post, nonce?.line, mention)
  const isFull = shape === 'full'
  const drawn = isFull
    ? post
    : { ...post, choices: [], actions: [], more: [], thumbnail: undefined, sheet: withoutSheetAlt(post), media: withoutAlt(post) }
  return renderPost(drawn, { now, componentId: nonce?.componentId, mention, asCard: isFull })
}

/** Does something with a post, and with simpler versions of it while Discord refuses its form or its words. */
export const inSomeVersion = async <Answer>(
  first: PostVersion,
  act: (version: PostVersion) => Promise<Answer>,
  onRefused: (error: unknown, simpler: PostVersion) => void,
): Promise<Answer> => {
  for (let version = first; ; ) {
    try {
      return await act(version)
    } catch (error) {
      const simpler = simplerVersion(version, apiErrorKind(error))
      if (!simpler) throw error
      onRefused(error, simpler)
      version = simpler
    }
  }
}
