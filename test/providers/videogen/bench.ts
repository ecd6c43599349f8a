import { onTestFinished } from 'vitest'
import type { z } from 'zod'
import videogen from '../../../providers/videogen.ts'
import type { modelSchema } from '../../../src/core/model.ts'
import type { Provider, ProviderInput, ProviderRequest } from '../../../src/core/provider.ts'
import type { InputRole, ResolvedRequest } from '../../../src/core/request.ts'
import { guardFor } from '../../support/guard-for.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { key, VideoGenServer } from './server.ts'

/** A provider of this server, without a house around it. */
export const providerOf = (server: VideoGenServer): Provider => {
  const settings = videogen.settings.parse({ VIDEOGEN_API_KEY: key, VIDEOGEN_BASE_URL: server.url })
  const provider = videogen.create(settings, providerTools({ fetchNamed: guardFor([server.url]).fetchNamed }))
  if (!provider) throw new Error('the provider is not set up')
  return provider
}

/** A server and a provider of it, for one test. */
export const openBench = async (): Promise<{ server: VideoGenServer; provider: Provider }> => {
  const server = await VideoGenServer.start()
  onTestFinished(() => server.close())
  return { server, provider: providerOf(server) }
}

export const requestOf = (
  fields: Partial<ResolvedRequest> = {},
  { inputs = [], ...row }: Partial<z.input<typeof modelSchema>> & { inputs?: ProviderInput[] } = {},
): ProviderRequest => ({
  request: { mode: 't2v', model: 'plain', prompt: 'a paper boat', seed: 42, takes: 1, extras: {}, ...fields },
  model: sampleModel({ provider: 'videogen', target: 'generate-video-clip', ...row }),
  inputs,
})

export const inputOf = (role: InputRole, text = `the ${role}`, more: Partial<ProviderInput> = {}): ProviderInput => ({
  role,
  kind: role === 'audio' || role === 'video' ? role : 'image',
  mediaType: role === 'audio' ? 'audio/mpeg' : 'image/png',
  sizeBytes: text.length,
  width: 1,
  height: 1,
  rotation: 0,
  durationSeconds: 0,
  fps: 0,
  videoCodec: null,
  audioCodec: null,
  sha256: '',
  read: async () => new TextEncoder().encode(text),
  ...more,
})
