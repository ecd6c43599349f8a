import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { modelSchema } from '../../src/core/model.ts'
import type { ProviderError, ProviderInput, ProviderRequest, SubmitResult } from '../../src/core/provider.ts'
import type { InputRole, ResolvedRequest } from '../../src/core/request.ts'
import { sampleModel } from './sample-model.ts'

/** An input file of a request: a picture of 16:9, unless its role or `more` says otherwise. Its bytes are its role. */
export const providerInput = (role: InputRole, more: Partial<ProviderInput> = {}): ProviderInput => ({
  role,
  kind: role === 'video' || role === 'audio' ? role : 'image',
  mediaType: { video: 'video/mp4', audio: 'audio/mpeg', image: 'image/png' }[role === 'video' || role === 'audio' ? role : 'image'],
  sizeBytes: role.length,
  width: 1600,
  height: 900,
  rotation: 0,
  durationSeconds: 0,
  fps: 0,
  videoCodec: null,
  audioCodec: null,
  sha256: createHash('sha256').update(role).digest('hex'),
  read: async () => new TextEncoder().encode(role),
  ...more,
})

/** The same with bytes of its own. */
export const textInput = (role: InputRole, text = `the ${role}`, more: Partial<ProviderInput> = {}): ProviderInput =>
  providerInput(role, {
    sizeBytes: text.length,
    sha256: createHash('sha256').update(text).digest('hex'),
    read: async () => new TextEncoder().encode(text),
    ...more,
  })

type Row = Partial<z.input<typeof modelSchema>> & { inputs?: ProviderInput[] }

/** Makes requests of one model: from text, if nothing else is said. */
export const requestsOf =
  (model: Row) =>
  (fields: Partial<ResolvedRequest> = {}, { inputs = [], ...row }: Row = {}): ProviderRequest => ({
    request: { mode: 't2v', model: 'plain', prompt: 'a paper boat', seed: 42, takes: 1, extras: {}, ...fields },
    model: sampleModel({ ...model, ...row }),
    inputs,
  })

/** The error of a submit that was refused. */
export const refused = (result: SubmitResult | undefined): ProviderError => {
  if (result?.kind !== 'rejected') throw new Error(`expected rejected, got ${JSON.stringify(result)}`)
  return result.error
}
