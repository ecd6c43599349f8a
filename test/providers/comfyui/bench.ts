import { createHash } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { z } from 'zod'
import comfyui from '../../../providers/comfyui.ts'
import type { modelSchema } from '../../../src/core/model.ts'
import type { Provider, ProviderInput, ProviderRequest, ProviderTools, SubmitResult } from '../../../src/core/provider.ts'
import type { InputRole, ResolvedRequest } from '../../../src/core/request.ts'
import { accepted, newAttempt } from '../../contracts/provider-contract.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { ComfyServer } from './server.ts'

const ours = comfyui.settings.parse({ COMFYUI_URL: 'http://127.0.0.1' })

/** A provider of this server, without a house around it. */
export const providerOf = (url: string, tools: Partial<ProviderTools> = {}, configDir?: string): Provider => {
  const settings = configDir === undefined ? ours : comfyui.settings.parse({ COMFYUI_URL: url, MOODREEL_CONFIG_DIR: configDir })
  const provider = settings && comfyui.create({ ...settings, url }, providerTools(tools))
  if (!provider) throw new Error('the provider is not set up')
  return provider
}

/** A server and a provider of it, for one test. */
export const openBench = async (
  tools: Partial<ProviderTools> = {},
  configDir?: string,
): Promise<{ server: ComfyServer; provider: Provider }> => {
  const server = await ComfyServer.start()
  const provider = providerOf(server.url, tools, configDir)
  onTestFinished(async () => {
    await provider.stop?.()
    await server.close()
  })
  return { server, provider }
}

/** A request of Wan's text-to-video workflow, or of another. */
export const requestOf = (
  fields: Partial<ResolvedRequest> = {},
  { target = 'wan-2.2-t2v', inputs = [], ...row }: Partial<z.input<typeof modelSchema>> & { inputs?: ProviderInput[] } = {},
): ProviderRequest => ({
  request: { mode: 't2v', model: 'plain', prompt: 'a paper boat', seed: 42, takes: 1, extras: {}, ...fields },
  model: sampleModel({ provider: 'comfyui', target, seed: true, ...row }),
  inputs,
})

export const inputOf = (role: InputRole, text = `the ${role}`, more: Partial<ProviderInput> = {}): ProviderInput => ({
  role,
  kind: role === 'video' ? 'video' : 'image',
  mediaType: role === 'video' ? 'video/mp4' : 'image/png',
  sizeBytes: text.length,
  width: 1200,
  height: 800,
  rotation: 0,
  durationSeconds: 0,
  fps: 0,
  videoCodec: null,
  audioCodec: null,
  sha256: createHash('sha256').update(text).digest('hex'),
  read: async () => new TextEncoder().encode(text),
  ...more,
})

/** The error of a submit that was refused. */
export const refused = (result: SubmitResult) => {
  if (result.kind !== 'rejected') throw new Error(`expected rejected, got ${JSON.stringify(result)}`)
  return result.error
}

/** The inputs of a node of the only job. */
export const inputsAt = (server: ComfyServer, node: string) => server.pending[0]?.graph[node]?.inputs

/** A submit that must be accepted. */
export const accept = async (provider: Provider, request: ProviderRequest): Promise<void> => {
  accepted(await provider.submit(request, newAttempt()))
}
