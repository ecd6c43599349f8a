import type { InputRole, ResolvedRequest } from '../request.ts'

/** The words of a request that are inputs of a model, apart from files. */
export type Word = keyof Pick<
  ResolvedRequest,
  | 'prompt'
  | 'negativePrompt'
  | 'seed'
  | 'durationSeconds'
  | 'aspectRatio'
  | 'resolution'
  | 'factor'
  | 'fps'
  | 'strength'
  | 'generateAudio'
  | 'camera'
>

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
  words: Record<Word, Aliases>
  files: Record<InputRole, Aliases>
  /** Targets of models that take a camera move as a tag before the prompt: `[Push in] …`. */
  cameraTags?: ReadonlySet<string>
}

/** The part of a request that goes into a field of a model; undefined for a field of the model's own. */
export const partNamed = ({ words, files }: Vocabulary, field: string): Word | InputRole | undefined => {
  const all = { ...words, ...files }
  return (Object.keys(all) as (keyof typeof all)[]).find((part) => all[part].fields.includes(field))
}
