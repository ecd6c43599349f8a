import type { Model } from '../../src/core/model.ts'
import type { InputRole } from '../../src/core/request.ts'
import { type Sentence, say } from '../../src/core/words/sentence.ts'
import { cameraTags, fileAliases, type Word, wordAliases } from './aliases.ts'
import { fitValue } from './fit-value.ts'
import { findField, type InputField, type InputSchema } from './input-schema.ts'

/** How a model's own inputs differ from its row of the catalogue, one plain sentence for each difference. */
export const findDrift = (model: Model, schema: InputSchema): Sentence[] => [
  ...driftOfModes(model, schema),
  ...driftOfValues('durationSeconds', numbersOf(model.duration), schema),
  ...driftOfValues('aspectRatio', model.aspectRatios, schema),
  ...driftOfValues('resolution', model.resolutions, schema),
  ...driftOfValues('fps', numbersOf(model.fps), schema),
  ...(cameraTags.has(model.target) ? [] : driftOfValues('camera', model.camera, schema)),
  ...driftOfFeature('seed', model.seed, schema),
  ...driftOfFeature('negativePrompt', model.negativePrompt, schema),
  ...driftOfFeature('generateAudio', model.generateAudio, schema),
  ...driftOfFeature('strength', model.strength, schema),
  ...driftOfFeature('lastFrame', model.lastFrame, schema),
  ...driftOfFeature('audio', model.audioInput, schema),
  ...driftOfReferences(model, schema),
  ...model.extras.filter((name) => !schema.fields.has(name)).map((input) => say('model.driftExtra', { input })),
]

/** What a row offers, as single values; of a range its ends. */
const numbersOf = (numbers: Model['duration']): number[] | undefined =>
  numbers === undefined || Array.isArray(numbers) ? numbers : [...new Set([numbers.min, numbers.default, numbers.max])]

const driftOfModes = ({ modes }: Model, schema: InputSchema): Sentence[] => {
  const image = findField(schema, fileAliases.firstFrame.fields)
  const video = findField(schema, fileAliases.video.fields)
  const needs = (field: InputField | undefined): boolean => field !== undefined && schema.required.includes(field.name)
  const [firstFrame, film] = [say('part.firstFrame'), say('part.video')]
  const drift: Sentence[] = []
  if (modes.includes('i2v') && !image) drift.push(say('model.driftMode', { mode: 'i2v', part: firstFrame }))
  if (modes.includes('v2v') && !video) drift.push(say('model.driftMode', { mode: 'v2v', part: film }))
  if (modes.includes('t2v') && needs(image)) drift.push(say('model.driftNeeds', { mode: 't2v', part: firstFrame }))
  const other = modes.find((mode) => mode !== 'v2v')
  if (other && needs(video)) drift.push(say('model.driftNeeds', { mode: other, part: film }))
  return drift
}

const driftOfValues = (word: Word, offered: readonly (string | number)[] | undefined, schema: InputSchema): Sentence[] => {
  const { fields, translated } = wordAliases[word]
  const part = say(`part.${word}`)
  const field = findField(schema, fields)
  if (!field) {
    const other = translated && schema.fields.get(translated.field)
    const known = Object.keys(translated?.values ?? {}).filter((value) => other?.choices?.includes(translated?.values[value] ?? null))
    const values = (offered ?? []).map(String).filter((value) => !known.includes(value))
    return values.length === 0 ? [] : [say('model.driftValues', { part, values })]
  }
  if (!offered) return [say('model.driftUnoffered', { part })]
  return offered.flatMap((value) => {
    const fitted = fitValue(field, value)
    return 'takes' in fitted ? say('model.driftValue', { part, value: `${value}`, takes: fitted.takes }) : []
  })
}

const driftOfFeature = (name: Word | InputRole, offered: boolean, schema: InputSchema): Sentence[] => {
  const taken = findField(schema, { ...wordAliases, ...fileAliases }[name].fields) !== undefined
  if (taken === offered) return []
  return [say(taken ? 'model.driftUnoffered' : 'model.driftUntaken', { part: say(`part.${name}`) })]
}

const driftOfReferences = ({ referenceImages: offered }: Model, schema: InputSchema): Sentence[] => {
  const most = referencesOf(schema)
  if (most === null || offered === 0) return driftOfFeature('referenceImages', offered > 0, schema)
  return offered > most ? [say('model.driftReferences', { offered, most })] : []
}

/** How many a request may have, whatever the model takes: `src/core/request.ts`. */
const mostReferences = 9

/** How many reference images a model takes; null for none. */
export const referencesOf = (schema: InputSchema): number | null => {
  const field = findField(schema, fileAliases.referenceImages.fields)
  if (!field) return null
  return field.type === 'array' ? Math.min(field.maxItems ?? mostReferences, mostReferences) : 1
}
