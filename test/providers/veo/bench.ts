import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { z } from 'zod'
import veo from '../../../providers/veo.ts'
import type { modelSchema } from '../../../src/core/model.ts'
import type { Provider, ProviderInput, ProviderRequest } from '../../../src/core/provider.ts'
import type { InputRole, ResolvedRequest } from '../../../src/core/request.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { location, project, VeoServer } from './server.ts'

/** A server, its service account's key in a file of its own, and the settings that lead to both. */
export const openServer = async (clip?: Uint8Array) => {
  const server = await VeoServer.start(clip)
  const folder = await mkdtemp(join(tmpdir(), 'moodreel-veo-'))
  const keyFile = join(folder, 'key.json')
  await writeFile(keyFile, JSON.stringify(server.key))
  return {
    server,
    keyFile,
    environment: (origin: string) => ({
      GOOGLE_CLOUD_PROJECT: project,
      GOOGLE_CLOUD_LOCATION: location,
      GOOGLE_APPLICATION_CREDENTIALS: keyFile,
      VEO_BASE_URL: `${origin}/v1`,
    }),
    async close() {
      await server.close()
      await rm(folder, { recursive: true })
    },
  }
}

export const providerOf = (environment: Record<string, string>, fetcher: typeof fetch = fetch): Provider => {
  const provider = veo.create(veo.settings.parse(environment), providerTools({ fetch: fetcher }))
  if (!provider) throw new Error('the provider is not set up')
  return provider
}

/** A server and a provider of it, for one test. */
export const openBench = async (clip?: Uint8Array) => {
  const { server, environment, close, keyFile } = await openServer(clip)
  onTestFinished(close)
  return { server, keyFile, environment, provider: providerOf(environment(server.origin)) }
}

export const target = 'veo-3.1-generate-001'

/** Veo 3.1, as its row has it. */
export const veoModel = (row: Partial<z.input<typeof modelSchema>> = {}) =>
  sampleModel({
    name: 'veo-3.1-vertex',
    provider: 'veo',
    target,
    modes: ['t2v', 'i2v'],
    seed: true,
    duration: [8, 4, 6],
    aspectRatios: ['16:9', '9:16'],
    resolutions: ['720p', '1080p'],
    negativePrompt: true,
    lastFrame: true,
    referenceImages: 3,
    generateAudio: true,
    ...row,
  })

export const requestOf = (
  fields: Partial<ResolvedRequest> = {},
  { inputs = [], ...row }: Partial<z.input<typeof modelSchema>> & { inputs?: ProviderInput[] } = {},
): ProviderRequest => ({
  request: { mode: 't2v', model: 'veo-3.1-vertex', prompt: 'a paper boat', seed: 42, takes: 1, extras: {}, ...fields },
  model: veoModel(row),
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
