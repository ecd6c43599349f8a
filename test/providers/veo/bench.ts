import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import veo from '../../../providers/veo.ts'
import type { Provider, ProviderTools } from '../../../src/core/provider.ts'
import { openProvider } from '../../support/provider-bench.ts'
import { requestsOf } from '../../support/provider-input.ts'
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

export const providerOf = (environment: Record<string, string>, tools?: Partial<ProviderTools>): Provider =>
  openProvider(veo, environment, tools)

/** A server and a provider of it, for one test. */
export const openBench = async (tools: Partial<ProviderTools> = {}) => {
  const { server, environment, close, keyFile } = await openServer()
  onTestFinished(close)
  return { server, keyFile, environment, provider: providerOf(environment(server.origin), tools) }
}

export const target = 'veo-3.1-generate-001'

/** Requests of Veo 3.1, as its row has it. */
export const requestOf = requestsOf({
  name: 'veo-3.1-vertex',
  provider: 'veo',
  target,
  modes: ['t2v', 'i2v'],
  seed: true,
  duration: [8, 4, 6],
  aspectRatios: ['16:9', '9:16'],
  resolutions: ['720p', '1080p', '2160p'],
  negativePrompt: true,
  lastFrame: true,
  referenceImages: 3,
  generateAudio: true,
})
