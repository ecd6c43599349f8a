import type { Form } from '../platform.ts'
import type { Post, WordedPost } from '../post.ts'
import { inWords } from './in-words.ts'
import { translate } from './language/translate.ts'
import type { Text } from './sentence.ts'

/** The text of these is the prompt of a clip. */
const showsPrompt: ReadonlySet<Post['kind']> = new Set<Post['kind']>(['batch', 'clip', 'recipe'])

/** A post in the words of its language. A platform that links commands gives `inMarkedWords`. */
export const wordPost = (post: Post, put: typeof inWords = inWords): WordedPost => {
  const { language = 'en' } = post
  const theirs = (text: Text): string => put(text, language)
  const say = (text: Text): string => (typeof text === 'string' ? translate(text, language) : theirs(text))
  const isRecipe = post.kind === 'recipe'
  return {
    ...post,
    text: showsPrompt.has(post.kind) ? theirs(post.text) : say(post.text),
    // Of a failure they begin with the prompt.
    facts: post.facts.map(post.kind === 'failure' ? theirs : say),
    warnings: post.warnings.map(say),
    fields: post.fields?.map(({ name, value }) => ({
      name: say(name),
      value: isRecipe && name !== 'Sound' ? theirs(value) : say(value),
    })),
    progress: post.progress?.map((progress) => ({ ...progress, stage: say(progress.stage) })),
    // What is read aloud instead of a clip is its prompt.
    media: post.media.map((media) => ({ ...media, alt: post.kind === 'notice' ? say(media.alt) : theirs(media.alt) })),
    actions: post.actions.map((action) => ({ ...action, label: say(action.label) })),
    links: post.links?.map(({ label, url }) => ({ label: say(label), url })),
  }
}

/** The title of a form in the words of its language. */
export const wordTitle = ({ title, language = 'en' }: Pick<Form, 'title' | 'language'>): string =>
  typeof title === 'string' ? translate(title, language) : inWords(title, language)
