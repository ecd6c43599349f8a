import comfyui from '../../../providers/comfyui.ts'
import type { Provider, ProviderRequest, ProviderTools } from '../../../src/core/provider.ts'
import { accepted, newAttempt } from '../../contracts/provider-contract.ts'
import { benchOf } from '../../support/provider-bench.ts'
import { requestsOf } from '../../support/provider-input.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { ComfyServer } from './server.ts'

const ours = comfyui.settings.parse({ COMFYUI_URL: 'http://127.0.0.1' })

/** A provider of this server, without a house around it. */
export const providerOf = (url: string, tools: Partial<ProviderTools> = {}, configDir?: string): Provider => {
  const settings = configDir === undefined ? ours : comfyui.settings.parse({ COMFYUI_URL: url, MOODREEL_CONFIG_DIR: configDir })
  const provider = settings && comfyui.create({ ...settings, url }, providerTools(tools))
  if (!provider) throw new Error('the provider is not set up')
  return provider
}

export const openBench = benchOf(() => ComfyServer.start(), providerOf)

/** A request of Wan's text-to-video workflow, or of another. */
export const requestOf = requestsOf({ provider: 'comfyui', target: 'wan-2.2-t2v', seed: true })

/** The inputs of a node of the only job. */
export const inputsAt = (server: ComfyServer, node: string) => server.pending[0]?.graph[node]?.inputs

/** A submit that must be accepted. */
export const accept = async (provider: Provider, request: ProviderRequest): Promise<void> => {
  accepted(await provider.submit(request, newAttempt()))
}
