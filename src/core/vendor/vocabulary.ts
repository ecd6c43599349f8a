import { type InputRole, inputRoles, type ResolvedRequest } from '../request.ts'
import type { Named } from './input-schema.ts'

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

export interface Aliases extends Named {
  /** Other spellings of our values, for a model that lists those. */
  synonyms?: Record<string, string | readonly string[]>
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
  /** Values of an aspect ratio that stand for that of the source: `adaptive`. */
  sourceShapes?: ReadonlySet<string>
}

/** The part of a request that goes into a field of a model; undefined for a field of the model's own. What may be both is a file. */
export const partNamed = ({ words, files }: Vocabulary, field: string): Word | InputRole | undefined => {
  const isNamed = (aliases: Aliases | undefined): boolean => aliases?.fields.includes(field) ?? false
  return inputRoles.find((role) => isNamed(files[role])) ?? inputWords.find((word) => isNamed(words[word]))
}
