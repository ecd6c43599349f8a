import { type InputRole, inputRoles, type ResolvedRequest } from '../request.ts'

/** The words of a request that are inputs of a model, apart from files, in the order in which they are looked at. */
export const inputWords = [
  'prompt',
  'negativePrompt',
  'shots',
  'seed',
  'durationSeconds',
  'aspectRatio',
  'resolution',
  'factor',
  'fps',
  'strength',
  'generateAudio',
  'camera',
  'motion',
  'loop',
  'speech',
  'voice',
  'expandPrompt',
] as const satisfies (keyof ResolvedRequest)[]
export type Word = (typeof inputWords)[number]

export interface Aliases {
  /** Names that models have for it; the first one that the model's schema has is taken. */
  fields: readonly string[]
  /** Other spellings of our values, for a model that lists those. */
  synonyms?: Record<string, string>
  /** Fields that have words of their own for our values. */
  translated?: { field: string; values: Record<string, string> }
  /** What is set along with it where a model has such an input and nobody set it. */
  along?: Record<string, string>
}

/**
 * What the models of one vendor call our words. Names differ from model to model and change between versions, so it is the model's own
 * schema that decides.
 */
export interface Vocabulary {
  /** A word that is not here is an input of none of them. */
  words: Partial<Record<Word, Aliases>>
  files: Record<InputRole, Aliases>
  /** Targets of models that take a camera move as a tag before the prompt: `[Push in] …`. */
  cameraTags?: ReadonlySet<string>
}

/** The part of a request that goes into a field of a model; undefined for a field of the model's own. */
export const partNamed = ({ words, files }: Vocabulary, field: string): Word | InputRole | undefined => {
  const isNamed = (aliases: Aliases | undefined): boolean => aliases?.fields.includes(field) ?? false
  return inputWords.find((word) => isNamed(words[word])) ?? inputRoles.find((role) => isNamed(files[role]))
}
