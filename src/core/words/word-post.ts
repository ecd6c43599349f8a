import type { Form } from '../platform.ts'
import type { Post, WordedPost } from '../post.ts'
import { inWords } from './in-words.ts'
import type { Text } from './sentence.ts'

/** A post in the words of its language. A platform that links commands gives `inMarkedWords`. */
export const wordPost = (post: Post, put: typeof inWords = inWords): WordedPost => {
  const { language = 'en' } = post
  const say = (text: Text): string => put(text, language)
  return {
    ...post,
    text: say(post.text),
    facts: post.facts.map(say),
    warnings: post.warnings.map(say),
    changed: post.changed?.map((line) => line.map((piece) => ({ ...piece, words: say(piece.words) }))),
    fields: post.fields?.map(({ name, value }) => ({ name: say(name), value: say(value) })),
    progress: post.progress?.map((progress) => ({ ...progress, stage: say(progress.stage) })),
    media: post.media.map((media) => ({ ...media, alt: say(media.alt) })),
    sheet: post.sheet && { ...post.sheet, alt: say(post.sheet.alt) },
    tiles: post.tiles?.map((tile) => ({ ...tile, alt: say(tile.alt) })),
    thumbnail: post.thumbnail && { ...post.thumbnail, alt: say(post.thumbnail.alt) },
    choices: post.choices?.map((action) => ({ ...action, label: say(action.label) })),
    actions: post.actions.map((action) => ({ ...action, label: say(action.label) })),
    more: post.more?.map((action) => ({ ...action, label: say(action.label) })),
    links: post.links?.map(({ label, url }) => ({ label: say(label), url })),
  }
}

/** The title of a form in the words of its language. */
export const wordTitle = ({ title, language = 'en' }: Pick<Form, 'title' | 'language'>): string => inWords(title, language)
