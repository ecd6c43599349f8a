import { foldSeed } from '../fit/fold-seed.ts'
import type { Json } from '../json.ts'
import type { ProviderRequest } from '../provider.ts'
import { nearestRatio } from '../ratio.ts'
import { inputRoles, type ResolvedRequest } from '../request.ts'
import { shotsText } from '../shots.ts'
import { type Sentence, say, type Text } from '../words/sentence.ts'
import { fitValue, fitWord } from './fit-value.ts'
import { findField, type InputField, type InputSchema } from './input-schema.ts'
import type { FileField } from './request-files.ts'
import { type Aliases, inputWords, partNamed, type Vocabulary, type Word } from './vocabulary.ts'

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
export const mapBySchema = (given: ProviderRequest, schema: InputSchema, vocabulary: Vocabulary): MappedInput | { problem: Text } => {
  const { request, ratioBySource, model: row, inputs } = given
  const { name: model } = row
  const { words, files: roles, cameraTags } = vocabulary
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
    const aliases = words[word] ?? nothing
    const { translated } = aliases
    const part = say(`part.${word}`)
    const field = findField(schema, aliases)
    if (word === 'aspectRatio' && ratioBySource) return putRatioOfSource(field)
    if (field && word === 'seed' && typeof value === 'number') {
      const seed = foldSeed(value, field.maximum ?? Number.MAX_SAFE_INTEGER, field.minimum)
      if (seed !== value) notes.push(`seed ${value} lies outside of what the model takes; ${seed} is used`)
      return put(part, field, seed)
    }
    if (field) return put(part, field, value, fitWord(word, aliases, field, value))
    const other = translated && schema.fields.get(translated.field)
    const translation = translated?.values[String(value)]
    if (other && translation !== undefined && (other.choices ?? other.some)?.includes(translation)) return put(part, other, translation)
    // The prompt is there already: it comes first of all words.
    if (word === 'camera' && cameraTags?.has(row.target)) return putWord('prompt', `[${capitalized(value)}] ${request.prompt}`)
    // What a model without such an input does anyway.
    if (value === false) return null
    if (word === 'seed') {
      // The bot picks one for every clip, so that nobody may have asked for it.
      if (row.seed) notes.push('the catalogue says that the model takes a seed; its schema has none')
      return null
    }
    return say('model.takesNo', { model, part })
  }

  const along: Record<string, string> = {}
  for (const word of inputWords) {
    const value = word === 'shots' ? shotsFor(request, findField(schema, words.shots)) : request[word]
    // An empty prompt is none; 0 and false are values.
    if (value === undefined || value === '') continue
    const problem = putWord(word, value)
    if (problem) return { problem }
    Object.assign(along, words[word]?.along)
  }
  for (const role of inputRoles) {
    const ofRole = inputs.filter((input) => input.role === role)
    if (ofRole.length === 0) continue
    const part = say(`part.${role}`)
    const field = findField(schema, roles[role])
    if (!field) return { problem: say('model.takesNo', { model, part }) }
    const isList = field.type === 'array'
    // Some models have one list for the picture that is changed and those that are looked at.
    const before = files.find(({ name }) => name === field.name)
    const all = [...(before?.inputs ?? []), ...ofRole]
    const most = isList ? (field.maxItems ?? all.length) : 1
    if (all.length > most) return { problem: say('model.mostFiles', { model, part, most }) }
    if (before) before.inputs.push(...ofRole)
    else files.push({ name: field.name, isList, inputs: all })
    Object.assign(along, roles[role].along)
  }
  const ownShape = shapeOfSource(given, schema, vocabulary)
  if (ownShape) values[ownShape.name] ??= ownShape.value
  for (const [name, value] of Object.entries(request.extras)) {
    const field = schema.fields.get(name)
    if (!field) return { problem: say('model.noInput', { model, input: name }) }
    if (name in values || files.some((file) => file.name === name)) return { problem: say('model.inputSet', { input: name }) }
    const problem = put(name, field, value)
    if (problem) return { problem }
  }
  for (const [name, value] of Object.entries(along)) if (schema.fields.has(name)) values[name] ??= value
  // A model that takes shots in the place of a prompt may want one all the same.
  const prompt = findField(schema, words.prompt)
  if (request.shots && prompt && schema.required.includes(prompt.name)) values[prompt.name] ??= shotsText(request.shots)
  const missing = schema.required.find((name) => !(name in values) && !files.some((file) => file.name === name))
  if (missing === undefined) return { values, files, notes }
  const part = partNamed(vocabulary, missing)
  return { problem: part ? say('model.needs', { model, part: say(`part.${part}`) }) : say('model.needsInput', { model, input: missing }) }
}

/** The model's word for the shape of the source, where its row says that this is kept and nobody asked for another. */
const shapeOfSource = (
  { request, model, inputs }: ProviderRequest,
  schema: InputSchema,
  { words, sourceShapes }: Vocabulary,
): { name: string; value: Json } | null => {
  const hasSource = inputs.some(({ role }) => role === 'firstFrame' || role === 'video')
  if (!sourceShapes || !hasSource || model.sourceShape === 'nearest' || request.aspectRatio !== undefined) return null
  const field = findField(schema, words.aspectRatio)
  const value = field?.choices?.find((choice) => sourceShapes.has(String(choice)))
  return field && value !== undefined ? { name: field.name, value } : null
}

const nothing: Aliases = { fields: [] }

/** Shots as a model has them: a list, or the text of one with lengths as numbers. */
const shotsFor = ({ shots }: Pick<ResolvedRequest, 'shots'>, field: InputField | undefined): Json | undefined => {
  if (!shots) return undefined
  const isText = field?.type === 'string'
  const list = shots.map(({ prompt, seconds }) => ({
    prompt,
    ...(seconds !== undefined && { duration: isText ? seconds : `${seconds}` }),
  }))
  return isText ? JSON.stringify(list) : list
}

const capitalized = (value: Json): string => `${value}`.replace(/^./, (letter) => letter.toUpperCase())

const shown = (value: Json): Text => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 60 ? say('model.characters', { length: text.length }) : text
}
