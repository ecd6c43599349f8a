import type { Post } from '../../../core/post.ts'
import { translate } from '../../../core/words/language/translate.ts'
import { wordPost } from '../../../core/words/word-post.ts'
import { type Trouble, troubleOf } from '../api-errors.ts'
import { escapeText, shorten } from './escape.ts'
import type { Mark } from './nonce.ts'
import { type NativeMessage, renderPost } from './render.ts'

/**
 * How a post is drawn. `plain` is without buttons and without the words that are read aloud; `bare` is a message of text and
 * files, as every client knew it before there were components.
 */
export type Shape = 'full' | 'plain' | 'bare'

/** A post as it is tried, and what was left out of it already. */
export interface Form {
  post: Post
  shape: Shape
  words: 'all' | 'ours' | 'fewest'
  /** Whether it may answer another message. */
  answers: boolean
}

export const fullForm = (post: Post): Form => ({ post, shape: 'full', words: 'all', answers: true })

/** A message without components holds so much: https://docs.discord.com/developers/resources/message#create-message */
const bareTextLimit = 2000

const hidden = 'The words of this post are not shown: a filter of this place refused them.'

/** What a person typed stands in the text of these. */
const showsPrompt = ({ kind }: Post): boolean => kind === 'batch' || kind === 'clip' || kind === 'recipe'

const withoutAlt = (post: Post): Post['media'] => post.media.map((media) => ({ ...media, alt: '' }))

/** Without what a person typed. */
const inOurWords = (post: Post): Post => ({
  ...post,
  text: showsPrompt(post) ? translate(hidden, post.language ?? 'en') : post.text,
  // Of a failure they begin with the prompt.
  facts: post.kind === 'failure' ? [] : post.facts,
  fields: post.kind === 'recipe' ? [] : post.fields,
  media: withoutAlt(post),
})

/** With one sentence, which nobody has reason to refuse. */
const inFewestWords = (post: Post): Post => ({
  ...post,
  text: translate(hidden, post.language ?? 'en'),
  facts: [],
  warnings: [],
  fields: [],
  links: [],
  media: withoutAlt(post),
})

/** The next simpler form after a refusal; null where a simpler one would not help, or there is none. */
export const simplerForm = (form: Form, trouble: Trouble): Form | null => {
  const { post, shape, words, answers } = form
  if (trouble === 'reference' && answers) return { ...form, answers: false }
  if (trouble === 'form' && shape !== 'bare') return { ...form, shape: shape === 'full' ? 'plain' : 'bare', answers: false }
  if (trouble !== 'words' || words === 'fewest') return null
  return words === 'all' ? { ...form, post: inOurWords(post), words: 'ours' } : { ...form, post: inFewestWords(post), words: 'fewest' }
}

/** A message of text and files. Its mark is its last line. */
const drawBare = (given: Post, line: string | undefined): NativeMessage => {
  const post = wordPost(given)
  const { files, body } = renderPost({ ...post, media: withoutAlt(post) })
  const pieces = [
    post.mention ? `<@${post.mention}>` : '',
    escapeText(shorten(post.text, 1000)),
    ...[...post.facts, ...post.warnings].map((fact) => escapeText(shorten(fact, 200))),
    ...(post.fields ?? []).map(({ name, value }) => escapeText(shorten(`${name}: ${value}`, 200))),
    ...(post.links ?? []).map(({ label, url }) => `${escapeText(label)}: ${url}`),
  ]
  const text = pieces.filter((piece) => piece !== '').join('\n')
  const room = bareTextLimit - (line?.length ?? 0) - 1
  const shown = text.length <= room ? text : `${text.slice(0, room - 1).replace(/\\+$/, '')}…`
  return { files, body: { content: line ? `${shown}\n${line}` : shown, allowed_mentions: body.allowed_mentions } }
}

/** The form in Discord's words. `mark` lets the message be found again; `now` is what estimates count from. */
export const drawForm = ({ post, shape }: Form, { now, mark }: { now: number; mark?: Partial<Mark> }): NativeMessage => {
  if (shape === 'bare') return drawBare(post, mark?.line)
  return renderPost(shape === 'full' ? post : { ...post, actions: [], media: withoutAlt(post) }, { now, componentId: mark?.componentId })
}

/** Does something with a form, and with simpler ones while Discord refuses it for its form or its words. `tell` hears of each refusal. */
export const inSomeForm = async <Answer>(
  first: Form,
  act: (form: Form) => Promise<Answer>,
  tell: (error: unknown, simpler: Form) => void,
): Promise<Answer> => {
  for (let form = first; ; ) {
    try {
      return await act(form)
    } catch (error) {
      const simpler = simplerForm(form, troubleOf(error))
      if (!simpler) throw error
      tell(error, simpler)
      form = simpler
    }
  }
}
