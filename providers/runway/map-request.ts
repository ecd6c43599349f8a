import type { ProviderInput, ProviderRequest } from '../../src/core/provider.ts'
import type { InputRole, ResolvedRequest } from '../../src/core/request.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'
import { runway } from './client.ts'
import { type Maker, type Makers, noSize, type RunwayCall, Unfit, type Wanted } from './maker.ts'
import { aleph } from './makers/aleph.ts'
import { gen4 } from './makers/gen4.ts'
import { grok } from './makers/grok.ts'
import { happyhorse } from './makers/happyhorse.ts'
import { minimax } from './makers/minimax.ts'
import { omni } from './makers/omni.ts'
import { seedance } from './makers/seedance.ts'
import { stills } from './makers/stills.ts'
import { veo } from './makers/veo.ts'
import { wan } from './makers/wan.ts'
import { sizeFor } from './size-for.ts'

/** The contract is that of @runwayml/sdk 4.20: what a maker writes is checked against the package's types. */
const makers: Makers = { ...gen4, ...aleph, ...veo, ...seedance, ...wan, ...minimax, ...omni, ...grok, ...happyhorse, ...stills }

/**
 * A request in Runway's words, where a shape is a size in pixels out of each model's own list. `fileUri` gives the address of
 * a file and is asked last, when all else fits. `problem` is a sentence for the person, who is then asked for nothing.
 */
export const mapRequest = async (
  { request, model, inputs }: ProviderRequest,
  fileUri: (input: ProviderInput) => Promise<string>,
): Promise<RunwayCall | { problem: Text }> => {
  const maker = makers[`${model.target} ${request.mode}`]
  if (!maker) return { problem: say('model.notMade', { model: model.name, mode: request.mode, vendor: runway.name }) }
  try {
    refuseExtras(request, inputs, maker)
    return await maker.make(layOut(request, inputs, fileUri))
  } catch (error) {
    if (error instanceof Unfit) return { problem: error.why(model.name, request) }
    throw error
  }
}

const layOut = (request: ResolvedRequest, inputs: ProviderInput[], fileUri: (input: ProviderInput) => Promise<string>): Wanted => {
  const given = (role: InputRole): ProviderInput[] => inputs.filter((input) => input.role === role)
  return {
    request,
    has: (role) => given(role).length > 0,
    count: (role) => given(role).length,
    size: (sizes) => {
      const { aspectRatio, resolution } = request
      const found = sizeFor(sizes, { aspectRatio, resolution })
      if (found === null) throw new Unfit(noSize)
      return found
    },
    pick: (asked, words) => {
      const word = request[asked]
      const found = word === undefined ? Object.values(words)[0] : words[word]
      if (found === undefined) throw new Unfit(noSize)
      return found
    },
    uriOf: async (role) => {
      const [input] = given(role)
      if (!input) throw new Unfit((name) => say('model.needs', { model: name, part: say(`part.${role}`) }))
      return fileUri(input)
    },
    urisOf: (role) => Promise.all(given(role).map(fileUri)),
  }
}

/** Words that only some models take. Silence is what a model without sound makes anyway. */
const optionalWords = [
  'durationSeconds',
  'aspectRatio',
  'resolution',
  'fps',
  'strength',
  'camera',
  'negativePrompt',
  'generateAudio',
  'shots',
  'motion',
  'continues',
  'speech',
  'voice',
  'expandPrompt',
] as const

const refuseExtras = (request: ResolvedRequest, inputs: ProviderInput[], { words, roles, extras = [] }: Maker): void => {
  const word = optionalWords.find((one) => request[one] !== undefined && request[one] !== false && !words.includes(one))
  const extra = word ?? inputs.find((input) => !roles.includes(input.role))?.role
  if (extra !== undefined) throw new Unfit((model) => say('model.takesNo', { model, part: say(`part.${extra}`) }))
  const input = Object.keys(request.extras).find((name) => !extras.includes(name))
  if (input !== undefined) throw new Unfit((model) => say('model.noInput', { model, input }))
}
