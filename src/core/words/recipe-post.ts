import type { Post } from '../post.ts'
import type { Recipe } from '../recipe.ts'
import { cleanText } from '../text/clean-text.ts'
import { recipeFacts } from './recipe-facts.ts'

const words = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** A recipe may come out of anybody's file, so its words are cleaned and cut like those that a person types. */
const shown = (text: string, limit: number): string => cleanText(text).slice(0, limit)

/**
 * A recipe as a person reads it: the prompt, the line of facts, and everything else as fields. `again` is the line
 * to type for the same clip.
 */
export const recipePost = (recipe: Recipe, again?: string): Post => {
  const { fps, generateAudio, strength, camera, extras } = recipe.settings
  const { seedRequested, seedUsed } = recipe
  const fields: [string, string | null | undefined][] = [
    ['Mode', recipe.mode],
    ['Provider', recipe.modelVersion === null ? recipe.provider : `${recipe.provider}, ${recipe.modelVersion}`],
    ['Negative prompt', recipe.negativePrompt],
    ['Seed asked for', seedRequested === null || seedRequested === seedUsed ? null : String(seedRequested)],
    ['Frames a second', fps?.toString()],
    ['Camera', camera],
    ['Strength', strength?.toString()],
    ['Sound', generateAudio === undefined ? null : generateAudio ? 'on' : 'off'],
    ...Object.entries(extras).map(([name, value]): [string, string] => [name, words(value)]),
    ...recipe.inputs.map((input): [string, string] => [input.role, `${input.mediaType}, sha256 ${input.sha256.slice(0, 12)}`]),
    ['From', recipe.parentId],
    ['Made', recipe.createdAt],
    ['Id', recipe.generationId],
  ]
  return {
    kind: 'recipe',
    text: shown(recipe.prompt, 4000) || 'No prompt',
    facts: recipeFacts(recipe).map((fact) => shown(fact, 100)),
    warnings: [],
    fields: [
      ...fields.flatMap(([name, value]) => (value ? [{ name: shown(name, 100), value: shown(value, 1000) }] : [])),
      ...(again ? [{ name: 'Again', value: cleanText(again) }] : []),
    ],
    media: [],
    actions: [],
    generationIds: [recipe.generationId],
  }
}
