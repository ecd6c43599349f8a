import type { Post } from '../post.ts'
import type { Recipe } from '../recipe.ts'
import type { InputRole } from '../request.ts'
import { cleanText } from '../text/clean-text.ts'
import { mapText } from './map-text.ts'
import { recipeFacts } from './recipe-facts.ts'
import { say, type Text } from './sentence.ts'
import { timestamp } from './timestamp.ts'

type Fields = NonNullable<Post['fields']>

const roleNames: Readonly<Record<InputRole, Text>> = {
  firstFrame: say('member.firstFrame'),
  lastFrame: say('member.lastFrame'),
  referenceImages: say('member.referenceImages'),
  video: say('member.video'),
  audio: say('member.audio'),
  style: say('member.style'),
  referenceVideos: say('member.referenceVideos'),
  referenceAudios: say('member.referenceAudios'),
  mask: say('member.mask'),
}

const isRole = (role: string): role is InputRole => Object.hasOwn(roleNames, role)

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** A recipe may come out of anybody's file, so its words are cleaned and cut like those that a person types. */
const shown = (text: Text, limit: number): Text => mapText(text, (words) => cleanText(words).slice(0, limit))

/** The line to type for the clip once more; `isSame`: it has the same seed. */
export interface Again {
  line: string
  isSame: boolean
}

/** When it was made; as it stands there where that is no time. */
const madeAt = ({ createdAt }: Recipe): Text => {
  const time = Date.parse(createdAt)
  return Number.isNaN(time) || time < 0 ? shown(createdAt, 100) : timestamp(time)
}

const fieldOf = ([name, value]: readonly [Text, Text | null | undefined]): Fields =>
  value ? [{ name: shown(name, 100), value: shown(value, 1000) }] : []

/**
 * A recipe as a person reads it: the prompt, the line of facts, and everything else as fields. `parent` is the number of the clip that it
 * was made from, where that has one in the same thread; `isKept` is false for a clip of ours whose file is gone.
 */
export const recipePost = (
  recipe: Recipe,
  { again, parent = null, isKept = true }: { again?: Again | undefined; parent?: string | null; isKept?: boolean } = {},
): Post => {
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
    [say('member.madeFrom'), parent ?? recipe.parentId],
  ]
  return {
    kind: 'recipe',
    text: shown(recipe.prompt, 4000) || say('common.noPrompt'),
    facts: recipeFacts(recipe).map((fact) => shown(fact, 100)),
    warnings: isKept ? [] : [say('clip.notKept')],
    fields: [
      ...fields.flatMap(fieldOf),
      { name: say('member.madeAt'), value: madeAt(recipe) },
      ...fieldOf([say('member.id'), recipe.generationId]),
      ...(again ? [{ name: say(again.isSame ? 'member.typeAgain' : 'member.typeReroll'), value: cleanText(again.line) }] : []),
    ],
    media: [],
    actions: [],
    generationIds: [recipe.generationId],
  }
}
