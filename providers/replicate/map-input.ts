import { foldSeed } from '../../src/core/fit/fold-seed.ts'
import type { Json } from '../../src/core/json.ts'
import type { ProviderRequest } from '../../src/core/provider.ts'
import { nearestRatio } from '../../src/core/ratio.ts'
import { inputRoles } from '../../src/core/request.ts'
import type { FileField } from '../../src/core/vendor/request-files.ts'
import { type Sentence, say, type Text } from '../../src/core/words/sentence.ts'
import { cameraTags, fieldFor, fileAliases, partNamed, type Word, wordAliases } from './aliases.ts'
import { checkTogether } from './check-together.ts'
import { fitValue } from './fit-value.ts'
import { fitWord } from './fit-word.ts'
import type { InputField, InputSchema } from './input-schema.ts'

export interface MappedInput {
  values: Record<string, Json>
  files: FileField[]
  /** For the log: what was not asked for in these words but does not change what was meant. */
  notes: string[]
}

/**
 * A request in the model's own words. `problem` is a sentence for the person, who is then asked for nothing: a value
 * that the model does not take, one that it has no field for, or an input that it cannot do without.
 */
export const mapInput = (given: ProviderRequest, schema: InputSchema): MappedInput | { problem: Text } => {
  const { request, ratioBySource, model: row, inputs } = given
  const { name: model } = row
  const clash = checkTogether(given)
  if (clash) return { problem: clash }
  const values: Record<string, Json> = {}
  const files: FileField[] = []
  const notes: string[] = []
  const put = (part: Text, field: InputField, value: Json, fitted = fitValue(field, value)): Sentence | null => {
    if ('takes' in fitted) return say('model.takes', { model, part, takes: fitted.takes, given: shown(value) })
    values[field.name] = fitted.value
    return null
  }
  /** By the model's own list, which may have changed since its row was written. Nobody asked for it, so that none will do as well. */
  const putRatioOfSource = (field: InputField | undefined): null => {
    const source = inputs.find(({ role }) => role === 'firstFrame' || role === 'video')
    const ratios = (field?.choices ?? []).map(String).filter((choice) => /^\d+:\d+$/.test(choice))
    const nearest = field?.choices ? source && nearestRatio(ratios, source) : request.aspectRatio
    if (field && nearest !== undefined) values[field.name] = nearest
    else notes.push('the catalogue says that the model takes an aspect ratio; its schema has none')
    return null
  }
  const putWord = (word: Word, value: Json): Sentence | null => {
    const { translated } = wordAliases[word]
    const part = say(`part.${word}`)
    const field = fieldFor(schema, word)
    if (word === 'aspectRatio' && ratioBySource) return putRatioOfSource(field)
    if (field && word === 'seed' && typeof value === 'number') {
      const seed = foldSeed(value, field.maximum ?? Number.MAX_SAFE_INTEGER, field.minimum)
      if (seed !== value) notes.push(`seed ${value} lies outside of what the model takes; ${seed} is used`)
      return put(part, field, seed)
    }
    if (field) return put(part, field, value, fitWord(word, field, value))
    const other = translated && schema.fields.get(translated.field)
    const translation = translated?.values[String(value)]
    if (other?.choices?.some((choice) => choice === translation)) return put(part, other, translation ?? null)
    // The prompt is there already: it comes first of all words.
    if (word === 'camera' && cameraTags.has(row.target)) return putWord('prompt', `[${capitalized(value)}] ${request.prompt}`)
    // Silence is what a model without sound makes anyway.
    if (word === 'generateAudio' && value === false) return null
    if (word === 'seed') {
      // The bot picks one for every clip, so that nobody may have asked for it.
      if (row.seed) notes.push('the catalogue says that the model takes a seed; its schema has none')
      return null
    }
    return say('model.takesNo', { model, part })
  }

  for (const word of Object.keys(wordAliases) as Word[]) {
    const value = request[word]
    // An empty prompt is none; 0 and false are values.
    const problem = value === undefined || value === '' ? null : putWord(word, value)
    if (problem) return { problem }
  }
  for (const role of inputRoles) {
    const ofRole = inputs.filter((input) => input.role === role)
    if (ofRole.length === 0) continue
    const part = say(`part.${role}`)
    const field = fieldFor(schema, role)
    if (!field) return { problem: say('model.takesNo', { model, part }) }
    const isList = field.type === 'array'
    // One list may be for several roles: the picture that is made over comes before those beside it.
    const there = files.find(({ name }) => name === field.name)
    const together = [...(there?.inputs ?? []), ...ofRole]
    const most = isList ? (field.maxItems ?? together.length) : 1
    if (together.length > most) return { problem: say('model.mostFiles', { model, part, most }) }
    if (there) there.inputs = together
    else files.push({ name: field.name, isList, inputs: together })
  }
  const ownShape = shapeOfSource(given, schema)
  if (ownShape) values[ownShape.name] ??= ownShape.value
  for (const [name, value] of Object.entries(request.extras)) {
    const field = schema.fields.get(name)
    if (!field) return { problem: say('model.noInput', { model, input: name }) }
    if (name in values || files.some((file) => file.name === name)) return { problem: say('model.inputSet', { input: name }) }
    const problem = put(name, field, value)
    if (problem) return { problem }
  }
  for (const role of inputRoles) {
    if (!inputs.some((input) => input.role === role)) continue
    for (const [name, value] of Object.entries(fileAliases[role].along ?? {})) if (schema.fields.has(name)) values[name] ??= value
  }
  const missing = schema.required.find((name) => !(name in values) && !files.some((file) => file.name === name))
  if (missing === undefined) return { values, files, notes }
  const part = partNamed(missing)
  return { problem: part ? say('model.needs', { model, part: say(`part.${part}`) }) : say('model.needsInput', { model, input: missing }) }
}

/** The model's word for the shape of the source, where its row says that this is kept and nobody asked for another. */
const shapeOfSource = ({ request, model, inputs }: ProviderRequest, schema: InputSchema): { name: string; value: Json } | null => {
  const hasSource = inputs.some(({ role }) => role === 'firstFrame' || role === 'video')
  if (!hasSource || model.sourceShape === 'nearest' || request.aspectRatio !== undefined) return null
  const field = fieldFor(schema, 'aspectRatio')
  const value = field?.choices?.find((choice) => sourceShapes.has(String(choice)))
  return field && value !== undefined ? { name: field.name, value } : null
}

const sourceShapes: ReadonlySet<string> = new Set(['adaptive', 'auto', 'match_input_image'])

const capitalized = (value: Json): string => `${value}`.replace(/^./, (letter) => letter.toUpperCase())

const shown = (value: Json): Text => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 60 ? say('model.characters', { length: text.length }) : text
}
