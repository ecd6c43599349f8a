import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import local from '../../../providers/local.ts'
import type { MediaInfo } from '../../../src/core/media.ts'
import { type Model, modelSchema } from '../../../src/core/model.ts'
import type { Provider, ProviderInput, ProviderRequest } from '../../../src/core/provider.ts'
import type { InputRole, ResolvedRequest } from '../../../src/core/request.ts'
import { providerTools } from '../../support/provider-tools.ts'

const silent = () => undefined
export const log = { debug: silent, info: silent, warn: silent, error: silent, child: () => log }

/** The row that the catalogue has for the preview renderer, as far as a provider looks at it. */
const model: Model = modelSchema.parse({
  name: 'local',
  title: 'Preview renderer (no AI)',
  provider: 'local',
  target: 'preview',
  modes: ['t2v', 'i2v', 'v2v'],
  seed: true,
})

/** A small and short clip, with anything else on top. */
export const requestOf = (prompt: string, more: Partial<ResolvedRequest> = {}, inputs: ProviderInput[] = []): ProviderRequest => ({
  request: {
    mode: 't2v',
    model: 'local',
    prompt,
    seed: 42,
    durationSeconds: 1,
    fps: 12,
    resolution: '160p',
    takes: 1,
    extras: {},
    ...more,
  },
  model,
  inputs,
})

/** A file as the studio would hand it over. */
export const inputOf = (role: InputRole, bytes: Uint8Array, info: Partial<MediaInfo> = {}): ProviderInput => ({
  role,
  kind: role === 'video' ? 'video' : 'image',
  mediaType: role === 'video' ? 'video/mp4' : 'image/png',
  sizeBytes: bytes.byteLength,
  width: 1,
  height: 1,
  rotation: 0,
  durationSeconds: role === 'video' ? 1 : 0,
  fps: 0,
  videoCodec: null,
  audioCodec: null,
  sha256: '',
  read: async () => bytes,
  ...info,
})

/** Preview renderers over one folder of the disk, which goes with them. */
export class LocalBench {
  readonly folder: string
  readonly #opened: Provider[] = []

  private constructor(folder: string) {
    this.folder = folder
  }

  static async start(): Promise<LocalBench> {
    return new LocalBench(await mkdtemp(join(tmpdir(), 'moodreel-local-')))
  }

  open(environment: Record<string, string> = {}, now: () => number = Date.now): Provider {
    const provider = local.create(local.settings.parse(environment), providerTools({ now, log, folder: this.folder }))
    if (!provider) throw new Error('the preview renderer is always on')
    this.#opened.push(provider)
    return provider
  }

  async stop(): Promise<void> {
    await Promise.all(this.#opened.map((provider) => provider.stop?.()))
  }

  async jobs(): Promise<string[]> {
    return (await readdir(this.folder)).sort()
  }

  async dispose(): Promise<void> {
    await this.stop()
    await rm(this.folder, { recursive: true, force: true })
  }
}
