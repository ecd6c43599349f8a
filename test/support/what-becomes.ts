import type { Command } from '../../src/core/command.ts'
import { MoodreelError } from '../../src/core/errors.ts'
import { checkRequest } from '../../src/core/fit/check-request.ts'
import { chooseModel } from '../../src/core/fit/choose-model.ts'
import { asksHelp } from '../../src/core/options/asks-help.ts'
import { type GenerationOptions, toDraft } from '../../src/core/options/generation-options.ts'
import { readOptions } from '../../src/core/options/read-options.ts'
import type { Invocation } from '../../src/core/platform.ts'
import { modes, type RequestDraft, type ResolvedRequest } from '../../src/core/request.ts'
import { inWords } from '../../src/core/words/in-words.ts'
import { sampleModel } from './sample-model.ts'

/** The one model of the table: it does what was asked for, decides the rest itself, and makes these shapes and sizes. */
const row = {
  duration: { min: 1, max: 60, default: 5 },
  aspectRatios: ['16:9', '9:16', '1:1', '21:9'],
  resolutions: ['480p', '720p', '1080p'],
  fps: { min: 12, max: 30, default: 24 },
  seed: true,
  negativePrompt: true,
  camera: [],
  generateAudio: true,
  audioInput: true,
  strength: true,
  lastFrame: true,
  referenceImages: 4,
  ownDefaults: true,
  promptOptional: true,
  extras: ['steps', 'style'],
}
export const tableModels = [
  sampleModel({ ...row, name: 'plain', modes: ['t2v', 'i2v', 'v2v'] }),
  sampleModel({ ...row, name: 'other', modes: ['t2v', 'i2v', 'v2v'] }),
  sampleModel({ name: 'veo-3', title: 'Google Veo 3', unavailable: { reason: 'Google retired it', successor: 'plain' } }),
  sampleModel({ ...row, name: 'swift', modes: ['t2v', 'i2v', 'v2v'], grade: 'draft' }),
]

const file = (what: string, given: { name: string } | undefined): string[] => (given ? [`${what} ${given.name}`] : [])

/** What is set in a request, in the order of `/help`. */
const settings = (draft: RequestDraft, request: ResolvedRequest): string[] => [
  ...(draft.seed === undefined ? (draft.anySeed ? ['a new seed'] : []) : [`seed ${request.seed}`]),
  ...(request.durationSeconds === undefined ? [] : [`${request.durationSeconds} s`]),
  ...(request.aspectRatio === undefined ? [] : [request.aspectRatio]),
  ...(request.resolution === undefined ? [] : [request.resolution]),
  ...(request.fps === undefined ? [] : [`${request.fps} fps`]),
  ...(request.model === 'plain' ? [] : [`by ${request.model}`]),
  ...(draft.template === undefined ? [] : [`template ${draft.template}`]),
  ...(request.negativePrompt === undefined ? [] : [`no ${request.negativePrompt}`]),
  ...(request.camera === undefined ? [] : [`camera ${request.camera}`]),
  ...(request.generateAudio === undefined ? [] : [`sound ${request.generateAudio ? 'on' : 'off'}`]),
  ...(request.strength === undefined ? [] : [`strength ${request.strength}`]),
  ...((draft.takes ?? 1) > 1 ? [`${draft.takes} takes`] : []),
  ...Object.entries(request.extras).map(([name, value]) => `${name}=${value}`),
  ...file('from', request.firstFrame),
  ...file('last', request.lastFrame),
  ...file('film', request.video),
  ...(request.referenceImages ?? []).flatMap((image) => file('like', image)),
  ...file('to', request.audio),
]

/**
 * What becomes of something that was said, in one line: `t2v: a boat · seed 7`, what is said with it behind `→`, or the sentence for
 * which nothing is made behind `✗`.
 */
export const whatBecomes = (commands: readonly Command[], said: Pick<Invocation, 'command' | 'input' | 'attachments'>): string => {
  try {
    const command = commands.find(({ name }) => name === said.command)
    if (!command) return `✗ no command /${said.command}`
    if (asksHelp(said)) return `/help ${command.name}`
    const options = readOptions(command, said)
    const mode = modes.find((candidate) => candidate === command.name)
    if (!mode) return [`/${command.name}`, ...Object.entries(options).map(([name, value]) => `${name}=${value}`)].join(' ')
    const draft = toDraft(mode, options as GenerationOptions)
    const model = chooseModel(draft, tableModels)
    const { requests, warnings } = checkRequest(draft, model, tableModels)
    const [request] = requests
    if (!request) return '✗ nothing'
    return [
      [`${mode}: ${request.prompt}`, ...settings(draft, request)].join(' · '),
      ...warnings.map((warning) => `→ ${inWords(warning, 'en')}`),
    ].join(' ')
  } catch (error) {
    if (error instanceof MoodreelError) return `✗ ${error.userMessage}`
    throw error
  }
}
