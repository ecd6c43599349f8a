import type { Form } from '../platform.ts'
import type { Post } from '../post.ts'
import type { Language } from './language/language.ts'
import { translate } from './language/translate.ts'

/** The text of these is the prompt of a clip. */
const showsPrompt: ReadonlySet<Post['kind']> = new Set<Post['kind']>(['batch', 'clip', 'recipe'])

/**
 * A post in a language, as far as the words are ours: what somebody typed, names, ids and a vendor's words stay, and so
 * does a sentence that nobody has translated yet.
 */
export const translatePost = (post: Post, language: Language): Post => {
  if (language === 'en') return post
  const say = (text: string): string => translate(text, language)
  const isRecipe = post.kind === 'recipe'
  return {
    ...post,
    language,
    text: showsPrompt.has(post.kind) ? post.text : say(post.text),
    // Of a failure they begin with the prompt.
    facts: post.kind === 'failure' ? post.facts : post.facts.map(say),
    warnings: post.warnings.map(say),
    fields: post.fields?.map(({ name, value }) => ({ name: say(name), value: isRecipe && name !== 'Sound' ? value : say(value) })),
    progress: post.progress?.map((progress) => ({ ...progress, stage: say(progress.stage) })),
    // What is read aloud instead of a clip is its prompt.
    media: post.kind === 'notice' ? post.media.map((media) => ({ ...media, alt: say(media.alt) })) : post.media,
    actions: post.actions.map((action) => ({ ...action, label: say(action.label) })),
    links: post.links?.map(({ label, url }) => ({ label: say(label), url })),
  }
}

/** A form with its title in a language; its fields are the command's own options. */
export const translateForm = (form: Form, language: Language): Form => ({ ...form, title: translate(form.title, language) })
