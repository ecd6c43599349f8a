import type { Json } from '../../src/core/json.ts'
import type { ProviderInput, ProviderRequest } from '../../src/core/provider.ts'
import { type InputRole, inputRoles, type ResolvedRequest } from '../../src/core/request.ts'
import type { InputSchema } from './input-schema.ts'

/** The words of a request that are inputs of a predictor, apart from files. */
type Word = keyof Pick<
  ResolvedRequest,
  'prompt' | 'negativePrompt' | 'seed' | 'durationSeconds' | 'aspectRatio' | 'resolution' | 'fps' | 'strength' | 'generateAudio' | 'camera'
>

/** As a person would call it, and what predictors call it: the first that this one has is taken. */
type Aliases = [called: string, ...fields: string[]]

const wordAliases: Record<Word, Aliases> = {
  prompt: ['prompt', 'prompt', 'text_prompt', 'text'],
  negativePrompt: ['negative prompt', 'negative_prompt'],
  seed: ['seed', 'seed'],
  durationSeconds: ['duration', 'duration', 'duration_seconds', 'seconds', 'video_length'],
  aspectRatio: ['aspect ratio', 'aspect_ratio', 'ratio'],
  resolution: ['resolution', 'resolution'],
  fps: ['frame rate', 'fps', 'frame_rate', 'frames_per_second'],
  strength: ['strength', 'strength', 'prompt_strength', 'denoise_strength'],
  generateAudio: ['sound', 'generate_audio', 'enable_audio'],
  camera: ['camera move', 'camera', 'camera_motion', 'camera_movement'],
}

const fileAliases: Record<InputRole, Aliases> = {
  firstFrame: ['first frame', 'image', 'first_frame', 'first_frame_image', 'start_image', 'input_image', 'image_path'],
  lastFrame: ['last frame', 'last_frame', 'last_frame_image', 'end_image'],
  referenceImages: ['reference images', 'reference_images', 'reference_image'],
  video: ['video', 'video', 'input_video', 'reference_video'],
  audio: ['audio file', 'audio', 'input_audio'],
}

export interface MappedInput {
  values: Record<string, Json>
  files: { name: string; isList: boolean; inputs: ProviderInput[] }[]
  /** For the log. */
  notes: string[]
}

/**
 * A request in the predictor's own words, by its own schema. `problem` is a sentence for the person. Ranges are left to
 * the predictor, which checks them before it begins and costs nothing when it refuses.
 */
export const mapInput = (
  { request, ratioBySource, model, inputs }: ProviderRequest,
  schema: InputSchema,
): MappedInput | { problem: string } => {
  const values: Record<string, Json> = {}
  const files: MappedInput['files'] = []
  const notes: string[] = []
  const fieldOf = (names: readonly string[]): string | undefined => names.find((name) => schema.fields.has(name))
  const missing = (called: string) => ({
    problem: `The predictor of ${model.name} takes no ${called}; leave it out or choose another model.`,
  })

  for (const [word, [called, ...names]] of Object.entries(wordAliases) as [Word, Aliases][]) {
    const value = request[word]
    // An empty prompt is none; 0 and false are values.
    if (value === undefined || value === '') continue
    const field = fieldOf(names)
    if (field !== undefined) values[field] = value
    // The bot picks a seed for every clip, so that nobody may have asked for it; silence is what a silent model makes.
    else if (word === 'seed') notes.push(...(model.seed ? ['the row says that the model takes a seed; its predictor does not'] : []))
    else if (word === 'aspectRatio' && ratioBySource)
      notes.push('the row says that the model takes an aspect ratio; its predictor does not')
    else if (!(word === 'generateAudio' && value === false)) return missing(called)
  }
  for (const role of inputRoles) {
    const given = inputs.filter((input) => input.role === role)
    if (given.length === 0) continue
    const [called, ...names] = fileAliases[role]
    const field = fieldOf(names)
    if (field === undefined) return missing(called)
    const isList = schema.fields.get(field)?.isList ?? false
    if (given.length > 1 && !isList) return { problem: `The predictor of ${model.name} takes one of the ${called}; leave the others out.` }
    files.push({ name: field, isList, inputs: given })
  }
  for (const [name, value] of Object.entries(request.extras)) {
    if (!schema.fields.has(name)) return missing(`input ${name}`)
    if (name in values || files.some((file) => file.name === name)) return { problem: `The input ${name} is set twice; set it once.` }
    values[name] = value
  }
  const needed = schema.required.find((name) => !(name in values) && !files.some((file) => file.name === name))
  if (needed !== undefined) {
    return { problem: `The predictor of ${model.name} needs ${needed.replaceAll('_', ' ')}; give it and try again.` }
  }
  return { values, files, notes }
}
