import type { Post } from '../post.ts'
import type { Recipe } from '../recipe.ts'
import type { InputRole } from '../request.ts'
import { cleanText } from '../text/clean-text.ts'
import { mapText } from './map-text.ts'
import { recipeFacts } from './recipe-facts.ts'
import { say, type Text } from './sentence.ts'

const roleNames: Readonly<Record<InputRole, Text>> = {
  firstFrame: say('member.firstFrame'),
  lastFrame: say('member.lastFrame'),
  referenceImages: say('member.referenceImages'),
  video: say('member.video'),
  audio: say('member.audio'),
}

const isRole = (role: string): role is InputRole => Object.hasOwn(roleNames, role)

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** A recipe may come out of anybody's file, so its words are cleaned and cut like those that a person types. */
const shown = (text: Text, limit: number): Text => mapText(text, (words) => cleanText(words).slice(0, limit))

/**
 * A recipe as a person reads it: the prompt, the line of facts, and everything else as fields. `again` is the line
 * to type for the same clip.
 */
export const recipePost = (recipe: Recipe, again?: string): Post => {
  const { fps, generateAudio, strength, camera, extras } = recipe.settings
  const { seedRequested, seedUsed } = recipe
  const fields: [Text, Text | null | undefined][] = [
    [say('member.mode'), recipe.mode],
    [say('member.provider'), recipe.modelVersion === null ? recipe.provider : `${recipe.provider}, ${recipe.modelVersion}`],
    [say('member.negativePrompt'), recipe.negativePrompt],
    [say('member.requestedSeed'), seedRequested === null || seedRequested === seedUsed ? null : String(seedRequested)],
    [say('member.frameRate'), fps?.toString()],
    [say('member.camera'), camera],
    [say('member.strength'), strength?.toString()],
    [say('member.sound'), generateAudio === undefined ? null : say(generateAudio ? 'member.on' : 'member.off')],
    ...Object.entries(extras).map(([name, value]): [Text, Text] => [name, plain(value)]),
    ...recipe.inputs.map(({ role, mediaType, sha256 }): [Text, Text] => [
      isRole(role) ? roleNames[role] : role,
      `${mediaType}, sha256 ${sha256.slice(0, 12)}`,
    ]),
    [say('member.madeFrom'), recipe.parentId],
    [say('member.madeAt'), recipe.createdAt],
    [say('member.id'), recipe.generationId],
  ]
  return {
    kind: 'recipe',
    text: shown(recipe.prompt, 4000) || say('common.noPrompt'),
    facts: recipeFacts(recipe).map((fact) => shown(fact, 100)),
    warnings: [],
    fields: [
      ...fields.flatMap(([name, value]) => (value ? [{ name: shown(name, 100), value: shown(value, 1000) }] : [])),
      ...(again ? [{ name: say('member.typeAgain'), value: cleanText(again) }] : []),
    ],
    media: [],
    actions: [],
    generationIds: [recipe.generationId],
  }
}
