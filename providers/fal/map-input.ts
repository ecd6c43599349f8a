import { foldSeed } from '../../src/core/fit/fold-seed.ts'
import type { Json } from '../../src/core/json.ts'
import type { ProviderRequest } from '../../src/core/provider.ts'
import type { FileField } from '../../src/core/vendor/request-files.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'
import { fal } from './api.ts'
import { endpointFor, type Family, familyOf, type Word, wordFields } from './families.ts'

export interface MappedInput {
  endpoint: string
  /** The seed that it is sent; null for one that takes none. */
  seed: number | null
  values: Record<string, Json>
  files: FileField[]
  /** For the log: what differs from what was asked without changing what was meant. */
  notes: string[]
}

const words = [
  'prompt',
  'negativePrompt',
  'seed',
  'durationSeconds',
  'aspectRatio',
  'resolution',
  'fps',
  'generateAudio',
  'strength',
  'camera',
] as const satisfies Word[]

/**
 * A request in the words of the endpoint that makes it. `problem` is a sentence for the person, who is then asked for
 * nothing: endpoints on fal pass over fields that they do not know, so one that is not mapped is refused here.
 */
export const mapInput = ({ request, ratioBySource, model: row, inputs }: ProviderRequest): MappedInput | { problem: Text } => {
  const { name: model, target } = row
  const family = familyOf(row)
  if (!family) return { problem: say('provider.unknownInputs', { vendor: fal.name, target }) }
  const roles = new Set(inputs.map(({ role }) => role))
  const endpoint = endpointFor(row, family, roles)
  if (!endpoint) {
    const parts = [...roles].map((role) => say(`part.${role}`))
    return { problem: parts.length === 0 ? say('model.startsFromFile', { model }) : say('model.startsFrom', { model, parts }) }
  }
  const values: Record<string, Json> = {}
  const notes: string[] = []
  for (const word of words) {
    const value = request[word]
    // An empty prompt is none; 0 and false are values.
    if (value === undefined || value === '') continue
    const field = endpoint.takes.includes(word) ? wordFields[word] : undefined
    if (field !== undefined) values[field] = encode(word, value, family, notes)
    // The bot picks a seed for every clip, so that nobody may have asked for it; silence is what a silent model makes.
    else if (word === 'seed') notes.push(...(row.seed ? ['the row says that the model takes a seed; its endpoint has none'] : []))
    else if (word === 'aspectRatio' && ratioBySource) notes.push('the row says that the model takes an aspect ratio; its endpoint has none')
    else if (!(word === 'generateAudio' && value === false)) {
      return { problem: say('model.takesNo', { model, part: say(`part.${word}`) }) }
    }
  }
  const files: MappedInput['files'] = []
  for (const input of inputs) {
    const field = endpoint.files[input.role]
    if (field === undefined || files.some((file) => file.name === field)) {
      return { problem: say('model.mostFiles', { model, part: say(`part.${input.role}`), most: 1 }) }
    }
    files.push({ name: field, isList: false, inputs: [input] })
  }
  for (const [name, value] of Object.entries(request.extras)) {
    if (name in values || files.some((file) => file.name === name)) return { problem: say('model.inputSet', { input: name }) }
    values[name] = value
  }
  const seed = values[wordFields.seed ?? '']
  return { endpoint: endpoint.id, seed: typeof seed === 'number' ? seed : null, values, files, notes }
}

const encode = (word: Word, value: string | number | boolean, { duration, maxSeed }: Family, notes: string[]): Json => {
  if (word === 'durationSeconds' && duration !== 'number') return duration === 'seconds' ? `${value}s` : String(value)
  if (word === 'seed' && typeof value === 'number' && maxSeed !== undefined && value > maxSeed) {
    const folded = foldSeed(value, maxSeed)
    notes.push(`seed ${value} lies outside of what the model takes; ${folded} is used`)
    return folded
  }
  return value
}
