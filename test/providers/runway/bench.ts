import { onTestFinished } from 'vitest'
import type { z } from 'zod'
import runway from '../../../providers/runway.ts'
import type { modelSchema } from '../../../src/core/model.ts'
import type { Provider, ProviderError, ProviderInput, ProviderRequest, ProviderTools, SubmitResult } from '../../../src/core/provider.ts'
import type { InputRole, ResolvedRequest } from '../../../src/core/request.ts'
import { guardFor } from '../../support/guard-for.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { RunwayServer, secret } from './server.ts'

/** A provider of this server, without a house around it. */
export const providerOf = (url: string, tools: Partial<ProviderTools> = {}): Provider => {
  const provider = runway.create(
    { RUNWAYML_API_SECRET: secret, RUNWAY_BASE_URL: url },
    providerTools({ fetchNamed: guardFor([url]).fetchNamed, ...tools }),
  )
  if (!provider) throw new Error('the provider is not set up')
  return provider
}

/** A server and a provider of it, for one test. */
export const openBench = async (): Promise<{ server: RunwayServer; provider: Provider }> => {
  const server = await RunwayServer.start()
  onTestFinished(() => server.close())
  return { server, provider: providerOf(server.url) }
}

/** A request of Gen-4.5 from text, or of another. */
export const requestOf = (
  fields: Partial<ResolvedRequest> = {},
  { target = 'gen4.5', inputs = [], ...row }: Partial<z.input<typeof modelSchema>> & { inputs?: ProviderInput[] } = {},
): ProviderRequest => ({
  request: { mode: 't2v', model: 'plain', prompt: 'a paper boat', seed: 42, takes: 1, extras: {}, ...fields },
  model: sampleModel({ provider: 'runway', target, seed: true, ...row }),
  inputs,
})

export const inputOf = (role: InputRole, more: Partial<ProviderInput> = {}): ProviderInput => ({
  role,
  kind: role === 'video' ? 'video' : 'image',
  mediaType: role === 'video' ? 'video/mp4' : 'image/png',
  sizeBytes: role.length,
  width: 1600,
  height: 900,
  rotation: 0,
  durationSeconds: 0,
  fps: 0,
  videoCodec: null,
  audioCodec: null,
  sha256: '',
  read: async () => new TextEncoder().encode(role),
  ...more,
})

export const refused = (result: SubmitResult): ProviderError => {
  if (result.kind !== 'rejected') throw new Error(`expected rejected, got ${JSON.stringify(result)}`)
  return result.error
}
