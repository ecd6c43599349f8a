import type { Json } from '../../src/core/json.ts'
import type { Model } from '../../src/core/model.ts'
import { oneOf } from '../../src/core/words/wording.ts'
import { cameraTags, fileAliases, type Word, wordAliases } from './aliases.ts'
import { fitValue } from './fit-value.ts'
import { findField, type InputField, type InputSchema } from './input-schema.ts'

/** How a model's own inputs differ from its row of the catalogue, one plain sentence for each difference. */
export const findDrift = (model: Model, schema: InputSchema): string[] => [
  ...driftOfModes(model, schema),
  ...driftOfValues('durationSeconds', numbersOf(model.duration), schema, 's'),
  ...driftOfValues('aspectRatio', model.aspectRatios, schema),
  ...driftOfValues('resolution', model.resolutions, schema),
  ...driftOfValues('fps', numbersOf(model.fps), schema),
  ...(cameraTags.has(model.target) ? [] : driftOfValues('camera', model.camera, schema)),
  ...driftOfFeature(wordAliases.seed, model.seed, schema),
  ...driftOfFeature(wordAliases.negativePrompt, model.negativePrompt, schema),
  ...driftOfFeature(wordAliases.generateAudio, model.generateAudio, schema),
  ...driftOfFeature(wordAliases.strength, model.strength, schema),
  ...driftOfFeature(fileAliases.lastFrame, model.lastFrame, schema),
  ...driftOfFeature(fileAliases.audio, model.audioInput, schema),
  ...driftOfReferences(model, schema),
  ...model.extras.filter((name) => !schema.fields.has(name)).map((name) => `The row lets ${name} be set; the model has no such input.`),
]

/** What a row offers, as single values; of a range its ends. */
const numbersOf = (numbers: Model['duration']): number[] | undefined =>
  numbers === undefined || Array.isArray(numbers) ? numbers : [...new Set([numbers.min, numbers.default, numbers.max])]

const driftOfModes = ({ modes }: Model, schema: InputSchema): string[] => {
  const image = findField(schema, fileAliases.firstFrame.fields)
  const video = findField(schema, fileAliases.video.fields)
  const needs = (field: InputField | undefined): boolean => field !== undefined && schema.required.includes(field.name)
  const drift: string[] = []
  if (modes.includes('i2v') && !image) drift.push('The row offers i2v; the model takes no first frame.')
  if (modes.includes('v2v') && !video) drift.push('The row offers v2v; the model takes no video.')
  if (modes.includes('t2v') && needs(image)) drift.push('The row offers t2v; the model needs a first frame.')
  if (modes.some((mode) => mode !== 'v2v') && needs(video)) drift.push('The row offers more than v2v; the model needs a video.')
  return drift
}

const driftOfValues = (word: Word, offered: readonly (string | number)[] | undefined, schema: InputSchema, unit: string = ''): string[] => {
  const { called, fields, translated } = wordAliases[word]
  const shown = (values: readonly Json[]): string => `${oneOf(values.map(String))}${unit && ` ${unit}`}`
  const field = findField(schema, fields)
  if (!field) {
    const other = translated && schema.fields.get(translated.field)
    const known = Object.keys(translated?.values ?? {}).filter((value) => other?.choices?.includes(translated?.values[value] ?? null))
    const unknown = (offered ?? []).filter((value) => !known.includes(`${value}`))
    return unknown.length === 0 ? [] : [`The row offers ${shown(unknown)} as ${called}; the model has no input for it.`]
  }
  if (!offered) return [`The model takes a ${called}; the row offers none.`]
  const drift: string[] = []
  for (const value of offered) {
    const fitted = fitValue(field, value)
    if ('takes' in fitted) drift.push(`The row offers ${shown([value])} as ${called}; the model takes ${fitted.takes}.`)
  }
  return drift
}

const driftOfFeature = (
  { called, fields }: { called: string; fields: readonly string[] },
  offered: boolean,
  schema: InputSchema,
): string[] => {
  const taken = findField(schema, fields) !== undefined
  if (taken === offered) return []
  return [taken ? `The model takes a ${called}; the row does not offer it.` : `The row offers a ${called}; the model takes none.`]
}

const driftOfReferences = ({ referenceImages }: Model, schema: InputSchema): string[] => {
  const most = referencesOf(schema)
  if (most === null) return referenceImages > 0 ? [`The row offers ${referenceImages} reference images; the model takes none.`] : []
  if (referenceImages === 0) return ['The model takes reference images; the row does not offer them.']
  return referenceImages > most ? [`The row offers ${referenceImages} reference images; the model takes ${most} at most.`] : []
}

/** How many a request may have, whatever the model takes: `src/core/request.ts`. */
const mostReferences = 9

/** How many reference images a model takes; null for none. */
export const referencesOf = (schema: InputSchema): number | null => {
  const field = findField(schema, fileAliases.referenceImages.fields)
  if (!field) return null
  return field.type === 'array' ? Math.min(field.maxItems ?? mostReferences, mostReferences) : 1
}
