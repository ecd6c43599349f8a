import { foldSeed } from '../../src/core/fit/fold-seed.ts'
import type { Json } from '../../src/core/json.ts'
import type { ProviderInput, ProviderRequest } from '../../src/core/provider.ts'
import type { InputRole } from '../../src/core/request.ts'
import { endpointFor, type Family, familyOf, type Word, wordFields } from './families.ts'

export interface MappedInput {
  endpoint: string
  /** The seed that it is sent; null for one that takes none. */
  seed: number | null
  values: Record<string, Json>
  files: { field: string; input: ProviderInput }[]
  /** For the log: what differs from what was asked without changing what was meant. */
  notes: string[]
}

const wordNames: Record<Word, string> = {
  prompt: 'prompt',
  negativePrompt: 'negative prompt',
  seed: 'seed',
  durationSeconds: 'duration',
  aspectRatio: 'aspect ratio',
  resolution: 'resolution',
  fps: 'frame rate',
  generateAudio: 'choice of sound',
  strength: 'strength',
  camera: 'camera move',
}

const fileNames: Record<InputRole, string> = {
  firstFrame: 'a first frame',
  lastFrame: 'a last frame',
  referenceImages: 'reference images',
  video: 'a video',
  audio: 'an audio file',
}

/**
 * A request in the words of the endpoint that makes it. `problem` is a sentence for the person, who is then asked for
 * nothing: endpoints on fal pass over fields that they do not know, so one that is not mapped is refused here.
 */
export const mapInput = ({ request, ratioBySource, model, inputs }: ProviderRequest): MappedInput | { problem: string } => {
  const family = familyOf(model)
  if (!family)
    return { problem: `The fal adapter does not know the fields of ${model.target}; choose another model and tell the operator.` }
  const roles = new Set(inputs.map(({ role }) => role))
  const endpoint = endpointFor(model, family, roles)
  if (!endpoint) {
    const given = [...roles].map((role) => fileNames[role]).join(' and ') || 'words alone'
    return { problem: `The model ${model.name} cannot start from ${given} at fal; choose another model.` }
  }
  const values: Record<string, Json> = {}
  const notes: string[] = []
  for (const word of Object.keys(wordNames) as Word[]) {
    const value = request[word]
    // An empty prompt is none; 0 and false are values.
    if (value === undefined || value === '') continue
    const field = endpoint.takes.includes(word) ? wordFields[word] : undefined
    if (field !== undefined) values[field] = encode(word, value, family, notes)
    // The bot picks a seed for every clip, so that nobody may have asked for it; silence is what a silent model makes.
    else if (word === 'seed') notes.push(...(model.seed ? ['the row says that the model takes a seed; its endpoint has none'] : []))
    else if (word === 'aspectRatio' && ratioBySource) notes.push('the row says that the model takes an aspect ratio; its endpoint has none')
    else if (!(word === 'generateAudio' && value === false)) {
      return { problem: `The model ${model.name} takes no ${wordNames[word]} at fal for this; leave it out or choose another model.` }
    }
  }
  const files: MappedInput['files'] = []
  for (const input of inputs) {
    const field = endpoint.files[input.role]
    if (field === undefined || files.some((file) => file.field === field)) {
      return { problem: `The model ${model.name} takes one reference image at fal; leave the others out.` }
    }
    files.push({ field, input })
  }
  for (const [name, value] of Object.entries(request.extras)) {
    if (name in values || files.some(({ field }) => field === name)) return { problem: `The input ${name} is set twice; set it once.` }
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
