import { onTestFinished } from 'vitest'
import type { z } from 'zod'
import kling from '../../../providers/kling.ts'
import type { modelSchema } from '../../../src/core/model.ts'
import type { Provider, ProviderError, ProviderInput, ProviderRequest, SubmitResult } from '../../../src/core/provider.ts'
import type { InputRole, ResolvedRequest } from '../../../src/core/request.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { accessKey, KlingServer, secretKey } from './server.ts'

/** A provider of this server, without a house around it. */
export const providerOf = (url: string, tools: { fetch?: typeof fetch; now?: () => number } = {}): Provider => {
  const settings = { KLING_ACCESS_KEY: accessKey, KLING_SECRET_KEY: secretKey, KLING_BASE_URL: url }
  const provider = kling.create(settings, providerTools(tools))
  if (!provider) throw new Error('the provider is not set up')
  return provider
}

/** A server and a provider of it, for one test, by one clock. */
export const openBench = async (now: () => number = Date.now): Promise<{ server: KlingServer; provider: Provider }> => {
  const server = await KlingServer.start()
  server.now = now
  onTestFinished(() => server.close())
  return { server, provider: providerOf(server.url, { now }) }
}

/** A request of Kling 3.0, from text if nothing else is said. */
export const requestOf = (
  fields: Partial<ResolvedRequest> = {},
  { inputs = [], ...row }: Partial<z.input<typeof modelSchema>> & { inputs?: ProviderInput[] } = {},
): ProviderRequest => ({
  request: { mode: 't2v', model: 'plain', prompt: 'a paper boat', seed: 42, takes: 1, extras: {}, ...fields },
  model: sampleModel({ provider: 'kling', target: 'kling-v3', ...row }),
  inputs,
})

export const inputOf = (role: InputRole, more: Partial<ProviderInput> = {}): ProviderInput => ({
  role,
  kind: role === 'video' ? 'video' : 'image',
  mediaType: 'image/png',
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
