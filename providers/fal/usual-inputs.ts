import { modeFacts } from '../../src/core/mode-facts.ts'
import type { Model } from '../../src/core/model.ts'
import type { InputRole } from '../../src/core/request.ts'
import type { InputField, InputSchema } from '../../src/core/vendor/input-schema.ts'
import type { Word } from '../../src/core/vendor/vocabulary.ts'
import { aliasesFor } from './aliases.ts'
import type { Found } from './families.ts'

/**
 * What an endpoint takes as far as its row and its family tell: for a model of the catalogue while fal's own documents cannot be had, so
 * that no clip waits for a web site. Null where they do not tell. The queue checks each request once more, and bills nothing that it refuses.
 */
export const usualInputs = (row: Model, { modes, needs, may, names, lacks, notation }: Found): InputSchema | null => {
  if (!notation) return null
  const { words, files } = aliasesFor(modes[0] ?? 't2v')
  const { lengths, sizes } = notation
  const { translated } = words.aspectRatio ?? {}
  const ratios = translated && names.aspectRatio === translated.field ? { choices: Object.values(translated.values) } : {}
  const taken: [Word, boolean, Omit<InputField, 'name'>][] = [
    ['prompt', true, { type: 'string', maxLength: row.promptMaxLength }],
    ['negativePrompt', row.negativePrompt, { type: 'string' }],
    ['shots', row.shots !== undefined, { type: 'array' }],
    ['seed', row.seed, { type: 'integer', minimum: 0, maximum: row.maxSeed }],
    ['durationSeconds', row.duration !== undefined, lengths],
    ['aspectRatio', row.aspectRatios !== undefined, { type: 'string', ...ratios }],
    ['resolution', row.resolutions !== undefined, { type: 'string', choices: (row.resolutions ?? []).map((size) => sizes[size] ?? size) }],
    ['factor', row.factors !== undefined, { type: 'number' }],
    ['fps', row.fps !== undefined, { type: 'integer' }],
    ['generateAudio', row.generateAudio, { type: 'boolean' }],
    ['loop', row.loop !== false, { type: 'boolean' }],
    ['expandPrompt', row.expandPrompt, { type: 'boolean' }],
  ]
  const fields = taken.flatMap(([word, isTaken, field]): InputField[] => {
    const name = names[word] ?? words[word]?.fields[0]
    return isTaken && !lacks.includes(word) && name !== undefined ? [{ name, ...field }] : []
  })
  const nameOf = (role: InputRole): string => names[role] ?? files[role].fields[0] ?? role
  const inputs = [...needs, ...may].map((role): InputField => {
    const name = nameOf(role)
    return { name, type: name.endsWith('_urls') ? 'array' : 'string' }
  })
  const isUpscaler = modes.some((mode) => modeFacts[mode].upscales)
  const along = isUpscaler ? Object.values(words).flatMap((word) => Object.keys(word.along ?? {})) : []
  const others = [...row.extras, ...along].map((name): InputField => ({ name, type: 'other' }))
  return { fields: new Map([...fields, ...inputs, ...others].map((field) => [field.name, field])), required: needs.map(nameOf) }
}
