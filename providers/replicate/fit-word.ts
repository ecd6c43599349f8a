import type { Json } from '../../src/core/json.ts'
import type { Sentence } from '../../src/core/words/sentence.ts'
import { type Word, wordAliases } from './aliases.ts'
import { fitValue } from './fit-value.ts'
import type { InputField } from './input-schema.ts'

/** A value of ours as the field wants it, by its own name or by one that models have for it; or what the field takes instead. */
export const fitWord = (word: Word, field: InputField, value: Json): { value: Json } | { takes: Sentence } => {
  const own = fitValue(field, value)
  if (!('takes' in own)) return own
  const others = (wordAliases[word].names?.[String(value)] ?? []).map((name) => fitValue(field, name))
  return others.find((other) => !('takes' in other)) ?? own
}
