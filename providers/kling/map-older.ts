import type { ProviderInput, ProviderRequest } from '../../src/core/provider.ts'
import { base64Of } from '../../src/core/vendor/request-files.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'
import { kling } from './api.ts'
import { problemOfGiven } from './check-given.ts'
import type { Mapped } from './mapped.ts'
import { type Shot, shotsOf } from './shots.ts'
import { kindOf, olderPath } from './task.ts'

/** Kling's modes: 720p, 1080p and 4K. https://kling.ai/document-api/api/video/3-0-omni/text-to-video/legacy */
const modes: Record<string, 'std' | 'pro' | '4k'> = { '720p': 'std', '1080p': 'pro', '2160p': '4k' }

/**
 * A request in the words of Kling's older standard, where the model is named in the body. `problem` is a sentence for the person. A seed
 * is not passed on: Kling takes none.
 */
export const mapOlder = (given: ProviderRequest): Mapped | { problem: Text } => {
  const { request, model: row, inputs } = given
  const { name: model } = row
  const kind = kindOf(request.mode, row.target)
  if (kind === null || kind === 'task') return { problem: say('model.notMade', { model, mode: request.mode, vendor: kling.name }) }
  const { resolution = '720p' } = request
  const mode = modes[resolution]
  if (!mode) {
    const takes = say('model.oneOf', { values: Object.keys(modes) })
    return { problem: say('model.takes', { model, part: say('part.resolution'), takes, given: resolution }) }
  }
  const problem = problemOfGiven(given, request.mode === 't2v' ? [] : ['firstFrame', 'lastFrame'])
  if (problem) return { problem }
  const scenes = shotsOf(request, model)
  if ('problem' in scenes) return scenes
  const words = {
    model_name: row.target,
    ...wordsOf(scenes.shots, request.prompt),
    ...(request.negativePrompt ? { negative_prompt: request.negativePrompt } : {}),
    mode,
    sound: request.generateAudio ? 'on' : 'off',
    duration: String(request.durationSeconds ?? 5),
    ...(request.aspectRatio === undefined ? {} : { aspect_ratio: request.aspectRatio }),
  }
  return {
    kind,
    path: olderPath(kind),
    body: async (name, callbackUrl) => ({
      ...words,
      ...(await filesOf(inputs)),
      external_task_id: name,
      ...(callbackUrl !== undefined && { callback_url: callbackUrl }),
    }),
  }
}

/** Shots stand in the prompt's place, which Kling does not read beside them. */
const wordsOf = (shots: readonly Shot[] | null, prompt: string): object => {
  if (!shots) return prompt.trim() === '' ? {} : { prompt }
  const told = shots.map(({ prompt: seen, seconds }, at) => ({ index: at + 1, prompt: seen, duration: String(seconds) }))
  return { multi_shot: true, shot_type: 'customize', multi_prompt: told }
}

/** Pictures as base64 without a prefix. */
const filesOf = async (inputs: readonly ProviderInput[]): Promise<Record<string, string>> => {
  const files: Record<string, string> = {}
  for (const input of inputs) files[input.role === 'firstFrame' ? 'image' : 'image_tail'] = await base64Of(input)
  return files
}
