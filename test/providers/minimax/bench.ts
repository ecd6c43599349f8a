import { onTestFinished } from 'vitest'
import minimax from '../../../providers/minimax.ts'
import type { Provider, ProviderTools } from '../../../src/core/provider.ts'
import { requestsOf } from '../../support/provider-input.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { apiKey, MinimaxServer } from './server.ts'

export const environmentOf = (origin: string) => ({ MINIMAX_API_KEY: apiKey, MINIMAX_BASE_URL: origin })

export const providerOf = (origin: string, tools: Partial<ProviderTools> = {}): Provider => {
  const provider = minimax.create(minimax.settings.parse(environmentOf(origin)), providerTools(tools))
  if (!provider) throw new Error('the provider is not set up')
  return provider
}

/** A server and a provider of it, for one test. */
export const openBench = async (tools: Partial<ProviderTools> = {}): Promise<{ server: MinimaxServer; provider: Provider }> => {
  const server = await MinimaxServer.start()
  onTestFinished(() => server.close())
  return { server, provider: providerOf(server.origin, tools) }
}

/** Requests of Hailuo 2.3, as its row has it, apart from the last frame. */
export const requestOf = requestsOf({
  name: 'hailuo-2.3-minimax',
  provider: 'minimax',
  target: 'MiniMax-Hailuo-2.3',
  modes: ['t2v', 'i2v'],
  duration: [6, 10],
  resolutions: ['768p', '1080p'],
  promptOptional: true,
  camera: [],
  extras: ['prompt_optimizer'],
})
