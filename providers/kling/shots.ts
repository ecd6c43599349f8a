import type { ResolvedRequest } from '../../src/core/request.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'

/** One scene of a clip: what is seen, and for how many whole seconds. */
export interface Shot {
  prompt: string
  seconds: number
}

/** The shots of a request, each with a length, which Kling wants of all and in whole seconds. Null without shots. */
export const shotsOf = ({ shots }: ResolvedRequest, model: string): { shots: Shot[] | null } | { problem: Text } => {
  if (!shots) return { shots: null }
  const timed = shots.map(({ prompt, seconds = 0 }) => ({ prompt, seconds }))
  const odd = timed.find(({ seconds }) => seconds < 1 || !Number.isInteger(seconds))
  if (!odd) return { shots: timed }
  return { problem: say('model.takes', { model, part: say('part.shots'), takes: say('model.wholeSeconds'), given: `${odd.seconds}` }) }
}

/** The shots as Kling's newer standard reads them in a prompt, where a semicolon ends one: `shot 1, 3, a door; shot 2, 2, a cat;`. */
export const shotsInPrompt = (shots: readonly Shot[]): string =>
  shots.map(({ prompt, seconds }, at) => `shot ${at + 1}, ${seconds}, ${prompt.replaceAll(';', ',').trim()};`).join(' ')
