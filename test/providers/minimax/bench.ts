import minimax from '../../../providers/minimax.ts'
import type { Provider, ProviderTools } from '../../../src/core/provider.ts'
import { benchOf, openProvider } from '../../support/provider-bench.ts'
import { requestsOf } from '../../support/provider-input.ts'
import { apiKey, MinimaxServer } from './server.ts'

export const environmentOf = (origin: string) => ({ MINIMAX_API_KEY: apiKey, MINIMAX_BASE_URL: origin })

export const providerOf = (origin: string, tools?: Partial<ProviderTools>): Provider => openProvider(minimax, environmentOf(origin), tools)
export const openBench = benchOf(() => MinimaxServer.start(), providerOf)

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
