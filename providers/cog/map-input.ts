import type { Json } from '../../src/core/json.ts'
import type { ProviderRequest } from '../../src/core/provider.ts'
import { type InputRole, inputRoles, type ResolvedRequest } from '../../src/core/request.ts'
import type { FileField } from '../../src/core/vendor/request-files.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'
import type { InputSchema } from './input-schema.ts'

/** The words of a request that are inputs of a predictor, apart from files. */
type Word = keyof Pick<
  ResolvedRequest,
  | 'prompt'
  | 'negativePrompt'
  | 'seed'
  | 'durationSeconds'
  | 'aspectRatio'
  | 'resolution'
  | 'factor'
  | 'fps'
  | 'strength'
  | 'generateAudio'
  | 'camera'
>

/** What predictors call our words: the first that this one has is taken. */
const wordAliases: Record<Word, readonly string[]> = {
  prompt: ['prompt', 'text_prompt', 'text'],
  negativePrompt: ['negative_prompt'],
  seed: ['seed'],
  durationSeconds: ['duration', 'duration_seconds', 'seconds', 'video_length'],
  aspectRatio: ['aspect_ratio', 'ratio'],
  resolution: ['resolution'],
  factor: ['scale', 'scale_factor', 'upscale_factor'],
  fps: ['fps', 'frame_rate', 'frames_per_second'],
  strength: ['strength', 'prompt_strength', 'denoise_strength'],
  generateAudio: ['generate_audio', 'enable_audio'],
  camera: ['camera', 'camera_motion', 'camera_movement'],
}

const fileAliases: Record<InputRole, readonly string[]> = {
  firstFrame: ['image', 'first_frame', 'first_frame_image', 'start_image', 'input_image', 'image_path'],
  lastFrame: ['last_frame', 'last_frame_image', 'end_image'],
  referenceImages: ['reference_images', 'reference_image'],
  video: ['video', 'input_video', 'reference_video'],
  audio: ['audio', 'input_audio'],
  style: ['style_image', 'style_reference'],
  referenceVideos: ['reference_videos'],
  referenceAudios: ['reference_audios'],
  mask: ['mask', 'mask_image'],
}

/** The part of a request that goes into an input; undefined for one of the predictor's own. */
const partNamed = (input: string): Word | InputRole | undefined => {
  const all = { ...wordAliases, ...fileAliases }
  return (Object.keys(all) as (keyof typeof all)[]).find((part) => all[part].includes(input))
}

export interface MappedInput {
  values: Record<string, Json>
  files: FileField[]
  /** For the log. */
  notes: string[]
}

/**
 * A request in the predictor's own words, by its own schema. `problem` is a sentence for the person. Ranges are left to
 * the predictor, which checks them before it begins and costs nothing when it refuses.
 */
export const mapInput = (
  { request, ratioBySource, model: row, inputs }: ProviderRequest,
  schema: InputSchema,
): MappedInput | { problem: Text } => {
  const { name: model } = row
  const values: Record<string, Json> = {}
  const files: MappedInput['files'] = []
  const notes: string[] = []
  const fieldOf = (names: readonly string[]): string | undefined => names.find((name) => schema.fields.has(name))
  const missing = (part: Word | InputRole) => ({ problem: say('model.takesNo', { model, part: say(`part.${part}`) }) })

  for (const [word, names] of Object.entries(wordAliases) as [Word, readonly string[]][]) {
    const value = request[word]
    // An empty prompt is none; 0 and false are values.
    if (value === undefined || value === '') continue
    const field = fieldOf(names)
    if (field !== undefined) values[field] = value
    // The bot picks a seed for every clip, so that nobody may have asked for it; silence is what a silent model makes.
    else if (word === 'seed') notes.push(...(row.seed ? ['the row says that the model takes a seed; its predictor does not'] : []))
    else if (word === 'aspectRatio' && ratioBySource)
      notes.push('the row says that the model takes an aspect ratio; its predictor does not')
    else if (!(word === 'generateAudio' && value === false)) return missing(word)
  }
  for (const role of inputRoles) {
    const given = inputs.filter((input) => input.role === role)
    if (given.length === 0) continue
    const field = fieldOf(fileAliases[role])
    if (field === undefined) return missing(role)
    const isList = schema.fields.get(field)?.isList ?? false
    if (given.length > 1 && !isList) return { problem: say('model.mostFiles', { model, part: say(`part.${role}`), most: 1 }) }
    files.push({ name: field, isList, inputs: given })
  }
  for (const [name, value] of Object.entries(request.extras)) {
    if (!schema.fields.has(name)) return { problem: say('model.noInput', { model, input: name }) }
    if (name in values || files.some((file) => file.name === name)) return { problem: say('model.inputSet', { input: name }) }
    values[name] = value
  }
  const needed = schema.required.find((name) => !(name in values) && !files.some((file) => file.name === name))
  if (needed === undefined) return { values, files, notes }
  const part = partNamed(needed)
  return { problem: part ? say('model.needs', { model, part: say(`part.${part}`) }) : say('model.needsInput', { model, input: needed }) }
}
