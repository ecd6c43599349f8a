import type { Json } from '../../src/core/json.ts'
import type { ProviderInput, ProviderRequest } from '../../src/core/provider.ts'
import type { InputRole, ResolvedRequest } from '../../src/core/request.ts'
import { base64Of, inlineBytes } from '../../src/core/vendor/request-files.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'
import { minimax } from './api.ts'

/** https://platform.minimax.io/docs/api-reference/video-generation-v2-create: what a file is for, and how many of it there may be. */
const roles: Partial<Record<InputRole, { role: string; most: number }>> = {
  firstFrame: { role: 'first_frame', most: 1 },
  lastFrame: { role: 'last_frame', most: 1 },
  referenceImages: { role: 'reference_image', most: 9 },
  referenceVideos: { role: 'reference_video', most: 3 },
  referenceAudios: { role: 'reference_audio', most: 3 },
}
const frames: readonly InputRole[] = ['firstFrame', 'lastFrame']
const mostReferences = 12

/** The kinds of files, as MiniMax names their formats, and the most megabytes of each. */
const formats: Record<ProviderInput['kind'], { types: Record<string, string>; names: string[]; megabytes: number }> = {
  image: { types: { 'image/jpeg': 'jpeg', 'image/png': 'png', 'image/webp': 'webp' }, names: ['JPEG', 'PNG', 'WebP'], megabytes: 30 },
  video: { types: { 'video/mp4': 'mp4', 'video/quicktime': 'mov' }, names: ['MP4', 'MOV'], megabytes: 50 },
  audio: {
    types: { 'audio/mpeg': 'mp3', 'audio/mp3': 'mp3', 'audio/wav': 'wav', 'audio/x-wav': 'wav' },
    names: ['MP3', 'WAV'],
    megabytes: 15,
  },
}
const imageSides = { least: 256, most: 5760 }
const mostRatio = 2.5
/** Of all references of a kind together, in seconds. */
const mostSeconds = 15
/** A request may have 64 MB, and files in it grow by a third. */
const mostInlineBytes = 46_000_000

/** Words that there is no field for. */
const strangeWords = ['fps', 'strength', 'camera', 'negativePrompt', 'motion', 'shots', 'speech', 'voice', 'continues'] as const

/** 2K has 1440 pixels on its shorter side. */
const resolutions: Record<string, string> = { '480p': '480P', '768p': '768P', '1440p': '2K' }

/**
 * A request in the words of MiniMax's version 2, with the bytes of its files. `problem` is a sentence for the person, who is then asked for
 * nothing. There is no seed, and sound always.
 */
export const mapContent = async (given: ProviderRequest): Promise<{ fields: Record<string, Json> } | { problem: Text }> => {
  const { request, model: row, inputs } = given
  const problem = problemOf(given)
  if (problem) return { problem }
  const { resolution, durationSeconds, extras } = request
  const fields: Record<string, Json> = {
    model: row.target,
    content: [{ type: 'text', text: request.prompt }, ...(await contentsOf(inputs))],
    resolution: resolutions[resolution ?? ''] ?? '768P',
    duration: durationSeconds ?? 5,
    ...ratioOf(request, inputs),
    ...(request.expandPrompt !== undefined && { extra: { prompt_expansion_mode: request.expandPrompt ? 'balanced' : 'disabled' } }),
  }
  const twice = Object.keys(extras).find((name) => name in fields || name === 'callback_url')
  if (twice !== undefined) return { problem: say('model.inputSet', { input: twice }) }
  return { fields: { ...extras, ...fields } }
}

/** A frame decides the shape by itself; from words alone it has to be said. */
const ratioOf = ({ aspectRatio }: ResolvedRequest, inputs: readonly ProviderInput[]): { ratio?: string } => {
  if (inputs.some(({ role }) => frames.includes(role))) return {}
  return { ratio: aspectRatio ?? (inputs.length > 0 ? 'adaptive' : '16:9') }
}

const problemOf = (given: ProviderRequest): Text | null => {
  const { request, model, inputs } = given
  const strange = strangeWords.find((word) => request[word] !== undefined) ?? inputs.find(({ role }) => !roles[role])?.role
  if (strange) return say('model.takesNo', { model: model.name, part: say(`part.${strange}`) })
  const { resolution } = request
  if (resolution !== undefined && !resolutions[resolution]) {
    const takes = say('model.oneOf', { values: Object.keys(resolutions) })
    return say('model.takes', { model: model.name, part: say('part.resolution'), takes, given: resolution })
  }
  if (request.prompt.trim() === '') return say('model.needs', { model: model.name, part: say('part.prompt') })
  if (request.generateAudio === false) return say('model.alwaysSound', { model: model.name })
  return problemOfFiles(given)
}

const problemOfFiles = ({ request, model: { name: model }, inputs }: ProviderRequest): Text | null => {
  const hasFrames = inputs.some(({ role }) => frames.includes(role))
  if (hasFrames && inputs.some(({ role }) => !frames.includes(role))) return say('model.firstOrReferences', { model })
  if (hasFrames && request.aspectRatio !== undefined) return say('model.keepsShape', { model })
  for (const input of inputs) {
    const { role } = input
    const { most = 0 } = roles[role] ?? {}
    if (inputs.filter((other) => other.role === role).length > most)
      return say('model.mostFiles', { model, part: say(`part.${role}`), most })
    const problem = problemOfFile(model, input)
    if (problem) return problem
  }
  if (inputs.length > mostReferences) return say('model.mostReferences', { model, most: mostReferences })
  for (const kind of ['video', 'audio'] as const) {
    const seconds = inputs.reduce((sum, input) => sum + (input.kind === kind ? input.durationSeconds : 0), 0)
    if (seconds > mostSeconds) return say('model.referencesLength', { model, seconds: mostSeconds })
  }
  return inlineBytes(inputs.map(asSent)) > mostInlineBytes ? say('provider.filesNeedPublicUrl', { vendor: minimax.name }) : null
}

const problemOfFile = (model: string, { kind, mediaType, sizeBytes, width, height }: ProviderInput): Text | null => {
  const { types, names: kinds, megabytes } = formats[kind]
  if (!types[mediaType] || sizeBytes > megabytes * 1024 * 1024) return say(`model.${kind}Kinds`, { model, kinds, megabytes })
  if (kind === 'audio') return null
  if (Math.min(width, height) < imageSides.least || Math.max(width, height) > imageSides.most) {
    return say('model.sides', { model, ...imageSides })
  }
  const isStrip = Math.max(width / height, height / width) > mostRatio
  return isStrip ? say('model.imageRatio', { model, ratio: mostRatio }) : null
}

/** Pictures go along in the request; films and sounds by their links where they have one. */
const asSent = (input: ProviderInput): ProviderInput => (input.kind === 'image' ? { ...input, url: undefined } : input)

const contentsOf = async (inputs: readonly ProviderInput[]): Promise<Json[]> => {
  const contents: Json[] = []
  for (const input of inputs.map(asSent)) {
    const { kind, mediaType } = input
    const url = input.url ?? `data:${kind}/${formats[kind].types[mediaType]};base64,${await base64Of(input)}`
    contents.push({ type: `${kind}_url`, [`${kind}_url`]: { url }, role: roles[input.role]?.role ?? '' })
  }
  return contents
}
