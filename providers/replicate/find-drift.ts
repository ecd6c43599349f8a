import { modeFacts } from '../../src/core/mode-facts.ts'
import type { Model } from '../../src/core/model.ts'
import type { InputRole } from '../../src/core/request.ts'
import { type Sentence, say } from '../../src/core/words/sentence.ts'
import { cameraTags, fieldFor, type Word, wordAliases } from './aliases.ts'
import { fitWord } from './fit-word.ts'
import type { InputField, InputSchema } from './input-schema.ts'

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
  ...driftOfFeature('referenceVideos', model.referenceVideos > 0, schema),
  ...driftOfFeature('referenceAudios', model.referenceAudios > 0, schema),
  ...driftOfFeature('mask', model.mask !== false, schema),
  ...driftOfReferences(model, schema),
  ...model.extras.filter((name) => !schema.fields.has(name)).map((input) => say('model.driftExtra', { input })),
]

/** What a row offers, as single values; of a range its ends. */
const numbersOf = (numbers: Model['duration']): number[] | undefined =>
  numbers === undefined || Array.isArray(numbers) ? numbers : [...new Set([numbers.min, numbers.default, numbers.max])]

const driftOfModes = ({ modes }: Model, schema: InputSchema): Sentence[] => {
  const needs = (field: InputField | undefined): boolean => field !== undefined && schema.required.includes(field.name)
  const sources = (['firstFrame', 'video'] as const).map((role) => ({ role, part: say(`part.${role}`), field: fieldFor(schema, role) }))
  return modes.flatMap((mode) =>
    sources.flatMap(({ role, part, field }) => {
      const isSource = modeFacts[mode].source === role
      if (isSource) return field ? [] : [say('model.driftMode', { mode, part })]
      return needs(field) ? [say('model.driftNeeds', { mode, part })] : []
    }),
  )
}

const driftOfValues = (word: Word, offered: readonly (string | number)[] | undefined, schema: InputSchema): Sentence[] => {
  const { translated } = wordAliases[word]
  const part = say(`part.${word}`)
  const field = fieldFor(schema, word)
  if (!field) {
    const other = translated && schema.fields.get(translated.field)
    const known = Object.keys(translated?.values ?? {}).filter((value) => other?.choices?.includes(translated?.values[value] ?? null))
    const values = (offered ?? []).map(String).filter((value) => !known.includes(value))
    return values.length === 0 ? [] : [say('model.driftValues', { part, values })]
  }
  if (!offered) return [say('model.driftUnoffered', { part })]
  return offered.flatMap((value) => {
    const fitted = fitWord(word, field, value)
    return 'takes' in fitted ? say('model.driftValue', { part, value: `${value}`, takes: fitted.takes }) : []
  })
}

const driftOfFeature = (name: Word | InputRole, offered: boolean, schema: InputSchema): Sentence[] => {
  const taken = fieldFor(schema, name) !== undefined
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
  const field = fieldFor(schema, 'referenceImages')
  if (!field) return null
  return field.type === 'array' ? Math.min(field.maxItems ?? mostReferences, mostReferences) : 1
}
