import { onTestFinished } from 'vitest'
import type { z } from 'zod'
import minimax from '../../../providers/minimax.ts'
import type { modelSchema } from '../../../src/core/model.ts'
import type { Provider, ProviderInput, ProviderRequest } from '../../../src/core/provider.ts'
import type { InputRole, ResolvedRequest } from '../../../src/core/request.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { apiKey, MinimaxServer } from './server.ts'

export const environmentOf = (origin: string) => ({ MINIMAX_API_KEY: apiKey, MINIMAX_BASE_URL: origin })

export const providerOf = (origin: string, fetcher: typeof fetch = fetch): Provider => {
  const provider = minimax.create(minimax.settings.parse(environmentOf(origin)), providerTools({ fetch: fetcher }))
  if (!provider) throw new Error('the provider is not set up')
  return provider
}

/** A server and a provider of it, for one test. */
export const openBench = async () => {
  const server = await MinimaxServer.start()
  onTestFinished(() => server.close())
  return { server, provider: providerOf(server.origin) }
}

/** Hailuo 2.3, as its row has it, apart from the last frame. */
export const hailuoModel = (row: Partial<z.input<typeof modelSchema>> = {}) =>
  sampleModel({
    name: 'hailuo-2.3-minimax',
    provider: 'minimax',
    target: 'MiniMax-Hailuo-2.3',
    modes: ['t2v', 'i2v'],
    duration: [6, 10],
    resolutions: ['768p', '1080p'],
    promptOptional: true,
    camera: [],
    extras: ['prompt_optimizer'],
    ...row,
  })

export const requestOf = (
  fields: Partial<ResolvedRequest> = {},
  { inputs = [], ...row }: Partial<z.input<typeof modelSchema>> & { inputs?: ProviderInput[] } = {},
): ProviderRequest => ({
  request: { mode: 't2v', model: 'hailuo-2.3-minimax', prompt: 'a paper boat', seed: 42, takes: 1, extras: {}, ...fields },
  model: hailuoModel(row),
  inputs,
})

export const inputOf = (role: InputRole, more: Partial<ProviderInput> = {}): ProviderInput => ({
  role,
  kind: 'image',
  mediaType: 'image/png',
  sizeBytes: role.length,
  width: 1280,
  height: 720,
  rotation: 0,
  durationSeconds: 0,
  fps: 0,
  videoCodec: null,
  audioCodec: null,
  sha256: '',
  read: async () => new TextEncoder().encode(role),
  ...more,
})
