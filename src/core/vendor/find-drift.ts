import { modeFacts } from '../mode-facts.ts'
import type { Model } from '../model.ts'
import type { InputRole } from '../request.ts'
import { type Sentence, say } from '../words/sentence.ts'
import { fitWord } from './fit-value.ts'
import { findField, type InputSchema } from './input-schema.ts'
import { referencesOf } from './references-of.ts'
import type { Aliases, Vocabulary, Word } from './vocabulary.ts'

/** What a model takes, and what its vendor's models call it. */
interface Inputs {
  schema: InputSchema
  vocabulary: Vocabulary
}

/** How a model's own inputs differ from its row of the catalogue, one plain sentence for each difference. */
export const findDrift = (model: Model, schema: InputSchema, vocabulary: Vocabulary): Sentence[] => {
  const inputs = { schema, vocabulary }
  return [
    ...driftOfModes(model, inputs),
    ...driftOfValues('durationSeconds', numbersOf(model.duration), inputs),
    ...driftOfValues('aspectRatio', model.aspectRatios, inputs),
    ...driftOfValues('resolution', model.resolutions, inputs),
    ...driftOfValues('factor', model.factors, inputs),
    ...driftOfValues('fps', numbersOf(model.fps), inputs),
    ...(vocabulary.cameraTags?.has(model.target) ? [] : driftOfValues('camera', model.camera, inputs)),
    ...driftOfFeature('seed', model.seed, inputs),
    ...driftOfFeature('negativePrompt', model.negativePrompt, inputs),
    ...driftOfFeature('generateAudio', model.generateAudio, inputs),
    ...driftOfFeature('strength', model.strength, inputs),
    ...driftOfFeature('lastFrame', model.lastFrame, inputs),
    ...driftOfFeature('audio', model.audioInput, inputs),
    ...driftOfFeature('mask', model.mask !== false, inputs),
    ...driftOfReferences(model, inputs),
    ...model.extras.filter((name) => !schema.fields.has(name)).map((input) => say('model.driftExtra', { input })),
  ]
}

/** What a row offers, as single values; of a range its ends. */
const numbersOf = (numbers: Model['duration']): number[] | undefined =>
  numbers === undefined || Array.isArray(numbers) ? numbers : [...new Set([numbers.min, numbers.default, numbers.max])]

const driftOfModes = ({ modes }: Model, { schema, vocabulary }: Inputs): Sentence[] =>
  (['firstFrame', 'video'] as const).flatMap((role) => {
    const part = say(`part.${role}`)
    const field = findField(schema, vocabulary.files[role].fields)
    const without = modes.find((mode) => modeFacts[mode].source === role && !field)
    const beside = modes.find((mode) => modeFacts[mode].source !== role && field && schema.required.includes(field.name))
    return [
      ...(without ? [say('model.driftMode', { mode: without, part })] : []),
      ...(beside ? [say('model.driftNeeds', { mode: beside, part })] : []),
    ]
  })

const driftOfValues = (word: Word, offered: readonly (string | number)[] | undefined, { schema, vocabulary }: Inputs): Sentence[] => {
  const aliases = vocabulary.words[word] ?? { fields: [] }
  const { fields, translated }: Aliases = aliases
  const part = say(`part.${word}`)
  const field = findField(schema, fields)
  if (!field) {
    const other = translated && schema.fields.get(translated.field)
    const taken = other?.choices ?? other?.some
    const known = Object.keys(translated?.values ?? {}).filter((value) => taken?.includes(translated?.values[value] ?? null))
    const values = (offered ?? []).map(String).filter((value) => !known.includes(value))
    return values.length === 0 ? [] : [say('model.driftValues', { part, values })]
  }
  if (!offered) return [say('model.driftUnoffered', { part })]
  return offered.flatMap((value) => {
    const fitted = fitWord(word, aliases, field, value)
    return 'takes' in fitted ? say('model.driftValue', { part, value: `${value}`, takes: fitted.takes }) : []
  })
}

const driftOfFeature = (name: Word | InputRole, offered: boolean, { schema, vocabulary }: Inputs): Sentence[] => {
  const { fields = [] } = { ...vocabulary.words, ...vocabulary.files }[name] ?? {}
  const taken = findField(schema, fields) !== undefined
  if (taken === offered) return []
  return [say(taken ? 'model.driftUnoffered' : 'model.driftUntaken', { part: say(`part.${name}`) })]
}

const driftOfReferences = ({ referenceImages: offered }: Model, inputs: Inputs): Sentence[] => {
  const most = referencesOf(inputs.schema, inputs.vocabulary)
  if (most === null || offered === 0) return driftOfFeature('referenceImages', offered > 0, inputs)
  return offered > most ? [say('model.driftReferences', { offered, most })] : []
}
